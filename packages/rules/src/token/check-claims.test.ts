import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkClaims } from './check-claims.ts'
import type { TokenClaims } from './decode.ts'
import type { TokenExpectations } from './expectations.ts'
import type { FailedCheck } from './failed-check.ts'

const now = 1_800_000_000
const tenant = '11111111-2222-3333-4444-555555555555'
const otherTenant = '99999999-2222-3333-4444-555555555555'
const api = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'
const client = 'cccccccc-bbbb-cccc-dddd-eeeeeeeeeeee'
const v2 = (id: string): string => `https://login.microsoftonline.com/${id}/v2.0`
const v1 = (id: string): string => `https://sts.windows.net/${id}/`

const expectations: TokenExpectations = { issuers: [v2(tenant)], audiences: [api], scopes: ['Contacts.Read'] }
const good: TokenClaims = {
  iss: v2(tenant),
  tid: tenant,
  aud: api,
  azp: client,
  azpacr: '0',
  scp: 'Contacts.Read Contacts.Write',
  nbf: now - 7200,
  exp: now + 3600,
  ver: '2.0',
}

interface Change {
  readonly claims?: TokenClaims
  readonly without?: readonly string[]
  readonly header?: TokenClaims
  readonly expect?: Partial<TokenExpectations>
  /** Replaces all expectations, before `expect` is added. */
  readonly expectOnly?: TokenExpectations
  readonly now?: number
}

function check(change: Change = {}): readonly FailedCheck[] {
  const kept = Object.entries(good).filter(([name]) => !change.without?.includes(name))
  const claims = { ...Object.fromEntries(kept), ...change.claims }
  const header = { alg: 'RS256', typ: 'JWT', ...change.header }
  return checkClaims(
    { header, claims },
    { ...(change.expectOnly ?? expectations), ...change.expect },
    change.now ?? now,
  )
}

const codes = (change: Change): readonly string[] => check(change).map((failed) => failed.code)

describe('checkClaims', () => {
  it('finds nothing wrong with a good token', () => {
    expect(check()).toEqual([])
  })

  it('reports every check that failed, the most telling first', () => {
    const failed = checkClaims(
      { header: { alg: 'RS256' }, claims: { exp: 1, nbf: now + 9999, nonce: 'n' } },
      {
        ...expectations,
        requiredClaims: { acr: 'c1' },
      },
      now,
    )
    expect(failed.map(({ code }) => code)).toEqual([
      'token/wrong-kind',
      'token/issuer',
      'token/audience',
      'token/expired',
      'token/not-yet-valid',
      'token/scope',
      'token/claims',
    ])
  })

  it('says both values in each detail', () => {
    const failed = check({ claims: { iss: 'https://a.example', aud: 'b', scp: 'c' } })
    expect(failed.map(({ detail }) => detail)).toEqual([
      `The token was issued by 'https://a.example'; this API expects '${v2(tenant)}'.`,
      `The token is for the audience 'b'; this API expects '${api}'.`,
      'The token permits scopes c; this API expects scope Contacts.Read.',
    ])
  })

  it('accepts nothing when nothing is expected', () => {
    expect(codes({ expect: { issuers: [], audiences: [], scopes: [] } })).toEqual([
      'token/issuer',
      'token/audience',
      'token/scope',
    ])
  })

  it('never throws and never shows control characters, whatever the claims', () => {
    const names = [
      'iss',
      'tid',
      'aud',
      'azp',
      'scp',
      'scope',
      'roles',
      'nbf',
      'exp',
      'ver',
      'typ',
      'nonce',
      'acr',
    ]
    const claims = fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ stringUnit: 'binary' }))
    fc.assert(
      fc.property(claims, claims, (claims, header) => {
        const failed = checkClaims(
          { header: { ...header, alg: 'x' }, claims },
          { ...expectations, requiredClaims: { acr: 'c1' } },
          now,
        )
        expect(failed.length).toBeGreaterThan(0)
        for (const { detail, received } of failed) expect(detail + received).not.toMatch(/\p{C}/u)
      }),
    )
  })
})

