import { expect, test } from 'vitest'
import {
  api,
  capture,
  foundBy,
  heardIn,
  keptBack,
  page,
  signIn,
  type Recorded,
} from '../../../test-support/recorded.ts'
import { appsOnDifferentOrigins } from './apps-on-different-origins.ts'

const web = 'https://corswebclient-contoso.msappproxy.net'
const service = 'https://corswebservice-contoso.msappproxy.net'
const call: Recorded = { url: `${service}/api/test`, asks: { origin: web }, status: 200, error: keptBack }

test('page and API both published by Entra application proxy', () => {
  const all = capture([call])
  expect(heardIn(all)).toEqual(['cors/missing-allow-origin', 'proxy/apps-on-different-origins'])
  expect(foundBy(appsOnDifferentOrigins, all)[0]?.evidence.at(-1)).toMatchObject({
    what: 'origins differ in',
    value: 'host corswebclient-contoso.msappproxy.net and corswebservice-contoso.msappproxy.net',
  })
})

test('the ways to bring them together are the fixes, ranked for the case', () => {
  const titlesFor = (recorded: Recorded): readonly string[] =>
    foundBy(appsOnDifferentOrigins, capture([recorded])).flatMap(({ fixes = [] }) =>
      fixes.map(({ title }) => title),
    )
  const [own, expired] = [call, { ...call, status: 302, answers: { location: signIn } }].map(titlesFor)
  expect(own?.length).toBeGreaterThanOrEqual(5)
  expect(own?.[0]).toBe('Publish both in a domain of your own')
  expect(expired?.[0]).toBe('Answer calls without a session with 401')
})

test('of what makes a way, the fix tells what the publishing service needs, by its name', () => {
  const [found] = foundBy(appsOnDifferentOrigins, capture([call]))
  const complex = found?.fixes?.find(({ title }) => title === 'Publish both as segments of one application')
  expect(complex?.steps).toContain('In Entra application proxy, publish one complex application. ')
  expect(complex?.text).toContain('corsConfigurations')
  expect(JSON.stringify(found?.fixes)).not.toContain('Clearway')
})

test('hosts of one site of which the called one asks for a sign-in', () => {
  const redirect: Recorded = { url: `${api}/a`, status: 302, answers: { location: signIn }, error: keptBack }
  expect(heardIn(capture([redirect]))).toEqual([
    'session/redirected-to-sign-in',
    'proxy/apps-on-different-origins (info)',
  ])
})

test.each<[string, Recorded]>([
  [
    'a call that is answered',
    { url: call.url, asks: { origin: web }, status: 200, answers: { 'access-control-allow-origin': web } },
  ],
  ['a call within one origin', { ...call, url: `${web}/api` }],
  ['an API of another company', { ...call, asks: { origin: page } }],
  ['an API of the site that only lacks headers', { url: `${api}/a`, status: 200, error: keptBack }],
])('%s is none', (_, recorded) => expect(foundBy(appsOnDifferentOrigins, capture([recorded]))).toEqual([]))
