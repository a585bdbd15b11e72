import { describe, expect, it } from 'vitest'
import { checkKind } from './check-kind.ts'
import type { TokenClaims } from './decode.ts'

const api = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee'
const client = 'cccccccc-bbbb-cccc-dddd-eeeeeeeeeeee'
const graph = '00000003-0000-0000-c000-000000000000'

function kind(claims: TokenClaims, header: TokenClaims = {}, audiences: readonly string[] = [api]) {
  return checkKind({ header: { alg: 'RS256', ...header }, claims }, { issuers: [], audiences })
}

describe('an access token', () => {
  it.each<[string, TokenClaims, TokenClaims]>([
    ['of Entra, delegated', { aud: api, azp: client, azpacr: '0', scp: 'x', ver: '2.0' }, { typ: 'JWT' }],
    [
      'of Entra v1.0, delegated',
      { aud: `api://${api}`, appid: client, appidacr: '0', scp: 'x', ver: '1.0' },
      {},
    ],
    ['of Entra, for an application', { aud: api, azp: client, azpacr: '1', roles: ['x'], ver: '2.0' }, {}],
    ['of Entra, for an application without roles', { aud: api, azp: client, azpacr: '1', ver: '2.0' }, {}],
    ['of Entra, of an application for itself', { aud: api, azp: api, azpacr: '1', ver: '2.0' }, {}],
    ['of Entra, of a page for its own API', { aud: api, azp: api, azpacr: '0', scp: 'x', ver: '2.0' }, {}],
    ['of RFC 9068', { aud: api, client_id: api, nonce: 'n' }, { typ: 'application/AT+JWT' }],
    [
      'of Keycloak of old, with nonce and scope',
      { aud: api, azp: client, nonce: 'n', scope: 'x', typ: 'Bearer' },
      {},
    ],
    ['of Cognito', { token_use: 'access', client_id: client, scope: 'x' }, {}],
    ['of an application for itself, with roles', { aud: client, azp: client, roles: ['x'] }, {}],
    ['with the least of claims', { aud: api }, {}],
  ])('%s passes', (_, claims, header) => {
    expect(kind(claims, header)).toEqual([])
  })
})

describe('a Microsoft Graph token (A38)', () => {
  it.each<[string, TokenClaims, TokenClaims]>([
    ['by its application id', { aud: graph, scp: 'User.Read' }, {}],
    ['by its URL', { aud: 'https://graph.microsoft.com', scp: 'User.Read' }, {}],
    ['by its URL with a slash', { aud: 'https://graph.microsoft.com/', scp: 'User.Read' }, {}],
    ['by its URL in another cloud', { aud: 'https://graph.microsoft.us', scp: 'User.Read' }, {}],
    ['by its predecessor', { aud: 'https://graph.windows.net/', scp: 'User.Read' }, {}],
    ['by the nonce in its header', { aud: 'https://outlook.office.com', scp: 'Mail.Read' }, { nonce: 'n' }],
  ])('is named %s', (_, claims, header) => {
    const [failed] = kind(claims, header)
    expect(failed).toMatchObject({ code: 'token/wrong-kind', expected: 'an access token for this API' })
    expect(failed?.detail).toContain('Graph')
    expect(failed?.detail).toContain("this API's own scope")
  })

  it('is no wrong kind where its audience is expected', () => {
    expect(kind({ aud: graph, scp: 'x' }, {}, [graph])).toEqual([])
    expect(kind({ aud: api, scp: 'x' }, { nonce: 'n' })).toEqual([])
  })
})

describe('an ID token used as access token (A36)', () => {
  it.each<[string, TokenClaims, string]>([
    ['by its nonce', { aud: api, nonce: 'n', ver: '2.0' }, 'nonce'],
    ["by its nonce, though it has the person's roles", { aud: api, nonce: 'n', roles: ['x'] }, 'nonce'],
    ['by at_hash', { aud: api, azp: client, at_hash: 'h' }, 'at_hash'],
    ['by c_hash', { aud: api, c_hash: 'h' }, 'c_hash'],
    ['of Entra, without a nonce', { aud: api, ver: '2.0', preferred_username: 'a' }, 'azp'],
    ['of Entra, without a nonce, with roles', { aud: api, ver: '1.0', roles: ['x'] }, 'azp'],
    ['by its audience, the client', { aud: client, azp: client }, 'aud'],
    ['by its audience in a list', { aud: [client], azp: client }, 'aud'],
  ])('is named %s', (_, claims, claim) => {
    expect(kind(claims)).toMatchObject([{ code: 'token/wrong-kind', claim, received: 'an ID token' }])
  })
})

describe('another kind', () => {
  it.each<[string, TokenClaims, TokenClaims, string]>([
    ['a logout token by its header', {}, { typ: 'logout+jwt' }, 'logout+jwt'],
    ['a proof of possession', {}, { typ: 'dpop+jwt' }, 'dpop+jwt'],
    ['a type that is no text', {}, { typ: 1 }, '1'],
    ['an ID token of Cognito', { token_use: 'id' }, {}, 'id'],
    ['an ID token of Keycloak', { typ: 'ID', scope: 'x' }, {}, 'ID'],
    ['a refresh token of Keycloak', { typ: 'Refresh', scope: 'x' }, {}, 'Refresh'],
    ['a logout token by its events', { events: {} }, {}, 'a logout or security event token'],
  ])('%s is named', (_, claims, header, received) => {
    expect(kind({ aud: api, ...claims }, header)).toMatchObject([{ code: 'token/wrong-kind', received }])
  })

  it('is reported once, by its first sign', () => {
    expect(kind({ aud: graph, nonce: 'n', token_use: 'id' }, { typ: 'x+jwt' })).toHaveLength(1)
  })
})
