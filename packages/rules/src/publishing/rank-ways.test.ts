import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rankWays, type PublishingFacts, type Way, type WayId } from '../publishing.ts'

const ranked = (page: string, api: string, facts?: PublishingFacts): readonly string[] =>
  rankWays(page, api, facts).map(({ id, fits }) => `${fits}: ${id}`)

const wayOf = (id: WayId, page: string, api: string, facts?: PublishingFacts): Way => {
  const way = rankWays(page, api, facts).find((each) => each.id === id)
  if (way === undefined) throw new Error(`no way ${id}`)
  return way
}

const textsOf = ({ changes }: Way): string => changes.map(({ text = '' }) => text).join('\n')

const [page, api] = ['https://page-contoso.msappproxy.net', 'https://api-contoso.msappproxy.net']

describe('the ways are ranked for the case', () => {
  test('one host and two ports: the API at a path of the page’s origin', () => {
    expect(ranked('https://a.example.com', 'https://a.example.com:8443')).toEqual([
      'best: common-parent',
      'well: response-headers',
      'partly: complex-application',
      'partly: application-code',
      'not: own-domain',
      'not: token-lifetime',
    ])
  })

  test('both on msappproxy.net: a domain of one’s own', () => {
    expect(ranked(page, api)).toEqual([
      'best: own-domain',
      'well: common-parent',
      'partly: complex-application',
      'partly: response-headers',
      'partly: application-code',
      'not: token-lifetime',
    ])
  })

  test('both on msappproxy.net and on one internal server: its common directory', () => {
    const internal = { page: 'http://intranet/page/', api: 'http://intranet/api/' }
    expect(ranked(page, api, { internal }).slice(0, 2)).toEqual(['best: common-parent', 'well: own-domain'])
  })

  test('both on azurewebsites.net: a domain of one’s own', () => {
    expect(ranked('https://one.azurewebsites.net', 'https://two.azurewebsites.net')[0]).toBe(
      'best: own-domain',
    )
  })

  test('a complex application does not join two sites, whoever gave their names out', () => {
    for (const other of ['https://two.azurewebsites.net', 'https://a.example.org']) {
      const way = wayOf('complex-application', 'https://one.azurewebsites.net', other)
      expect([way.fits, way.why.includes('two sites')]).toEqual(['partly', true])
    }
  })

  test('two hosts of one domain: one origin, then one application, then headers', () => {
    expect(ranked('https://app.example.com', 'https://api.example.com')).toEqual([
      'best: common-parent',
      'well: complex-application',
      'well: response-headers',
      'partly: own-domain',
      'partly: application-code',
      'not: token-lifetime',
    ])
  })

  test('two domains: one of one’s own for both', () => {
    expect(ranked('https://app.example.com', 'https://api.example.org')).toEqual([
      'best: own-domain',
      'well: common-parent',
      'partly: complex-application',
      'partly: response-headers',
      'partly: application-code',
      'not: token-lifetime',
    ])
  })

  test('somebody else’s API: through an origin of one’s own, or from a server', () => {
    expect(ranked('https://app.example.com', 'https://rates.example.net', { ownApi: false })).toEqual([
      'best: common-parent',
      'well: application-code',
      'not: own-domain',
      'not: complex-application',
      'not: response-headers',
      'not: token-lifetime',
    ])
  })

  test('preflights that are stopped in front: one application whose preflights are answered first', () => {
    const facts = { preflightBlocked: true }
    expect(ranked(page, api, facts).slice(0, 2)).toEqual(['best: own-domain', 'best: complex-application'])
    expect(ranked('https://app.example.com', 'https://api.example.com', facts).slice(0, 2)).toEqual([
      'best: common-parent',
      'best: complex-application',
    ])
    expect(wayOf('response-headers', page, api, facts).why).toContain('too late')
  })

  test('calls that are redirected to sign-in: 401 in the code; headers do not help', () => {
    const result = ranked('https://app.example.com', 'https://api.example.com', { redirectedToSignIn: true })
    expect(result[0]).toBe('best: application-code')
    expect(result.at(-1)).toBe('not: response-headers')
    expect(result).toContain('partly: token-lifetime')
  })

  test('cookies between two sites: neither headers nor code alone are enough', () => {
    const facts = { withCookies: true }
    for (const id of ['response-headers', 'application-code'] as const) {
      const way = wayOf(id, 'https://app.example.com', 'https://api.example.org', facts)
      expect([way.fits, way.why.includes('hold')]).toEqual(['partly', true])
    }
  })

  test.each([
    ['https://a.example.com/page', 'https://a.example.com/api'],
    ['', 'https://a.example.com'],
    ['https://a.example.com', 'file:///a'],
  ])('nothing to bring together: %s and %s', (a, b) => expect(rankWays(a, b)).toEqual([]))
})

