import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { api, capture, heardIn, open, page, signIn, type Recorded } from '../../test-support/recorded.ts'
import { exchangeChecks } from './index.ts'

test('each check finds only codes that it declares, with an address, evidence and a chain', () => {
  fc.assert(
    fc.property(fc.array(anyRecorded(), { maxLength: 6 }), (recorded) => {
      const all = capture(recorded)
      for (const exchange of all.exchanges) {
        for (const check of exchangeChecks) {
          const found = check.look(exchange, all)
          if (!found) continue
          expect(check.codes).toContain(found.code)
          expect(found.summary).toMatch(/[.)]$/)
          expect(found.subject).not.toBe('')
          expect(found.evidence.length).toBeGreaterThan(0)
          expect(found.chain?.length).toBeGreaterThan(0)
        }
      }
    }),
    { numRuns: 400 },
  )
})

test('a call that was delivered with 2xx is never an error, but for a sign-in page in place of data', () => {
  fc.assert(
    fc.property(anyRecorded(), fc.integer({ min: 200, max: 299 }), (recorded, status) => {
      const { error: _, ...delivered } = { ...recorded, method: recorded.method.replace('OPTIONS', 'GET') }
      const heard = heardIn(capture([{ ...delivered, status, type: 'fetch', body: '{}' }]))
      expect(heard.filter((code) => !code.includes('('))).toEqual([])
    }),
    { numRuns: 400 },
  )
})

test('no finding holds a secret of the traffic', () => {
  fc.assert(
    fc.property(fc.array(anyRecorded(), { maxLength: 4 }), (recorded) => {
      const all = capture(recorded)
      const found = all.exchanges.flatMap((exchange) =>
        exchangeChecks.flatMap((check) => check.look(exchange, all) ?? []),
      )
      expect(JSON.stringify(found)).not.toContain('hunter2')
    }),
    { numRuns: 300 },
  )
})

test('thousands of failing calls are looked at without looking at each pair of them', () => {
  const refused = Array.from({ length: 1000 }, (_, at): Recorded => ({
    url: `${page}/api/${at}`,
    asks: { 'sec-fetch-site': 'same-origin', cookie: 'session=#1' },
    status: 401,
    answers: { 'set-cookie': `a${at}=#1; Path=/` },
  }))
  let reads = 0
  const all = capture(refused)
  const counted = {
    ...all,
    exchanges: all.exchanges.map(
      (each) => new Proxy(each, { get: (of, key) => (reads++, Reflect.get(of, key)) }),
    ),
  }
  heardIn(counted)
  expect(reads / refused.length).toBeLessThan(600)
})

function anyRecorded(): fc.Arbitrary<Recorded & { readonly method: string }> {
  const url = fc.constantFrom(
    `${page}/a`,
    `${api}/a`,
    `${api}/b/42`,
    signIn,
    'https://login.microsoftonline.com/t/oauth2/v2.0/token',
    'http://api.example.com/a',
    'nonsense',
    'api.example.com:443',
    'file:///c:/a.html',
    'https://[::1/.well-known/openid-configuration',
    'chrome-extension://abc/a.js',
    'https://x.b2clogin.com/t/b2c_1_a/v2.0/.well-known/openid-configuration',
  )
  const value = fc.oneof(
    fc.constantFrom(
      page,
      '*',
      'null',
      'true',
      `${page}/`,
      signIn,
      '/login',
      'http://10.0.0.5/',
      'text/html',
      'Bearer error="invalid_token", error_description="The token expired at \'x\'"',
      'session/expired',
    ),
    fc.string({ maxLength: 20 }),
  )
  const asked = fc.dictionary(
    fc.constantFrom('origin', 'sec-fetch-mode', 'sec-fetch-site', 'referer', 'access-control-request-method'),
    value,
  )
  const answered = fc.dictionary(
    fc.constantFrom(
      'access-control-allow-origin',
      'access-control-allow-credentials',
      'access-control-allow-headers',
      'location',
      'www-authenticate',
      'clearway-problem',
      'content-type',
      'vary',
      'set-cookie',
      'server',
    ),
    value,
  )
  return fc
    .record({
      url,
      method: fc.constantFrom('GET', 'POST', 'PUT', 'OPTIONS', 'patch'),
      type: fc.constantFrom('fetch', 'xhr', 'document', 'preflight', 'image', 'ping'),
      asks: asked.map((fields) =>
        Object.assign(fields, { authorization: 'hunter2', cookie: 'session=hunter2' }),
      ),
      sends: fc.constantFrom(
        'grant_type=password&password=hunter2',
        'grant_type=authorization_code&code=hunter2',
        '',
      ),
      status: fc.constantFrom(0, 200, 204, 302, 304, 400, 401, 403, 404, 500, 502, -1, 999),
      answers: answered.map((fields) =>
        Object.assign(fields, { 'set-cookie': `${fields['set-cookie'] ?? 'a'}=hunter2` }),
      ),
      body: fc.constantFrom('', '{', 'AADSTS9002326: x', '<input type=password>', 'IDX10223: x'),
      error: fc.constantFrom('', 'net::ERR_FAILED', 'net::ERR_ABORTED', 'net::ERR_CERT_DATE_INVALID'),
    })
    .map(({ error, ...rest }) => (error === '' ? rest : Object.assign(rest, { error })))
}

test('an answered call with open headers is heard of by nobody', () => {
  expect(heardIn(capture([{ url: `${api}/a`, status: 200, answers: open }]))).toEqual([])
})
