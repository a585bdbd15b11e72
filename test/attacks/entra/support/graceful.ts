import { expect } from 'vitest'
import type { RawResponse } from '../../../support/raw-http.ts'
import { findForm } from '../../../support/html-form.ts'
import { registered } from './target.ts'

/** Headers that the server has. Another one was written by a request. */
const known = new Set([
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
  'allow',
  'cache-control',
  'connection',
  'content-length',
  'content-security-policy',
  'content-type',
  'cross-origin-opener-policy',
  'date',
  'expires',
  'keep-alive',
  'location',
  'p3p',
  'pragma',
  'referrer-policy',
  'set-cookie',
  'strict-transport-security',
  'transfer-encoding',
  'vary',
  'www-authenticate',
  'x-content-type-options',
  'x-frame-options',
  'x-ms-clitelem',
  'x-ms-ests-server',
  'x-ms-request-id',
  'x-ms-srs',
])

export const headerOf = ({ headers }: RawResponse, name: string): string | undefined =>
  headers.find(([other]) => other.toLowerCase() === name)?.[1]

/** Whether an address is a registered redirect URI with parameters behind it, and nothing else. */
export function isRegistered(address: string): boolean {
  return registered.some(
    (uri) => address === uri || address.startsWith(`${uri}?`) || address.startsWith(`${uri}#`),
  )
}

/** Addresses of the server itself, as a path or under the names that it goes by. */
const isOwn = (address: string): boolean =>
  /^(?:http:\/\/(?:login\.clearway\.)?localhost(?::\d+)?)?\/(?![/\\])[\x21-\x7e]*$/.test(address)

/** Everywhere that an answer may take a browser to. */
function destinationsOf(answer: RawResponse, type: string): readonly string[] {
  const location = headerOf(answer, 'location')
  if (!type.startsWith('text/html')) return location === undefined ? [] : [location]
  const actions = [...answer.body.matchAll(/<form\b/gi)].map(
    (_, index) => findForm(answer.body, index, 'http://server.invalid/').action,
  )
  const links = [...answer.body.matchAll(/\b(?:href|src)="([^"]*)"/gi)].map(([, link]) => link ?? '')
  return [
    ...(location === undefined ? [] : [location]),
    ...[...actions, ...links].map((each) => each.replace('http://server.invalid', '')),
  ]
}

/**
 * Checks that an answer is one that the server meant to give: no failure, no stack, no header and no markup that came
 * out of the request, and nowhere to go but to registered redirect URIs and the server itself.
 */
export function expectGraceful(answer: RawResponse): void {
  expect(answer.status).toBeGreaterThanOrEqual(200)
  expect(answer.status).toBeLessThan(500)
  expect(answer.headers.map(([name]) => name.toLowerCase()).filter((name) => !known.has(name))).toEqual([])
  expect(headerOf(answer, 'set-cookie') ?? '').not.toContain('evil')
  expect(answer.body).not.toMatch(/\n\s+at |node:internal|\.[jt]s:\d+/)
  const type = headerOf(answer, 'content-type') ?? 'none'
  if (type.startsWith('text/html')) expectSafePage(answer)
  // Nothing else is ever taken for a page.
  else expect(type).toMatch(/^(?:application\/json|text\/plain)(?:;|$)|^none$/)
  // Those three are also answered by node:http itself, without a body.
  if (![400, 417, 431].includes(answer.status)) {
    expect(headerOf(answer, 'x-content-type-options')).toBe('nosniff')
  }
  expect(destinationsOf(answer, type).filter((each) => !isRegistered(each) && !isOwn(each))).toEqual([])
}

/** Markup of requests is text in pages, and no script runs but the one that posts a form on. */
function expectSafePage(answer: RawResponse): void {
  expect(answer.body).not.toMatch(/<img|<svg|<b>Ada/)
  expect(answer.body.match(/<script[^>]*>(?!document\.forms\[0\]\.submit\(\)<)/)).toBeNull()
  expect(headerOf(answer, 'content-security-policy')).toContain("default-src 'none'")
}
