import type { FailedCheck, TokenClaims } from '@clearway/rules/token'
import { expect, test } from 'vitest'
import { anEntry, start, type EntrySketch } from '../../../test-support/entries.ts'
import { capture } from '../../../test-support/recorded.ts'
import type { FoundToken } from '../../material.ts'
import type { Expectations, Found } from '../check.ts'
import { tokenChecks } from '../index.ts'

const now = start / 1000
const tenant = '11111111-2222-3333-4444-555555555555'
const api = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'
const v1 = `https://sts.windows.net/${tenant}/`
const v2 = `https://login.microsoftonline.com/${tenant}/v2.0`
const good: TokenClaims = {
  iss: v2,
  tid: tenant,
  aud: api,
  azp: 'page',
  scp: 'Contacts.Read',
  exp: now + 600,
  ver: '2.0',
}
const expected: Expectations = { audiences: [api], issuers: [v2], scopes: ['Contacts.Read'] }

interface Around extends Pick<Partial<FoundToken>, 'where' | 'verified'> {
  readonly header?: TokenClaims
  readonly on?: EntrySketch
  readonly expectations?: Expectations
}

function look(claims: TokenClaims, around: Around = {}): readonly Found[] {
  const entry = around.on && anEntry(around.on)
  return lookAt(
    {
      at: entry?.at ?? { input: 'token.txt', line: 1 },
      where: around.where ?? (entry ? 'request header' : 'pasted'),
      token: { header: { alg: 'RS256', ...around.header }, claims },
      ...(entry && { entry }),
      ...(around.verified && { verified: around.verified }),
    },
    around.expectations,
  )
}

function lookAt(found: FoundToken, expectations: Expectations = {}): readonly Found[] {
  const all = { ...capture([]), expectations, now }
  return tokenChecks.flatMap((check) => {
    const each = check.look(found, all)
    if (each) expect(check.codes).toContain(each.code)
    return each ?? []
  })
}

function said(found: readonly Found[]): readonly string[] {
  return found.map(({ code, severity }) => `${code} (${severity})`)
}

function evidenceOf([first]: readonly Found[]): readonly string[] {
  return (first?.evidence ?? []).map(({ what, value }) => `${what}: ${value}`)
}

test('a good token is heard of by nobody', () => {
  expect(look(good)).toEqual([])
  expect(look(good, { expectations: expected })).toEqual([])
  expect(look(good, { on: { status: 401 } })).toEqual([])
})

test.each<[string, TokenClaims, Around, readonly string[]]>([
  ['expired', { exp: now - 3600 }, {}, ['token/expired (error)']],
  ['not yet valid', { nbf: now + 3600, exp: now + 7200 }, {}, ['token/not-yet-valid (error)']],
  ['within the allowed difference of clocks', { exp: now - 200 }, {}, []],
  ['without expiry', { exp: undefined }, {}, ['token/claims (error)']],
  ['an ID token', { scp: undefined, azp: undefined, nonce: 'n' }, {}, ['token/wrong-kind (error)']],
  [
    'for Graph, nobody knows for what',
    { aud: 'https://graph.microsoft.com' },
    {},
    ['token/wrong-kind (warning)'],
  ],
  [
    'for Graph in version 1, which has an issuer of its own',
    { aud: 'https://graph.microsoft.com', iss: v2.replace('1', '2') },
    { expectations: expected },
    ['token/wrong-kind (error)'],
  ],
  [
    'for Graph, where another is expected',
    { aud: 'https://graph.microsoft.com' },
    { expectations: expected },
    ['token/wrong-kind (error)'],
  ],
  [
    'for Graph, refused by another host',
    { aud: 'https://graph.microsoft.com' },
    { on: { status: 401 } },
    ['token/wrong-kind (error)'],
  ],
  [
    'for Graph, refused by Graph',
    { aud: 'https://graph.microsoft.com' },
    { on: { status: 401, url: 'https://graph.microsoft.com/v1.0/me' } },
    [],
  ],
  [
    'for Graph by its id, refused by Graph',
    { aud: '00000003-0000-0000-c000-000000000000' },
    { on: { status: 403, url: 'https://graph.microsoft.com/v1.0/me' } },
    [],
  ],
  ['for another audience', { aud: 'api://other' }, { expectations: expected }, ['token/audience (error)']],
  ['for another audience, when nobody expects one', { aud: 'api://other' }, {}, []],
  [
    'of another tenant',
    { iss: v2.replace('1', '2'), tid: 'x' },
    { expectations: expected },
    ['token/issuer (error)'],
  ],
  ['of a tenant that is expected', {}, { expectations: { tenants: [tenant] } }, []],
  ['of a tenant that is not expected', {}, { expectations: { tenants: [api] } }, ['token/issuer (error)']],
  ['of version 1, when nobody expects one', { iss: v1 }, {}, ['token/issuer (info)']],
  [
    'of version 1, where version 2 is expected',
    { iss: v1 },
    { expectations: expected },
    ['token/issuer (error)'],
  ],
  ['with another scope', { scp: 'Other' }, { expectations: expected }, ['token/scope (error)']],
  ['without scopes and roles', { scp: undefined }, {}, ['token/scope (warning)']],
  ['with roles only', { scp: undefined, roles: ['a'] }, {}, []],
  ['without scopes, of another provider', { scp: undefined, ver: undefined }, {}, []],
  [
    'with two faults',
    { aud: 'api://other', exp: now - 3600 },
    { expectations: expected },
    ['token/audience (error)', 'token/expired (error)'],
  ],
])('a token that is %s', (_, claims, around, codes) => {
  expect(said(look({ ...good, ...claims }, around))).toEqual(codes)
})