describe('what changes is told with the values of the case', () => {
  test('a common parent puts the API at a path of the page’s host', () => {
    expect(
      wayOf('common-parent', 'https://app.example.com/x', 'https://api.example.com').changes[0]?.text,
    ).toBe(
      [
        'applications:',
        '  - name: app',
        '    cors: within',
        '    segments:',
        '      - external: https://app.example.com/',
        '        internal: http://10.0.0.5:8080/',
        '      - external: https://app.example.com/api/',
        '        internal: http://10.0.0.6:8080/',
      ].join('\n'),
    )
  })

  test.each([
    ['http://app.example.com:8080', 'external: https://app.example.com/'],
    ['https://app.example.com:8443', 'external: https://app.example.com:8443/'],
    ['http://localhost:4200', 'external: http://localhost:4200/'],
  ])('a page at %s is published by https, except on this machine', (origin, external) => {
    expect(textsOf(wayOf('common-parent', origin, 'https://api.example.com'))).toContain(external)
  })

  test('with the internal URLs, where they are known', () => {
    const internal = { page: 'http://intranet/page/', api: 'http://intranet:8080/api/' }
    const text = textsOf(wayOf('own-domain', page, api, { internal }))
    expect(text).toContain('internal: http://intranet/page/\n')
    expect(text).toContain('internal: http://intranet:8080/api/')
  })

  test('as one segment, where both lie on one internal server', () => {
    const internal = { page: 'http://intranet/page/', api: 'http://intranet/api/' }
    expect(wayOf('common-parent', page, api, { internal }).changes[0]?.text).toContain(
      `      - external: ${page}/\n        internal: http://intranet/`,
    )
  })

  test.each([
    `http://intranet/${'a/'.repeat(200)}`,
    'http://intranet/a b/',
    'http://intranet/%2e%2e/',
    "http://intranet/'#/",
    'http://intranet//a',
  ])('an internal path that is not plain is left out: %s', (odd) => {
    const internal = { page: odd, api: 'http://intranet:8080' }
    expect(textsOf(wayOf('own-domain', page, api, { internal }))).toMatch(/internal: http:\/\/intranet\/$/m)
  })

  test('with the foreign API as internal URL, and a key that no browser holds', () => {
    const text = textsOf(
      wayOf('common-parent', 'https://app.example.com', 'https://rates.example.net/v1', { ownApi: false }),
    )
    expect(text).toContain('internal: https://rates.example.net/v1/\n')
    expect(text).toContain('${env:API_KEY}')
  })

  test.each([
    ['https://app.contoso.com', 'https://api.fabrikam.com', 'https://api.contoso.com/'],
    [page, 'https://api.contoso.com', 'https://app.contoso.com/'],
    [page, api, 'https://app.example.com/'],
    ['https://one.azurewebsites.net', 'https://two.azurewebsites.net', 'https://app.example.com/'],
    ['http://10.0.0.1', 'http://10.0.0.2', 'https://app.example.com/'],
  ])('the own domain for %s and %s is one of theirs, or an example', (a, b, external) => {
    expect(textsOf(wayOf('own-domain', a, b))).toContain(`external: ${external}`)
  })

  test('headers and code name the page’s origin and no other', () => {
    for (const id of ['response-headers', 'application-code'] as const) {
      const text = textsOf(wayOf(id, page, api))
      expect(text).toContain(page)
      expect(text).not.toContain('contacts.example.com')
    }
  })

  test('a policy for a page served by plain http takes no cookies', () => {
    const text = (origin: string): string =>
      textsOf(wayOf('response-headers', origin, 'https://api.example.com'))
    expect(text('http://app.example.com')).toContain('credentials: false')
    expect(text('https://app.example.com')).toContain('credentials: true')
    expect(text('http://localhost:4200')).toContain('credentials: true')
  })

  test('the segment for Entra is JSON with the page as the only origin', () => {
    const { changes } = wayOf('complex-application', 'https://app.example.com', 'https://api.example.com')
    const json = changes.find(({ language }) => language === 'json')?.text ?? ''
    expect(JSON.parse(json)).toMatchObject({
      externalUrl: 'https://api.example.com/',
      corsConfigurations: [{ allowedOrigins: ['https://app.example.com'] }],
    })
  })

  test('each way that can be gone in Entra application proxy says where', () => {
    for (const id of ['own-domain', 'common-parent', 'complex-application'] as const) {
      expect(
        wayOf(id, page, api)
          .changes.map(({ title }) => title)
          .join(),
      ).toContain('Entra application proxy')
    }
    const { changes } = wayOf('token-lifetime', page, api, { redirectedToSignIn: true })
    expect(changes.map(({ language }) => language)).toEqual(['yaml', 'powershell'])
  })
})

