import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchesOrigin, originOf, parseOriginPattern, type OriginPattern } from '../origins.ts'

const pattern = (text: string, credentials = true): OriginPattern => {
  const result = parseOriginPattern(text, { credentials })
  if (!result.ok) throw new Error(result.mistake.message)
  return result.pattern
}

describe('an exact origin', () => {
  test.each([
    'https://app.example.com',
    'https://app.example.com:8443',
    'http://localhost:3000',
    'http://app.localhost',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
  ])('%s is permitted with credentials and matches itself', (text) => {
    expect(pattern(text)).toEqual({ kind: 'exact', origin: text })
    expect(matchesOrigin(pattern(text), originOf(text))).toBe(true)
  })
  test('http is permitted without credentials', () => {
    expect(pattern('http://app.example.com', false)).toEqual({
      kind: 'exact',
      origin: 'http://app.example.com',
    })
  })
})

describe('https://*.example.com', () => {
  test.each([
    ['https://a.example.com', true],
    ['https://my_app-1.example.com', true],
    ['https://xn--bcher-kva.example.com', true],
    ['https://example.com', false],
    ['https://a.b.example.com', false],
    ['https://a.example.com:8443', false],
    ['http://a.example.com', false],
    ['https://aexample.com', false],
    ['https://a.badexample.com', false],
    ['https://a.example.com.evil.example', false],
    ['https://example.com.evil.example', false],
    ['https://a.example.com.', false],
    ['https://a.example.co', false],
    ['https://a.examqle.com', false],
    ['https://a.evil12.test', false],
    ['https://localhost', false],
  ])('%s: %s', (origin, expected) => {
    expect(matchesOrigin(pattern('https://*.example.com'), originOf(origin))).toBe(expected)
  })
})

test.each([
  ['https://*.example.com:8443', 'https://a.example.com:8443', true],
  ['https://*.example.com:8443', 'https://a.example.com', false],
  ['https://*.example.com:8443', 'https://a.example.com:18443', false],
  ['http://*.clearway.localhost:3000', 'http://a.clearway.localhost:3000', true],
  ['http://*.clearway.localhost:3000', 'https://a.clearway.localhost:3000', false],
])('%s means %s: %s', (text, origin, expected) => {
  expect(matchesOrigin(pattern(text), originOf(origin))).toBe(expected)
})

describe('a mistake has its reason, and the message tells what to write', () => {
  test.each([
    ['null', 'null', 'by name'],
    ['NULL ', 'null', 'by name'],
    ['*', 'wildcard-position', "write '*' in place of the whole list"],
    ['', 'malformed', 'write https:// in front'],
    ['app.example.com', 'malformed', 'write https:// in front'],
    ['app.example.com:8443', 'malformed', 'write https:// in front'],
    ['https://', 'malformed', 'as in https://app.example.com'],
    ['https://a b', 'malformed', 'as in https://app.example.com'],
    ['https://a!b.example', 'malformed', 'letters, digits'],
    ['https://a..example', 'malformed', 'letters, digits'],
    ['ftp://app.example.com', 'scheme', 'http or https'],
    ['chrome-extension://abc', 'scheme', 'http or https'],
    ['https://app.example.com/', 'path', 'write https://app.example.com'],
    ['https://app.example.com/a?b', 'path', 'write https://app.example.com'],
    ['https://app.example.com?', 'path', 'write https://app.example.com'],
    ['https://*.example.com/', 'path', 'write https://*.example.com'],
    ['https://app.example.com:443', 'default-port', 'write https://app.example.com'],
    ['http://localhost:80', 'default-port', 'write http://localhost'],
    ['https://*.example.com:443', 'default-port', 'write https://*.example.com'],
    ['https://App.example.com', 'not-canonical', 'write https://app.example.com'],
    ['HTTPS://app.example.com', 'not-canonical', 'write https://app.example.com'],
    ['https://bücher.example', 'not-canonical', 'write https://xn--bcher-kva.example'],
    ['https://app.example.com:08443', 'not-canonical', 'write https://app.example.com:8443'],
    ['http://127.1', 'not-canonical', 'write http://127.0.0.1'],
    [' https://app.example.com', 'malformed', 'write https://'],
    ['https://app.example.com.', 'trailing-dot', 'without'],
    ['https://*.example.com.', 'trailing-dot', 'without'],
    ['https://user@app.example.com', 'userinfo', 'write https://app.example.com'],
    ['https://app-*.example.com', 'wildcard-position', 'first label'],
    ['https://*', 'wildcard-position', 'first label'],
    ['https://*example.com', 'wildcard-position', 'first label'],
    ['https://a.*.example.com', 'wildcard-position', 'first label'],
    ['https://*.*.example.com', 'wildcard-position', 'first label'],
    ['https://example.*', 'wildcard-position', 'first label'],
    ['https://app.example.com:*', 'wildcard-position', 'first label'],
    ['*://app.example.com', 'wildcard-position', 'first label'],
    ['https://*.10.0.0.1', 'wildcard-position', 'no subdomains'],
    ['https://*.[::1]', 'wildcard-position', 'no subdomains'],
    ['https://*.com', 'public-suffix', 'below com'],
    ['https://*.co.uk', 'public-suffix', 'below co.uk'],
    ['https://*.github.io', 'public-suffix', 'below github.io'],
    ['https://*.azurewebsites.net', 'public-suffix', 'below azurewebsites.net'],
    ['http://*.localhost', 'public-suffix', 'below localhost'],
    ['http://app.example.com', 'insecure-with-credentials', 'write https://app.example.com'],
    ['http://*.example.com:81', 'insecure-with-credentials', 'write https://*.example.com:81'],
    ['http://10.0.0.1', 'insecure-with-credentials', 'write https://10.0.0.1'],
    [`https://${'a'.repeat(400)}.example`, 'malformed', 'host'],
  ])('%j: %s', (text, reason, remedy) => {
    const result = parseOriginPattern(text, { credentials: true })
    expect(result).toMatchObject({ ok: false, mistake: { reason } })
    expect(!result.ok && result.mistake.message).toContain(remedy)
  })

  test.each([
    'https://user:hunter2@app.example.com/',
    'https://u:hunt/hunter2@a.example',
    'u:hunter2@a.example',
    'https://a.example?token=hunter2',
    'https://a.example/#hunter2',
  ])('no secret of %s is shown', (text) => {
    const result = parseOriginPattern(text, { credentials: true })
    expect(result.ok).toBe(false)
    expect(JSON.stringify(result)).not.toContain('hunter2')
  })
})

test('no text makes it throw, and a permitted text never means more than it says', () => {
  const bits = [
    'https://',
    'http://',
    '*',
    '.',
    'a',
    'example',
    'com',
    ':',
    '443',
    '@',
    '/',
    'null',
    '[::1]',
    '?',
    ' ',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...bits)), fc.boolean(), (parts, credentials) => {
      const text = parts.join('')
      const result = parseOriginPattern(text, { credentials })
      if (!result.ok) expect(result.mistake.message).not.toBe('')
      else expect(matchesOrigin(result.pattern, originOf('https://evil.test'))).toBe(false)
    }),
    { numRuns: 3000 },
  )
})
