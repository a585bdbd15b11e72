import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Exchange } from './exchange.ts'
import { judge } from './judge.ts'
import { profiles } from './profile.ts'

const page = 'https://app.example.com'

const text = fc.oneof(
  fc.constantFrom('', '*', 'null', page, `${page}/`, 'true', 'GET, PUT', 'x-a', '-1', '60', 'same-origin'),
  fc.string(),
  fc.string({ unit: 'binary' }),
)
const name = fc.oneof(
  fc.constantFrom(
    'Access-Control-Allow-Origin',
    'access-control-allow-origin',
    'Access-Control-Allow-Credentials',
    'Access-Control-Allow-Methods',
    'Access-Control-Allow-Headers',
    'Access-Control-Expose-Headers',
    'Access-Control-Max-Age',
    'Cross-Origin-Resource-Policy',
    'Location',
    'Set-Cookie',
    '__proto__',
  ),
  text,
)
const url = fc.oneof(
  fc.constantFrom(
    page,
    'https://api.example.net/a?b#c',
    'http://api.example.net:8080',
    'https://user:password@api.example.net',
    'data:,x',
    'file:///x',
    '/relative',
    '',
  ),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string(),
)
const fields = fc
  .array(fc.oneof(fc.tuple(name, text), fc.tuple(fc.constant('Location'), url)), { maxLength: 8 })
  .map((pairs) => pairs.flat())
const oddFields = fc.oneof(fields, fc.array(text, { maxLength: 5 }))
const status = fc.oneof(
  fc.constantFrom(200, 204, 301, 302, 303, 307, 308, 401, 404, 500),
  fc.constantFrom(0, -1, NaN, Infinity, 99999, 1.5),
)
const answer = fc.record({ status, headers: oddFields })
const optional = { requiredKeys: [] as [] }
const exchanges: fc.Arbitrary<Exchange> = fc.record(
  {
    origin: fc.oneof(fc.constantFrom(page, 'null', 'file://', 'http://localhost:3000'), text),
    request: fc.record(
      {
        url,
        method: fc.oneof(fc.constantFrom('GET', 'put', 'PATCH', 'TRACE'), text),
        headers: oddFields,
        mode: fc.constantFrom('cors', 'no-cors', 'same-origin', 'navigate', 'websocket'),
        credentials: fc.constantFrom('omit', 'same-origin', 'include'),
        redirect: fc.constantFrom('follow', 'error', 'manual'),
        cache: fc.constantFrom('default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'),
        body: fc.constantFrom('none', 'bytes', 'stream'),
        uploadListeners: fc.boolean(),
        api: fc.constantFrom('fetch', 'xhr'),
      },
      { requiredKeys: ['url'] },
    ),
    hops: fc.array(fc.record({ preflight: answer, answer }, optional), { maxLength: 5 }),
    preflightCache: fc.array(
      fc.record({
        origin: fc.constantFrom(page, 'null'),
        url,
        credentials: fc.boolean(),
        until: fc.double(),
        allows: fc.oneof(fc.record({ method: text }), fc.record({ header: text })),
      }),
      { maxLength: 3 },
    ),
    now: fc.double(),
    cookies: fc.array(
      fc.record(
        {
          name: text,
          host: fc.oneof(fc.constantFrom('app.example.com', 'example.net'), text),
          subdomains: fc.boolean(),
          path: text,
          secure: fc.boolean(),
          sameSite: fc.constantFrom('strict', 'lax', 'none'),
          partition: text,
        },
        { requiredKeys: ['name', 'host'] },
      ),
      { maxLength: 3 },
    ),
    thirdPartyCookies: fc.constantFrom('allowed', 'blocked'),
  },
  { requiredKeys: ['origin', 'request', 'hops'] },
) as fc.Arbitrary<Exchange>
const anyProfile = fc.constantFrom(...profiles)