const url = fc
  .tuple(
    fc.constantFrom('http', 'https'),
    fc.constantFrom(
      'a.example.com',
      'b.example.com',
      'a.example.org',
      'a.msappproxy.net',
      'localhost',
      '[::1]',
    ),
    fc.constantFrom('', ':8080'),
  )
  .map(([scheme, host, port]) => `${scheme}://${host}${port}/`)

const flags = fc.record({
  ownApi: fc.boolean(),
  redirectedToSignIn: fc.boolean(),
  preflightBlocked: fc.boolean(),
  withCookies: fc.boolean(),
})

test('in every case each way comes once, the better ones first, and one at least is the best', () => {
  fc.assert(
    fc.property(url, url, flags, (a, b, facts) => {
      const ways = rankWays(a, b, facts)
      if (ways.length === 0) return
      expect(new Set(ways.map(({ id }) => id)).size).toBe(6)
      expect(ways[0]?.fits).toBe('best')
      const levels = ways.map(({ fits }) => ['best', 'well', 'partly', 'not'].indexOf(fits))
      expect(levels).toEqual(levels.toSorted((x, y) => x - y))
      for (const { fits, changes } of ways) expect(changes.length === 0).toBe(fits === 'not')
    }),
  )
})

test('in every case the words are whole sentences', () => {
  fc.assert(
    fc.property(url, url, flags, (a, b, facts) => {
      for (const { title, why, keeps, limits } of rankWays(a, b, facts)) {
        expect(title).toMatch(/^\p{Lu}.*[^.]$/u)
        for (const text of [why, keeps, limits]) expect(text).toMatch(/^\p{Lu}.*\.$/u)
        for (const text of [why, keeps, limits]) expect(text).not.toMatch(/undefined|\s{2}/)
      }
    }),
  )
})

test('no user, query or fragment of the URLs comes out', () => {
  const secret = (scheme: string, host: string): string =>
    `${scheme}://user:hunter2@${host}/x?hunter2#hunter2`
  for (const ownApi of [true, false]) {
    const ways = rankWays(secret('https', 'a.example.com'), secret('https', 'b.example.com'), {
      ownApi,
      internal: { page: secret('http', 'intranet'), api: secret('http', 'intranet') },
    })
    expect(ways).toHaveLength(6)
    expect(JSON.stringify(ways)).not.toContain('hunter2')
  }
})
