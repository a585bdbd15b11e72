import { catalogue, problemInfo, type Fix, type Stack } from '@clearway/rules/problems'
import { assert, constantFrom, property, subarray, uniqueArray } from 'fast-check'
import { expect, test } from 'vitest'
import { rankFixes } from './rank-fixes.ts'

const fix = (title: string, stack?: Stack): Fix => ({ title, steps: 'Do it.', ...(stack && { stack }) })

const fixes = [
  fix('Clearway', 'clearway'),
  fix('look'),
  fix('ASP.NET Core', 'aspnet-core'),
  fix('Express', 'node'),
  fix('Fastify', 'node'),
  fix('nginx', 'nginx'),
  fix('page'),
]

test.each([
  ['nothing is told', [], 'ASP.NET Core, look, Express, Fastify, nginx, Clearway, page'],
  ['nginx answered', ['nginx'], 'nginx, look, ASP.NET Core, Express, Fastify, Clearway, page'],
  ['Node answered', ['node'], 'Express, look, Fastify, ASP.NET Core, nginx, Clearway, page'],
  [
    'Node answered behind nginx',
    ['node', 'nginx'],
    'Express, look, Fastify, nginx, ASP.NET Core, Clearway, page',
  ],
  ['Clearway refused', ['clearway'], 'Clearway, look, ASP.NET Core, Express, Fastify, nginx, page'],
  ['what has no fix here answered', ['iis'], 'ASP.NET Core, look, Express, Fastify, nginx, Clearway, page'],
] as const)('where %s, its fixes come first, and fixes made elsewhere keep their places', (_, by, order) => {
  expect(
    rankFixes(fixes, by)
      .map(({ title }) => title)
      .join(', '),
  ).toBe(order)
})

test.each([
  ['cors/header-not-allowed', []],
  ['cors/method-not-allowed', ['iis']],
  ['cors/origin-not-allowed', ['nginx']],
  ['cors/missing-allow-origin', ['app-service', 'nginx']],
] as const)('the first fix for %s by a server that is %j is not Clearway’s', (code, by) => {
  const [first, ...others] = rankFixes(problemInfo(code).fixes, by)
  expect(first?.stack).toBe(by[0] ?? 'aspnet-core')
  expect(others.some(({ stack }) => stack === 'clearway')).toBe(true)
})

test('no problem that other servers have too begins with Clearway where nothing tells of it', () => {
  const first = Object.entries(catalogue).map(([code, { fixes: all }]) => [
    code,
    rankFixes(all, [])[0]?.stack,
  ])
  expect(first.filter(([, stack]) => stack === 'clearway').map(([code]) => code)).toEqual([
    // Which nobody but Clearway says.
    'token/not-accepted',
  ])
})

test('no fix gets lost or comes twice, whatever answered', () => {
  const stacks = Object.values(catalogue).flatMap((info) => info.fixes.flatMap(({ stack }) => stack ?? []))
  assert(
    property(
      constantFrom(...Object.values(catalogue)),
      uniqueArray(constantFrom(...stacks)).chain((all) => subarray(all)),
      (info, by) => {
        expect(new Set(rankFixes(info.fixes, by))).toEqual(new Set(info.fixes))
        expect(rankFixes(info.fixes, by)).toHaveLength(info.fixes.length)
      },
    ),
  )
})
