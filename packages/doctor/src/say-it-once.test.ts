import { describe, expect, test } from 'vitest'
import { diagnose, type DiagnoseOptions } from './diagnose.ts'
import type { Finding, Report } from './report.ts'

const now = Date.UTC(2026, 10, 20, 9) / 1000

const read = (text: string, options: DiagnoseOptions = {}): Promise<Report> =>
  diagnose(
    [
      {
        name: 'input.txt',
        async *open() {
          yield await Promise.resolve(new TextEncoder().encode(text))
        },
      },
    ],
    { now, ...options },
  )

const page = 'https://contacts.contoso.com'
const line = (url: string, reason: string, from: string = page): string =>
  `Access to fetch at '${url}' from origin '${from}' has been blocked by CORS policy: ${reason}`
const notAllowed = (name: string): string =>
  `Request header field ${name} is not allowed by Access-Control-Allow-Headers in preflight response.`
const missing = "No 'Access-Control-Allow-Origin' header is present on the requested resource."

const codesOf = ({ findings }: Report): readonly string[] => findings.map(({ code }) => code)
const only = (report: Report): Finding => {
  expect(codesOf(report)).toHaveLength(1)
  const [finding] = report.findings as readonly [Finding]
  return finding
}

describe('one cause at several addresses', () => {
  test('is one finding, which counts and names them', async () => {
    const paths = ['a', 'b', 'c', 'd', 'e', 'f']
    const text = paths.map((path) => line(`https://api.contoso.com/${path}`, notAllowed('authorization')))
    const { code, count, summary, evidence } = only(await read(text.join('\n')))
    expect([code, count]).toEqual(['cors/header-not-allowed', 6])
    expect(summary).toMatch(
      /The same holds for 5 more addresses, such as https:\/\/api\.contoso\.com\/b, https:\/\/api\.contoso\.com\/c, https:\/\/api\.contoso\.com\/d\.$/,
    )
    expect(evidence.filter(({ what }) => what === 'console line').map((each) => each.line)).toEqual([
      1, 2, 3, 4, 5,
    ])
  })

  test('of two addresses names the second', async () => {
    const text = ['a', 'b'].map((path) => line(`https://api.contoso.com/${path}`, notAllowed('x-trace')))
    expect(only(await read(text.join('\n'))).summary).toMatch(
      /The same holds for 1 more address: https:\/\/api\.contoso\.com\/b\.$/,
    )
  })

  test.each<[string, string, string]>([
    ['another header', line('https://api.contoso.com/b', notAllowed('x-trace')), 'cors/header-not-allowed'],
    [
      'another server',
      line('https://other.contoso.com/b', notAllowed('authorization')),
      'cors/header-not-allowed',
    ],
    [
      'another page',
      line('https://api.contoso.com/b', notAllowed('authorization'), 'https://mail.contoso.com'),
      'cors/header-not-allowed',
    ],
    ['another problem', line('https://api.contoso.com/b', missing), 'cors/missing-allow-origin'],
  ])('is not the cause of %s', async (_, other, code) => {
    const report = await read(`${line('https://api.contoso.com/a', notAllowed('authorization'))}\n${other}`)
    expect(codesOf(report).toSorted()).toEqual(['cors/header-not-allowed', code].toSorted())
    expect(report.findings.map(({ summary }) => summary).join()).not.toContain('The same holds')
  })

  test('stays apart where the cause is the address: metadata that is not there', async () => {
    const b2c = 'https://contoso.b2clogin.com/tfp/contoso'
    const report = await read(
      ['one', 'two']
        .map((policy) => line(`${b2c}/${policy}/v2.0/.well-known/openid-configuration`, missing))
        .join('\n'),
    )
    expect(codesOf(report)).toEqual(['idp/metadata-not-found', 'idp/metadata-not-found'])
  })
})

interface Call {
  readonly path: string
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly error?: string
}

