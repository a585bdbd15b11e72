import { expect, test } from 'vitest'
import { diagnose, type DiagnoseOptions } from './diagnose.ts'
import { renderReport, reportFormats } from './render/render-report.ts'
import type { Finding, Report } from './report.ts'
import type { Input } from './sources/source.ts'

const now = Date.UTC(2026, 10, 20, 9) / 1000
const tenant = '11111111-2222-3333-4444-555555555555'
const api = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'
const v1 = `https://sts.windows.net/${tenant}/`
const v2 = `https://login.microsoftonline.com/${tenant}/v2.0`

function input(text: string, name = 'input.txt'): Input {
  return {
    name,
    async *open() {
      yield await Promise.resolve(new TextEncoder().encode(text))
    },
  }
}

function read(text: string, options: DiagnoseOptions = {}): Promise<Report> {
  return diagnose([input(text)], { now, ...options })
}

function said({ findings }: Report): readonly string[] {
  return findings.map(({ code, severity }) => `${code} (${severity})`)
}

/** Three console lines as people paste them: quoted in a mail, with placeholders, with the prefix cut off. */
const examples: readonly (readonly [string, string, string])[] = [
  [
    'a redirect to the sign-in page',
    "- Example 1\n\n    > Access to XMLHttpRequest at 'https://login.microsoftonline.com/tenant_id/oauth2/v2.0/authorize?client_id=&redirect_uri=signin-oidc&response_type=id_token&scope=openid%20profile&response_mode=form_post&nonce=6370sdfj&state=sdfsdfds-sdfsdfsdf-sd-sdfsdf-T3qwNWW2jRHM&x-client-SKU=ID_NETSTANDARD2_0&x-client-ver=5.5.0.0' (redirected from 'xxx') from origin 'yyyy' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.\n\n    The URL starting with `https://login.microsoftonline.com/` indicates that you might have an Azure Active Directory B2C scenario.",
    'session/redirected-to-sign-in',
  ],
  [
    'metadata that is not there',
    "- Example 2\n\n    > Access to fetch at 'https://contosob2c.b2clogin.com/tfp/tenant_id/b2c_1_v2_susi_defaultpage/v2.0/.well-known/openid-configuration' from origin 'http://localhost:4200' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource. If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.",
    'idp/metadata-not-found',
  ],
  [
    'a preflight without headers',
    "- Example 3\n\n    > CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present.",
    'cors/missing-allow-origin',
  ],
]

test.each(examples)('%s, pasted as it stands, is named', async (_, text, code) => {
  const report = await read(text)
  expect(said(report)).toEqual([`${code} (error)`])
  expect(report.findings[0]?.fixes.length).toBeGreaterThan(0)
  expect(report.notChecked).toEqual([])
})

test('all three together are three findings', async () => {
  const report = await read(examples.map(([, text]) => text).join('\n\n'))
  expect(said(report).toSorted()).toEqual(examples.map(([, , code]) => `${code} (error)`).toSorted())
})

test('a line that gives no reason is left as not checked, with what to bring', async () => {
  const report = await read('Uncaught (in promise) TypeError: Failed to fetch')
  expect(report.findings).toEqual([])
  expect(report.notChecked).toEqual([
    {
      check: 'why the call failed that input.txt tells of in line 1',
      reason: expect.stringContaining('a HAR with the call') as string,
    },
  ])
})

test('a line that gives no reason is no more than noise beside one that does', async () => {
  const report = await read(`${examples[1]?.[1]}\nGET https://other.example.com/a net::ERR_FAILED`)
  expect(said(report)).toEqual(['idp/metadata-not-found (error)'])
  expect(report.notChecked).toEqual([])
})

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const signature = 'c2lnbmF0dXJlLXRoYXQtbm9ib2R5LXNob3VsZC1zZWU'
const good = {
  iss: v2,
  tid: tenant,
  aud: api,
  azp: tenant,
  azpacr: '0',
  scp: 'Contacts.Read',
  exp: now + 600,
  ver: '2.0',
}

function jwt(claims: object, header: object = {}): string {
  return [part({ alg: 'RS256', kid: 'k', ...header }), part({ ...good, ...claims }), signature].join('.')
}

const expectations = { audiences: [api], issuers: [v2] }

const tokens: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'Graph token',
    jwt({ aud: 'https://graph.microsoft.com' }, { nonce: 'only-graph-knows' }),
    'token/wrong-kind',
    ['https://graph.microsoft.com', api],
  ],
  ['v1 token at an API for v2', jwt({ iss: v1, ver: '1.0' }), 'token/issuer', [v1, v2]],
  [
    'expired token',
    jwt({ exp: now - 3600 }),
    'token/expired',
    ['2026-11-20T08:00:00.000Z', '2026-11-20T09:00:00.000Z'],
  ],
  [
    'ID token',
    jwt({ azp: undefined, scp: undefined, azpacr: undefined, nonce: 'n' }),
    'token/wrong-kind',
    ['an ID token', 'an access token for this API'],
  ],
  ['token for another API', jwt({ aud: 'api://other' }), 'token/audience', ['api://other', api]],
]