test.each<[string, Around, readonly string[]]>([
  ['was accepted', { on: { status: 200 } }, []],
  ['was refused', { on: { status: 401, at: 3600 } }, ['token/expired (error)']],
  ['came on a gateway’s error', { on: { status: 502, at: 3600 } }, ['token/expired (warning)']],
  ['was refused while it was valid', { on: { status: 401, at: 0 } }, []],
  ['stood in a log', { where: 'log' }, []],
])('an old token that %s is judged at the time of its use', (_, around, codes) => {
  expect(said(look({ ...good, exp: now + 600 }, around))).toEqual(codes)
})

test('an expired token in a log is a hint only', () => {
  expect(said(look({ ...good, exp: 1 }, { where: 'log' }))).toEqual(['token/expired (warning)'])
})

test('both values stand side by side', () => {
  const audience = look({ ...good, aud: `api://${api}` }, { expectations: expected })
  expect(audience[0]?.summary).toContain(`'api://${api}'; this API expects '${api}'`)
  expect(evidenceOf(audience)).toEqual([`token claim aud: api://${api}`, `expected audience: ${api}`])

  const issuer = look({ ...good, iss: v1 }, { expectations: expected })
  expect(evidenceOf(issuer)).toEqual([`token claim iss: ${v1}`, `expected issuer: ${v2}`])

  const expired = look(
    { ...good, exp: now - 3600 },
    { on: { status: 401, at: 0, url: 'https://api.example.com/a?code=x' } },
  )
  expect(expired[0]?.summary).toBe(
    'The call GET https://api.example.com/a was answered with 401. The token had expired at 2026-11-20T08:00:00.000Z; the call was made at 2026-11-20T09:00:00.000Z.',
  )
  expect(evidenceOf(expired)).toEqual([
    'token claim exp: 2026-11-20T08:00:00.000Z',
    'time of the call: 2026-11-20T09:00:00.000Z',
    'request: GET https://api.example.com/a',
    'status: 401',
  ])

  const graph = look({ ...good, aud: 'https://graph.microsoft.com' }, { expectations: expected })
  expect(evidenceOf(graph)).toEqual([
    'token: a token for Microsoft Graph (https://graph.microsoft.com)',
    'expected token: an access token for this API',
    'token claim aud: https://graph.microsoft.com',
    `expected audience: ${api}`,
  ])
})

test('polls with the same fault have one subject, other hosts another', () => {
  const subjects = (url: string, exp: number) =>
    look({ ...good, exp }, { on: { status: 401, at: 0, url } }).map(({ subject }) => subject)
  expect(subjects('https://api.example.com/a', 1)).toEqual(subjects('https://api.example.com/b?x=1', 2))
  expect(look({ ...good, exp: 1 })[0]?.subject).toBe('exp token.txt')
  expect(subjects('https://api.example.com/a', 1)).not.toEqual(subjects('https://other.example.com/a', 1))
})