describe('issuer', () => {
  const template = v2('{tenantid}')

  it.each<[string, Change, readonly string[]]>([
    ['a missing issuer', { without: ['iss'] }, ['token/issuer']],
    ['an issuer that is a list', { claims: { iss: [v2(tenant)] } }, ['token/issuer']],
    ['another tenant', { claims: { iss: v2(otherTenant) } }, ['token/issuer']],
    ['a template without tenants', { expect: { issuers: [template] } }, ['token/issuer']],
    ['a template with no tenant allowed', { expect: { issuers: [template], tenants: [] } }, ['token/issuer']],
    [
      'a template with another tenant allowed',
      { expect: { issuers: [template], tenants: [otherTenant] } },
      ['token/issuer'],
    ],
    ['a template with this tenant allowed', { expect: { issuers: [template], tenants: [tenant] } }, []],
    [
      'a tenant allowed in upper case',
      { expect: { issuers: [template], tenants: [tenant.toUpperCase()] } },
      [],
    ],
    ['every tenant allowed', { expect: { issuers: [template], tenants: ['*'] } }, []],
    [
      "a tenant claim that is not the issuer's",
      { claims: { tid: otherTenant }, expect: { issuers: [template], tenants: ['*'] } },
      ['token/issuer'],
    ],
    [
      'no tenant claim',
      { without: ['tid'], expect: { issuers: [template], tenants: ['*'] } },
      ['token/issuer'],
    ],
    [
      'the template itself as issuer',
      { claims: { iss: template, tid: '{tenantid}' }, expect: { issuers: [template], tenants: ['*'] } },
      ['token/issuer'],
    ],
    [
      'a tenant that bends the template',
      {
        claims: { iss: v2('evil/x'), tid: 'evil/x' },
        expect: { issuers: [template], tenants: ['*', 'evil/x'] },
      },
      ['token/issuer'],
    ],
    ['one of several issuers', { expect: { issuers: ['https://other.example', v2(tenant)] } }, []],
  ])('%s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected)
  })

  it('names the manifest property when a v1.0 token meets a v2.0 authority (A36)', () => {
    const [failed] = check({ claims: { iss: v1(tenant) } })
    expect(failed).toMatchObject({
      code: 'token/issuer',
      claim: 'iss',
      expected: v2(tenant),
      received: v1(tenant),
    })
    expect(failed?.detail).toContain('That is a v1.0 token and the authority is v2.0')
    expect(failed?.detail).toContain(
      'requestedAccessTokenVersion (accessTokenAcceptedVersion in the older manifest) to 2',
    )
  })

  it('names it the other way round too', () => {
    const [failed] = check({ expect: { issuers: [v1(tenant)] } })
    expect(failed?.detail).toContain('That is a v2.0 token and the authority is v1.0')
    expect(failed?.detail).toContain('to 1 or null')
  })

  it('names the version against a template', () => {
    const [failed] = check({ claims: { iss: v1(tenant) }, expect: { issuers: [template], tenants: ['*'] } })
    expect(failed?.detail).toContain('That is a v1.0 token')
  })

  it('names a trailing slash', () => {
    const [failed] = check({ claims: { iss: `${v2(tenant)}/` } })
    expect(failed?.detail).toContain('trailing slash')
  })

  it('names the tenant that is not allowed', () => {
    const [failed] = check({ expect: { issuers: [template], tenants: [otherTenant] } })
    expect(failed).toMatchObject({ claim: 'tid', expected: otherTenant, received: tenant })
  })

  it('names a missing tenant id', () => {
    const [failed] = check({ without: ['tid'], expect: { issuers: [template], tenants: ['*'] } })
    expect(failed?.detail).toContain("no tenant id ('tid')")
  })
})

describe('audience', () => {
  it.each<[string, Change, readonly string[]]>([
    ['absent', { without: ['aud'] }, ['token/audience']],
    ['a list with this API in it', { claims: { aud: ['other', api] } }, []],
    ['a list without it', { claims: { aud: ['other'] } }, ['token/audience']],
    ['an empty list', { claims: { aud: [] } }, ['token/audience']],
    ['a list with something else than texts', { claims: { aud: [api, 1] } }, ['token/audience']],
    ['an object', { claims: { aud: { [api]: true } } }, ['token/audience']],
    ['a text that contains it', { claims: { aud: `${api} other` } }, ['token/audience']],
    ['one of several', { expect: { audiences: ['x', api] } }, []],
  ])('%s (A36)', (_, change, expected) => {
    expect(codes(change)).toEqual(expected)
  })

  it.each([
    [`api://${api}`, 'requestedAccessTokenVersion'],
    [`${api}/`, 'trailing slash'],
    [api.toUpperCase(), 'upper and lower case'],
  ])('names how %s differs', (aud, words) => {
    expect(check({ claims: { aud } })[0]?.detail).toContain(words)
  })

  it('names the bare client id where the App ID URI is expected', () => {
    expect(check({ expect: { audiences: [`api://${api}`] } })[0]?.detail).toContain('Both name the same API')
  })
})