describe('any exchange', () => {
  test('has a verdict, the same each time, and is left as it was', () => {
    fc.assert(
      fc.property(exchanges, anyProfile, (exchange, profile) => {
        const before = structuredClone(exchange)
        const verdict = judge(exchange, profile)
        expect(exchange).toEqual(before)
        expect(judge(exchange, profile)).toEqual(verdict)
        expect(verdict.profile).toBe(profile)
        expect(verdict.reason).toMatch(/^[\x20-\x7e’…]+$/)
        expect(verdict.legs.length).toBeLessThanOrEqual(42)
      }),
      { numRuns: 3000 },
    )
  })

  test('with credentials is never readable by a wildcard', () => {
    fc.assert(
      fc.property(exchanges, anyProfile, ({ hops, ...rest }, profile) => {
        const exchange: Exchange = {
          ...rest,
          request: { ...rest.request, credentials: 'include' },
          hops: hops.map((hop) => ({
            ...hop,
            ...(hop.answer && {
              answer: { status: hop.answer.status, headers: ['Access-Control-Allow-Origin', '*'] },
            }),
          })),
        }
        const verdict = judge(exchange, profile)
        if (verdict.outcome === 'readable') expect(verdict.responseType).toBe('basic')
      }),
      { numRuns: 1000 },
    )
  })

  test('that is readable across origins has an Access-Control-Allow-Origin, and Set-Cookie stays closed', () => {
    fc.assert(
      fc.property(exchanges, anyProfile, (exchange, profile) => {
        const verdict = judge(exchange, profile)
        if (verdict.outcome !== 'readable') return
        expect(verdict.exposed).not.toContain('set-cookie')
        const last = exchange.hops[verdict.legs.at(-1)?.hop ?? 0]?.answer
        const names = (last?.headers ?? []).filter((_, at) => at % 2 === 0).map((each) => each.toLowerCase())
        if (verdict.responseType === 'cors') expect(names).toContain('access-control-allow-origin')
      }),
      { numRuns: 2000 },
    )
  })

  test('sends no preflight that asks for nothing, but where a browser or the call insists', () => {
    fc.assert(
      fc.property(exchanges, (exchange) => {
        const { uploadListeners, body } = exchange.request
        if (uploadListeners === true || body === 'stream') return
        for (const leg of judge(exchange, 'spec').legs) {
          if (leg.kind === 'call') continue
          const isSafelisted = ['GET', 'HEAD', 'POST'].includes(leg.requestMethod ?? '')
          expect(isSafelisted && leg.requestHeaders === undefined).toBe(false)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

test('a loop of redirects ends after twenty', () => {
  const loop = { status: 302, headers: ['Location', '/', 'Access-Control-Allow-Origin', '*'] }
  const exchange = {
    origin: page,
    request: { url: 'https://api.example.net/' },
    hops: Array.from({ length: 1000 }, () => ({ answer: loop })),
  }
  for (const profile of profiles) {
    expect(judge(exchange, profile)).toMatchObject({ outcome: 'blocked', step: 'R4', hop: 20 })
  }
})

describe('what a verdict tells', () => {
  const secret = 'c0ffee'
  const exchange: Exchange = {
    origin: page,
    request: {
      url: `https://user:${secret}@api.example.net/?code=${secret}`,
      api: 'xhr',
      headers: ['Authorization', `Bearer ${secret}`],
    },
    hops: [
      {
        preflight: {
          status: 204,
          headers: ['Access-Control-Allow-Origin', '*', 'Access-Control-Allow-Headers', 'authorization'],
        },
        answer: {
          status: 302,
          headers: [
            'Access-Control-Allow-Origin',
            '*',
            'Location',
            `https://user:${secret}@[?code=${secret}`,
          ],
        },
      },
    ],
  }
  test('holds no header value of the page, no password and, in its sentence, no query', () => {
    for (const profile of profiles) {
      const verdict = judge(exchange, profile)
      expect(verdict).toMatchObject({ outcome: 'blocked', step: 'R2' })
      expect(verdict.reason).not.toContain(secret)
      const legs = verdict.legs.map(({ url, ...leg }) => ({ ...leg, url: url.split('?')[0] }))
      expect(JSON.stringify({ ...verdict, legs, preflightCache: [] })).not.toContain(secret)
    }
  })
  test('cuts and escapes what servers write', () => {
    const hops = [
      { answer: { status: 200, headers: ['Access-Control-Allow-Origin', `\u001b[31m${'x'.repeat(5000)}`] } },
    ]
    const { reason } = judge({ origin: page, request: { url: 'https://api.example.net/' }, hops }, 'spec')
    expect(reason).toContain('\\u001b[31m')
    expect(reason.length).toBeLessThan(310)
  })
})