test.each(tokens)('a pasted %s is named with both values', async (_, token, code, values) => {
  const report = await read(token, { expectations })
  expect(said(report)).toEqual([`${code} (error)`])
  const [finding] = report.findings as readonly [Finding]
  for (const value of values) {
    expect(finding.evidence.map((each) => each.value)).toContain(value)
  }
})

test.each(tokens)('a pasted %s is printed in no format', async (_, token) => {
  const report = await read(token, { expectations })
  for (const format of reportFormats) {
    const shown = await renderReport(report, { format })
    for (const piece of token.split('.')) expect(shown).not.toContain(piece.slice(0, 16))
    expect(shown).not.toContain('only-graph-knows')
  }
})

test('a good token is found fit', async () => {
  expect(said(await read(jwt({}), { expectations }))).toEqual([])
})

test('two thousand equal lines of a log are one finding', async () => {
  const line =
    "fail: IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '11/20/2026 09:00:00'."
  const lines = Array.from(
    { length: 2000 },
    (_, at) => `2026-11-20T09:00:00.${String(at).padStart(4, '0')} ${line}`,
  )
  const report = await read(lines.join('\n'))
  expect(report.findings).toHaveLength(1)
  expect(report.findings[0]).toMatchObject({ code: 'token/expired', count: 2000 })
})

test('a token and the log that refuses it are one finding with the evidence of both', async () => {
  const log = `IDX10214: Audience validation failed. Audiences: 'api://other'. Did not match: validationParameters.ValidAudience: '${api}' or validationParameters.ValidAudiences: 'null'.`
  const report = await diagnose([input(jwt({ aud: 'api://other' }), 'token.txt'), input(log, 'api.log')], {
    now,
    expectations,
  })
  expect(said(report)).toEqual(['token/audience (error)'])
  expect(new Set(report.findings[0]?.evidence.map((each) => each.input))).toEqual(
    new Set(['token.txt', 'api.log']),
  )
})

test('polls with an expired token are one finding, a refused token and the call’s own answer another’s evidence', async () => {
  const token = jwt({ exp: now - 3600 })
  const entry = (at: number, url: string, status: number, headers: readonly object[] = []) => ({
    startedDateTime: new Date((now + at) * 1000).toISOString(),
    time: 1,
    _resourceType: 'fetch',
    request: {
      method: 'GET',
      url,
      httpVersion: 'h2',
      headers: [
        { name: 'origin', value: 'https://app.example.com' },
        { name: 'authorization', value: `Bearer ${token}` },
      ],
    },
    response: {
      status,
      statusText: '',
      headers: [{ name: 'access-control-allow-origin', value: 'https://app.example.com' }, ...headers],
      content: { size: 0 },
    },
  })
  const log = (entries: readonly object[]) =>
    JSON.stringify({
      log: { version: '1.2', creator: { name: 'WebInspector', version: '537.36' }, pages: [], entries },
    })

  const polls = await diagnose(
    [
      input(
        log(Array.from({ length: 40 }, (_, at) => entry(at, `https://api.example.com/${at}/poll`, 401))),
        'a.har',
      ),
    ],
    { now },
  )
  expect(said(polls)).toEqual(['token/expired (error)'])
  expect(polls.findings[0]?.count).toBe(40)

  const challenge = {
    name: 'www-authenticate',
    value: 'Bearer error="invalid_token", error_description="The token expired at \'11/20/2026 08:00:00\'"',
  }
  const named = await diagnose(
    [input(log([entry(1, 'https://api.example.com/a', 401, [challenge])]), 'a.har')],
    { now },
  )
  expect(said(named)).toEqual(['token/expired (error)', 'cors/header-not-exposed (info)'])
  expect(named.findings[0]?.count).toBe(1)
  expect(named.findings[0]?.evidence.map(({ what }) => what)).toContain('token claim exp')

  const healthy = await diagnose([input(log([entry(1, 'https://api.example.com/a', 200)]), 'a.har')], { now })
  expect(said(healthy)).toEqual([])
  expect(JSON.stringify([polls, named, healthy])).not.toContain(signature)
})

test('a token to verify is told what it is, also where nobody said what is expected', async () => {
  const graph = jwt({ aud: 'https://graph.microsoft.com' })
  const report = await diagnose([], { now, verify: { name: 'token.txt', token: graph } })
  expect(said(report)).toEqual(['token/wrong-kind (warning)'])
  expect(JSON.stringify(report)).not.toContain(signature)
})

test('an empty token is named as one that is missing its form', async () => {
  const report = await read('Authorization: Bearer undefined')
  expect(said(report)).toEqual(['token/malformed (error)'])
})