test('what the guard says wins', () => {
  const verified: readonly FailedCheck[] = [
    {
      code: 'token/signature',
      expected: 'a signature that holds',
      received: 'another',
      detail: 'The signature does not hold.',
    },
    { code: 'token/expired', claim: 'exp', expected: 'x', received: 'y', detail: 'The guard says so.' },
  ]
  const found = look({ ...good, exp: 1 }, { verified })
  expect(said(found)).toEqual(['token/signature (error)', 'token/expired (error)'])
  expect(found[1]?.summary).toBe('The guard says so.')
})

test('a text in a token’s place is named, and not shown', () => {
  const malformed: FailedCheck = {
    code: 'token/malformed',
    expected: 'a signed JSON Web Token',
    received: "the text 'undefined'",
    detail: 'The text is undefined.',
  }
  const entry = anEntry({ status: 401 })
  const found = lookAt({ at: entry.at, where: 'request header', token: malformed, entry })
  expect(said(found)).toEqual(['token/malformed (error)'])
  expect(evidenceOf(found).slice(0, 2)).toEqual([
    "token: the text 'undefined'",
    'expected token: a signed JSON Web Token',
  ])
})

test('another API’s audience is never proposed to be accepted', () => {
  const [other] = look({ ...good, aud: 'api://other' }, { expectations: expected })
  expect(JSON.stringify(other?.fixes)).not.toContain('api://other')
  expect(other?.fixes?.[0]?.text).toContain(`scopes: ['${api}/.default']`)
  const [guid] = look({ ...good, aud: tenant }, { expectations: expected })
  expect(JSON.stringify(guid?.fixes)).not.toContain(tenant)
  const [twin] = look({ ...good, aud: `api://${api}` }, { expectations: expected })
  expect(twin?.fixes?.[0]?.text).toContain('"requestedAccessTokenVersion": 2')
  expect(twin?.fixes?.[1]?.text).toContain(`"${api}",\n        "api://${api}",`)
  const [old] = look({ ...good, aud: api }, { expectations: { audiences: [`api://${api}`] } })
  expect(old?.fixes?.map(({ title }) => title)).toEqual(['Accept both names of this API in ASP.NET Core'])
})

test('another tenant’s issuer is never proposed to be accepted', () => {
  const [other] = look({ ...good, iss: v1.replace('1', '2') }, { expectations: expected })
  expect(other?.fixes).toEqual([])
  const [twin] = look(
    { ...good, iss: v1 },
    { expectations: { issuers: [v2.replace(tenant, '{tenantid}')], tenants: ['*'] } },
  )
  expect(twin?.fixes?.[0]?.text).toContain('"requestedAccessTokenVersion": 2')
  expect(twin?.fixes?.[1]?.text).toContain(`"${v2}",\n        "${v1}",`)
})

test('the first fix for an issuer of the other version is the one that the summary names', () => {
  const [old] = look({ ...good, iss: v1 }, { expectations: { issuers: [v2] } })
  expect(old?.summary).toContain(
    'requestedAccessTokenVersion (accessTokenAcceptedVersion in the older manifest) to 2',
  )
  expect(JSON.parse(old?.fixes?.[0]?.text ?? '')).toEqual({ api: { requestedAccessTokenVersion: 2 } })
  const [recent] = look({ ...good, iss: v2 }, { expectations: { issuers: [v1] } })
  expect(recent?.summary).toContain('to 1 or null')
  expect(recent?.fixes?.[0]?.title).toBe('Let Entra issue version 1 access tokens for the API')
  expect(JSON.parse(recent?.fixes?.[0]?.text ?? '')).toEqual({ api: { requestedAccessTokenVersion: 1 } })
})

test('what an option or a token says cannot get out of the code to copy', () => {
  const hostile = `x'] }); evil('`
  expect(look({ ...good, aud: 'y' }, { expectations: { audiences: [hostile] } })[0]?.fixes).toEqual([])
})
