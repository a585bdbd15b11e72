import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainOrigins, isSameSite, originOf, siteOf, type OriginsExplained } from '../origins.ts'

const explained = (page: string, called: string): OriginsExplained => {
  const result = explainOrigins(page, called)
  if (result === undefined) throw new Error(`${page} and ${called} were not explained`)
  return result
}

const differing = (page: string, called: string): readonly string[] =>
  explained(page, called).differences.map(({ part, page: a, called: b }) => `${part} ${a} ${b}`)

describe('the parts of two origins', () => {
  test.each([
    ['http://contoso.com/foo.html', 'http://contoso.com/bar.html', []],
    ['https://contoso.com', 'https://contoso.com:443/a?b#c', []],
    ['https://contoso.com', 'https://CONTOSO.com/', []],
    ['http://contoso.com/foo.html', 'http://contoso.net', ['host contoso.com contoso.net']],
    ['http://contoso.com/foo.html', 'http://contoso.com:9000/foo.html', ['port 80 9000']],
    ['http://contoso.com/foo.html', 'https://contoso.com/foo.html', ['scheme http https']],
    ['http://contoso.com/foo.html', 'http://www.contoso.com/foo.html', ['host contoso.com www.contoso.com']],
    [
      'https://a.example',
      'http://b.example:8080',
      ['scheme https http', 'host a.example b.example', 'port 443 8080'],
    ],
    ['https://a.example:8443', 'http://a.example:8443', ['scheme https http']],
    ['https://a.example', 'http://a.example:443', ['scheme https http']],
    ['https://[::1]:1', 'https://[::1]:2', ['port 1 2']],
  ])('%s and %s differ in %j', (page, called, differences) => {
    expect(differing(page, called)).toEqual(differences)
    expect(explained(page, called).sameOrigin).toBe(differences.length === 0)
  })

  test('are told in one sentence', () => {
    expect(explained('https://a.example', 'http://b.example:8080').sentences.origin).toBe(
      'Two origins: they differ in the scheme (https and http), the host (a.example and b.example) and the port ' +
        '(443 and 8080).',
    )
    expect(explained('https://a.example', 'https://a.example:8443').sentences.origin).toBe(
      'Two origins: they differ in the port (443 and 8443).',
    )
    expect(explained('https://a.example', 'https://a.example').sentences.origin).toBe(
      'One origin: scheme, host and port are the same.',
    )
  })
})

describe('the sites of two origins', () => {
  test.each([
    ['https://a.example.com', 'https://a.example.com:8443', true, 'same-host', 'the port does not count'],
    ['https://a.example.com', 'https://b.example.com', true, 'same-domain', 'one registrable domain'],
    [
      'http://a.clearway.localhost',
      'http://b.clearway.localhost',
      true,
      'same-domain',
      'one registrable domain',
    ],
    ['http://a.example.com', 'https://a.example.com', false, 'schemes', 'the scheme counts'],
    ['http://a.example.com', 'https://b.example.com', false, 'schemes', 'the scheme counts'],
    ['https://a.example.com', 'https://a.example.org', false, 'domains', 'registrable domains differ'],
    ['https://a.co.uk', 'https://b.co.uk', false, 'domains', 'registrable domains differ'],
    ['http://a.example.com', 'https://a.example.org', false, 'domains', 'registrable domains differ'],
    [
      'https://one.azurewebsites.net',
      'https://two.azurewebsites.net',
      false,
      'provider-domain',
      'anybody can have a name in azurewebsites.net',
    ],
    [
      'http://a.localhost',
      'http://b.localhost',
      false,
      'last-label',
      'localhost counts as a top level domain',
    ],
    ['http://127.0.0.1', 'http://127.0.0.2', false, 'ip-address', 'an IP address is a site of its own'],
    ['http://127.0.0.1', 'http://localhost', false, 'ip-address', 'an IP address is a site of its own'],
    ['http://[::1]', 'http://[::2]', false, 'ip-address', 'an IP address is a site of its own'],
    ['http://intranet', 'http://portal', false, 'domains', 'registrable domains differ'],
  ])('%s and %s, one: %s, for the reason %s', (page, called, sameSite, reason, words) => {
    const result = explained(page, called)
    expect([result.sameSite, result.siteReason]).toEqual([sameSite, reason])
    expect(result.sentences.site).toContain(words)
    expect(result.sentences.site).toMatch(sameSite ? /^One site, / : /^Two sites, /)
    expect(result.sites).toEqual([siteOf(originOf(page)), siteOf(originOf(called))])
  })

  test.each([
    ['https://page-contoso.msappproxy.net', 'https://api-contoso.msappproxy.net', 'msappproxy.net', true],
    ['https://one.azurewebsites.net', 'https://two.azurewebsites.net', 'azurewebsites.net', false],
    ['https://a.someone.github.io', 'https://someone.github.io', 'github.io', true],
  ])('%s and %s are in a domain shared with strangers: %s', (page, called, domain, sameSite) => {
    const result = explained(page, called)
    expect(result.sharedDomain).toBe(domain)
    expect(result.sameSite).toBe(sameSite)
    expect(result.sentences.site).toContain(domain)
  })

  test.each([
    ['https://a.example.com', 'https://b.example.com'],
    ['https://one.azurewebsites.net', 'https://one.azurewebsites.net:8443'],
    ['https://one.azurewebsites.net', 'https://two.azure-api.net'],
    ['https://a.msappproxy.net', 'https://b.dynamics.com'],
    ['https://a.msappproxy.net', 'https://msappproxy.net'],
    ['http://localhost', 'http://127.0.0.1'],
    ['https://a.co.uk', 'https://b.co.uk'],
  ])('%s and %s are in none', (page, called) => {
    expect(explained(page, called)).not.toHaveProperty('sharedDomain')
  })

  test('warns of cookies and patterns for a domain that browsers take for one site and strangers share', () => {
    expect(explained('https://a.msappproxy.net', 'https://b.msappproxy.net').sentences.site).toBe(
      'One site, https://msappproxy.net, for browsers, although strangers have names in msappproxy.net too: set ' +
        'no cookie for the whole domain, and allow no origin by a pattern of it.',
    )
  })
})