describe('lifetime', () => {
  it.each<[string, Change, readonly string[]]>([
    ['expired within the clock difference', { claims: { exp: now - 299 } }, []],
    ['expired by exactly the clock difference', { claims: { exp: now - 300 } }, ['token/expired']],
    ['a fraction of a second left', { claims: { exp: now - 299.5 } }, []],
    ['no clock difference allowed', { claims: { exp: now }, expect: { skewSeconds: 0 } }, ['token/expired']],
    ['valid from the end of the clock difference', { claims: { nbf: now + 300 } }, []],
    ['valid later', { claims: { nbf: now + 301 } }, ['token/not-yet-valid']],
    ['no start', { without: ['nbf'] }, []],
    ['no expiry', { without: ['exp'] }, ['token/claims']],
    ['an expiry as text', { claims: { exp: String(now + 60) } }, ['token/malformed']],
    ['an expiry beyond all dates', { claims: { exp: 1e300 } }, ['token/malformed']],
    ['an expiry in milliseconds', { claims: { exp: (now + 60) * 1000 } }, ['token/malformed']],
    ['a negative expiry', { claims: { exp: -1 } }, ['token/malformed']],
    ['a null expiry', { claims: { exp: null } }, ['token/malformed']],
    ['a start as text', { claims: { nbf: '0' } }, ['token/malformed']],
    ['a start after the expiry', { claims: { nbf: now + 10, exp: now + 5 } }, ['token/malformed']],
    ['a time that is no number', { now: Number.NaN }, ['token/expired', 'token/not-yet-valid']],
    [
      'a clock difference that is no number',
      { expect: { skewSeconds: Number.NaN } },
      ['token/expired', 'token/not-yet-valid'],
    ],
  ])('%s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected)
  })

  it('says the times in words', () => {
    expect(check({ claims: { exp: now - 3600 } })[0]?.detail).toBe(
      'The token expired at 2027-01-15T07:00:00.000Z; it is 2027-01-15T08:00:00.000Z, and clocks may differ by 300 s.',
    )
  })
})

describe('permission', () => {
  const noPermissions: TokenExpectations = { issuers: [v2(tenant)], audiences: [api] }
  const both = { scopes: ['Contacts.Read'], roles: ['Contacts.Read.All'] }

  it.each<[string, Change, readonly string[]]>([
    ['no scopes', { without: ['scp'] }, ['token/scope']],
    ['another scope', { claims: { scp: 'Contacts.ReadBasic' } }, ['token/scope']],
    ['scopes in a claim named scope', { without: ['scp'], claims: { scope: 'openid Contacts.Read' } }, []],
    ['scopes as a list', { claims: { scp: ['Contacts.Read'] } }, []],
    ['nothing expected', { without: ['scp'], expectOnly: noPermissions }, []],
    ['an empty expectation', { expect: { scopes: [] } }, ['token/scope']],
    [
      'a role where both are expected',
      { without: ['scp'], claims: { roles: ['Contacts.Read.All'] }, expect: both },
      [],
    ],
    ['a scope where both are expected', { expect: both }, []],
    ['neither', { claims: { scp: 'x', roles: ['y'] }, expect: both }, ['token/scope']],
    ['a role in the place of a scope', { claims: { scp: 'x', roles: ['Contacts.Read'] } }, ['token/scope']],
    [
      'a scope in the place of a role',
      { expectOnly: { ...noPermissions, roles: ['Contacts.Read'] } },
      ['token/scope'],
    ],
  ])('%s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected)
  })

  it('lists what the token has', () => {
    expect(check({ claims: { scp: 'x', roles: ['y'] }, expect: both })[0]).toMatchObject({
      claim: 'scp',
      expected: 'scope Contacts.Read or role Contacts.Read.All',
      received: 'scopes x and roles y',
    })
    expect(check({ without: ['scp'] })[0]?.received).toBe('nothing (it has neither scopes nor roles)')
  })

  it('names a scope that differs by case, or has the App ID URI', () => {
    expect(check({ claims: { scp: 'contacts.read' } })[0]?.detail).toContain('case')
    expect(check({ expect: { scopes: [`api://${api}/Contacts.Read`] } })[0]?.detail).toContain('short name')
  })
})

describe('required claims', () => {
  it.each<[string, unknown, string | readonly string[], boolean]>([
    ['the value', 'c1', 'c1', true],
    ['one of the values', 'c2', ['c1', 'c2'], true],
    ['a list that has it', ['c0', 'c1'], 'c1', true],
    ['a number', 1, '1', true],
    ['a boolean', true, 'true', true],
    ['another value', 'c2', 'c1', false],
    ['absent', undefined, 'undefined', false],
    ['null', null, 'null', false],
    ['an object', {}, '[object Object]', false],
    ['a list in a list', [['c1']], 'c1', false],
    ['no value accepted', 'c1', [], false],
  ])('%s', (_, value, required, passes) => {
    const claims = value === undefined ? {} : { acrs: value }
    expect(codes({ claims, expect: { requiredClaims: { acrs: required } } })).toEqual(
      passes ? [] : ['token/claims'],
    )
  })

  it('does not take what every object inherits for a claim', () => {
    expect(check({ expect: { requiredClaims: { constructor: 'x', toString: 'y' } } })).toMatchObject([
      { code: 'token/claims', claim: 'constructor', received: 'nothing' },
      { code: 'token/claims', claim: 'toString', received: 'nothing' },
    ])
  })

  it('reports each one that fails', () => {
    expect(check({ expect: { requiredClaims: { ver: '1.0', azpacr: ['1', '2'] } } })).toMatchObject([
      { code: 'token/claims', claim: 'ver', expected: '1.0', received: '2.0' },
      { code: 'token/claims', claim: 'azpacr', expected: 'one of 1, 2', received: '0' },
    ])
  })
})