const har = (calls: readonly Call[], origin: string | undefined = page): string =>
  JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      pages: [],
      entries: calls.map(({ path, status, headers = {}, error }, at) => ({
        startedDateTime: new Date((now + at) * 1000).toISOString(),
        time: 1,
        _resourceType: 'fetch',
        request: {
          method: 'GET',
          url: `https://api.contoso.com${path}`,
          httpVersion: 'h2',
          headers: origin === undefined ? [] : [{ name: 'origin', value: origin }],
        },
        response: {
          status,
          statusText: '',
          headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
          content: { size: 0 },
          ...(error !== undefined && { _error: error }),
        },
      })),
    },
  })

test('a capture and a console that tell of one cause at two addresses are one finding', async () => {
  const reason =
    "The 'Access-Control-Allow-Origin' header has a value 'https://www.contoso.com' that is not equal to the supplied origin."
  const capture = har([
    {
      path: '/a',
      status: 200,
      headers: { 'access-control-allow-origin': 'https://www.contoso.com' },
      error: 'net::ERR_FAILED',
    },
  ])
  const input = (name: string, text: string) => ({
    name,
    async *open() {
      yield await Promise.resolve(new TextEncoder().encode(text))
    },
  })
  const report = await diagnose(
    [input('a.har', capture), input('console.txt', line('https://api.contoso.com/b', reason))],
    { now },
  )
  const { code, count, evidence } = only(report)
  expect([code, count]).toEqual(['cors/origin-not-allowed', 2])
  expect(new Set(evidence.map(({ input: name }) => name))).toEqual(new Set(['a.har', 'console.txt']))
})

test('calls that cannot be explained are one line, with their number and three addresses', async () => {
  const calls = Array.from({ length: 50 }, (_, at) => ({
    path: `/part-${at}`,
    status: 0,
    error: 'net::ERR_FAILED',
  }))
  const { notChecked } = await read(har(calls, undefined))
  const about = notChecked.filter(({ check }) => check.startsWith('why '))
  expect(about).toHaveLength(1)
  expect(about[0]?.check).toMatch(
    /^why 50 calls failed: to (?:https:\/\/api\.contoso\.com\/part-[012](?:, )?){3} and further addresses$/,
  )
})

test('background calls of a page whose session has ended are one finding', async () => {
  const location = 'https://login.microsoftonline.com/t/oauth2/v2.0/authorize?client_id=1&response_type=code'
  const calls = ['/one', '/two', '/three'].map((path) => ({
    path,
    status: 302,
    headers: { location },
    error: 'net::ERR_FAILED',
  }))
  const report = await read(har(calls))
  const signIn = report.findings.filter(({ code }) => code === 'session/redirected-to-sign-in')
  expect(signIn.map(({ count }) => count)).toEqual([3])
  expect(signIn[0]?.summary).toContain('The same holds for 2 more addresses')
})

test.each([
  [401, 1],
  [404, 2],
])('answers of %i without CORS headers at two addresses are %i', async (status, findings) => {
  const calls = ['/one', '/two'].map((path) => ({ path, status, error: 'net::ERR_FAILED' }))
  expect(codesOf(await read(har(calls)))).toEqual(
    Array.from({ length: findings }, () => 'cors/missing-allow-origin'),
  )
})

describe('an error answer without CORS headers', () => {
  test.each([
    [401, 'the call carried no token or session'],
    [403, 'the server does not let this caller in'],
    [404, 'nothing answers at this address'],
    [429, 'Look into the 429 first'],
  ])('with status %i says what the page cannot see', async (status, words) => {
    const { summary, evidence } = only(await read(har([{ path: '/a', status, error: 'net::ERR_FAILED' }])))
    expect(summary).toContain(`Behind the CORS error is a ${status}, which the page cannot see`)
    expect(summary).toContain(words)
    expect(evidence).toContainEqual(expect.objectContaining({ what: 'status', value: String(status) }))
  })

  test('with status 200 hides nothing', async () => {
    const { summary } = only(await read(har([{ path: '/a', status: 200, error: 'net::ERR_FAILED' }])))
    expect(summary).not.toContain('Behind the CORS error')
  })
})