describe('what it means for cookies', () => {
  test.each([
    ['https://a.example.com', 'https://a.example.com', 'Cookies go along with every call.'],
    [
      'https://a.example.com',
      'https://b.example.com',
      "Cookies of b.example.com go along with credentials: 'include', also with SameSite=Lax or Strict; no browser " +
        'blocks them.',
    ],
    [
      'https://a.example.com',
      'https://a.example.com:8443',
      "Cookies of a.example.com go along with credentials: 'include', also with SameSite=Lax or Strict; no browser " +
        'blocks them. Cookies do not know ports: a.example.com has one set of them.',
    ],
    [
      'http://a.example.com',
      'http://b.example.com',
      "Cookies without Secure of b.example.com go along with credentials: 'include', also with SameSite=Lax or " +
        'Strict; no browser blocks them.',
    ],
    [
      'https://a.example.com',
      'https://a.example.org',
      "Of the cookies of a.example.org only those with SameSite=None and Secure go along, only with credentials: 'include', " +
        'and not in browsers that block cookies of other sites.',
    ],
    [
      'http://a.example.com',
      'http://a.example.org',
      'Cookies of a.example.org do not go along: that takes SameSite=None and Secure, and Secure takes https.',
    ],
  ])('%s calling %s', (page, called, sentence) => {
    expect(explained(page, called).sentences.cookies).toBe(sentence)
  })
})

describe('what it means for CORS', () => {
  test('nothing within one origin', () => {
    expect(explained('https://a.example.com', 'https://a.example.com').sentences.cors).toBe(
      'Calls need no CORS.',
    )
  })

  test('the page’s origin by name from another one, never a wildcard', () => {
    const { cors } = explained('https://a.example.com', 'https://b.example.com').sentences
    expect(cors).toContain('Access-Control-Allow-Origin: https://a.example.com,')
    expect(cors).not.toContain('*')
  })

  test.each([
    ['https://a.example.com', 'http://a.example.com', true],
    ['https://a.example.com', 'http://10.0.0.6:8080', true],
    ['https://a.example.com', 'http://localhost:8080', false],
    ['https://a.example.com', 'http://127.0.0.1:8080', false],
    ['http://a.example.com', 'http://b.example.com', false],
    ['http://a.example.com', 'https://b.example.com', false],
  ])('%s calling %s is mixed content: %s', (page, called, mixed) => {
    expect(explained(page, called).sentences.cors.includes('mixed content')).toBe(mixed)
  })
})

describe('what is not explained', () => {
  test.each([
    '',
    'null',
    'example.com',
    '//example.com',
    'file:///a.html',
    'data:text/html,x',
    'blob:https://a.example.com/1',
    'ws://a.example.com',
    'chrome-extension://abc',
    'https://',
  ])('%j', (text) => {
    expect(explainOrigins(text, 'https://a.example.com')).toBeUndefined()
    expect(explainOrigins('https://a.example.com', text)).toBeUndefined()
  })
})

const origin = fc
  .tuple(
    fc.constantFrom('http', 'https'),
    fc.constantFrom(
      'a.example.com',
      'b.example.com',
      'a.example.org',
      'a.azurewebsites.net',
      'b.azurewebsites.net',
      'a.msappproxy.net',
      'localhost',
      'a.localhost',
      '127.0.0.1',
      '[::1]',
    ),
    fc.constantFrom('', ':80', ':443', ':8443'),
  )
  .map(([scheme, host, port]) => `${scheme}://${host}${port}`)

test('whatever is explained agrees with origins and sites, whichever is called', () => {
  fc.assert(
    fc.property(origin, origin, (a, b) => {
      const result = explained(a, b)
      expect(result.sameOrigin).toBe(originOf(a) === originOf(b))
      expect(result.differences.length === 0).toBe(result.sameOrigin)
      expect(result.sameSite).toBe(isSameSite(originOf(a), originOf(b)))
      expect(result.sameSite).toBe(['same-host', 'same-domain'].includes(result.siteReason))
      const back = explained(b, a)
      expect(back.siteReason).toBe(result.siteReason)
      expect(back.sharedDomain).toBe(result.sharedDomain)
      expect(back.differences.map(({ part }) => part)).toEqual(result.differences.map(({ part }) => part))
    }),
    { numRuns: 2000 },
  )
})

test('no text makes it throw, and no path, query or user of a URL comes out', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => {
      const result = explainOrigins(text, 'https://user:hunter2@a.example.com/hunter2?hunter2#hunter2')
      expect(JSON.stringify(result ?? '')).not.toContain('hunter2')
    }),
  )
})