describe('credentials that the capture does not show', () => {
  const headers = { 'access-control-allow-origin': page }
  const call = { path: '/a', status: 200, headers, error: 'net::ERR_FAILED' }

  test('are told as concluded', async () => {
    const { code, summary } = only(await read(har([call])))
    expect(code).toBe('cors/credentials-not-allowed')
    expect(summary).toContain("the page must have asked with credentials: 'include'")
  })

  test('are not, where the console names the reason', async () => {
    const reason =
      "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'."
    const inputs = [
      ['a.har', har([call])],
      ['console.txt', line('https://api.contoso.com/a', reason)],
    ].map(([name = '', text = '']) => ({
      name,
      async *open() {
        yield await Promise.resolve(new TextEncoder().encode(text))
      },
    }))
    const { code, summary } = only(await diagnose(inputs, { now }))
    expect(code).toBe('cors/credentials-not-allowed')
    expect(summary).not.toContain('must have asked')
  })
})

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = [
  part({ alg: 'RS256', kid: 'k', typ: 'JWT' }),
  part({
    iss: 'https://login.microsoftonline.com/t/v2.0',
    aud: 'api',
    azp: 'client',
    azpacr: '0',
    scp: 'Contacts.Read',
    exp: now + 600,
    ver: '2.0',
    padding: 'x'.repeat(200),
  }),
  'c2lnbmF0dXJl',
].join('.')

describe('a pasted token', () => {
  test('names what was not checked where nothing is expected', async () => {
    const { findings, notChecked } = await read(token)
    expect(findings).toEqual([])
    expect(notChecked.map(({ check }) => check)).toEqual([
      'the audience of the token',
      'the issuer of the token',
      'the signature of the token',
    ])
  })

  test('whose audience and issuer are expected lacks only the check of its signature', async () => {
    const { notChecked } = await read(token, {
      expectations: { audiences: ['api'], issuers: ['https://login.microsoftonline.com/t/v2.0'] },
    })
    expect(notChecked.map(({ check }) => check)).toEqual(['the signature of the token'])
  })

  test('in a log is asked about by nobody, and has no such lines', async () => {
    expect((await read(`a line of a log\nsent token ${token}`)).notChecked).toEqual([])
  })

  test.each([
    ['alone', token.slice(0, 200)],
    ['behind its scheme', `Bearer ${token.slice(0, 200)}`],
    ['in quotes', `"${token.slice(0, 200)}"`],
  ])('that was cut, %s, is named as cut', async (_, text) => {
    const { code, summary } = only(await read(text))
    expect(code).toBe('token/malformed')
    expect(summary).toContain('its end was cut off')
    expect(summary).not.toContain('eyJ')
  })

  test.each([
    ['a word that begins like one', 'eyJustAWord.andAnother'],
    ['a cut token within a log', `sent token ${token.slice(0, 200)}`],
  ])('is not seen in %s', async (_, text) => {
    expect((await read(text)).findings).toEqual([])
  })
})

test('an error of the token library and the challenge that tells it to the client are one finding', async () => {
  const { code, count } = only(
    await read(
      [
        "IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '11/20/2026 08:00:00', Current time (UTC): '11/20/2026 09:00:00'.",
        'WWW-Authenticate: Bearer error="invalid_token", error_description="The token expired at \'11/20/2026 08:00:00\'"',
      ].join('\n'),
    ),
  )
  expect([code, count]).toEqual(['token/expired', 2])
})

test('of very many things that were not checked the first thirty are named, and the number of the others', async () => {
  const huge = Array.from({ length: 40 }, (_, at) => ({
    name: `${at}.txt`,
    async *open() {
      const lines = Array.from({ length: at === 0 ? 6000 : 100 }, (_, number) =>
        line(`https://api.contoso.com/${at}/${number}`, missing),
      )
      yield await Promise.resolve(new TextEncoder().encode(lines.join('\n')))
    },
  }))
  const { notChecked } = await diagnose(huge, { now })
  expect(notChecked).toHaveLength(31)
  expect(notChecked.at(-1)?.check).toBe('10 further points')
})
