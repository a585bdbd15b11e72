import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyToken, type TokenToVerify } from './verify-token.ts'

const now = 1_790_000_000
const keys = await generateKeyPair('RS256')
const others = await generateKeyPair('RS256')

let server: Server
let authority: string
let jwksUri: string | undefined
const asked: string[] = []

beforeAll(async () => {
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', use: 'sig', alg: 'RS256' }
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('content-type', 'application/json')
    if (request.url === '/v2.0/.well-known/openid-configuration') {
      response.end(JSON.stringify({ issuer: authority, jwks_uri: jwksUri ?? `${authority}/keys` }))
    } else if (request.url === '/v2.0/keys') response.end(JSON.stringify({ keys: [jwk] }))
    else response.writeHead(404).end('{}')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  authority = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2.0`
})
afterAll(() => server.close())

const sign = (claims: JWTPayload = {}, { key = keys.privateKey, kid = 'one' } = {}): Promise<string> =>
  new SignJWT({
    iss: authority,
    aud: 'api://contacts',
    iat: now - 60,
    nbf: now - 60,
    exp: now + 3600,
    sub: 'ada',
    scp: 'Contacts.Read',
    ver: '2.0',
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
    .sign(key)

const expectations = { audiences: ['api://contacts'], scopes: ['Contacts.Read'] }

const failed = async (token: string, options: Partial<TokenToVerify> = {}): Promise<readonly string[]> => {
  const { found } = await verifyToken({ name: 'token.txt', token, authority, expectations, now, ...options })
  return (found.verified ?? []).map(({ code }) => code)
}

describe('against the provider’s metadata', () => {
  test('a good token passes every check', async () => {
    expect(await failed(await sign())).toEqual([])
  })

  test.each([
    ['an expired one', { exp: now - 3600 }, 'token/expired'],
    ['one for Graph', { aud: 'https://graph.microsoft.com' }, 'token/wrong-kind', 'token/audience'],
    ['one of another issuer', { iss: 'https://sts.windows.net/1/' }, 'token/issuer'],
    ['one without the scope', { scp: 'Contacts.Write' }, 'token/scope'],
  ])('%s is named', async (_, claims, ...codes) => {
    expect(await failed(await sign(claims))).toEqual(codes)
  })

  test('one that another key signed is named, and so is one of an unknown key', async () => {
    expect(await failed(await sign({}, { key: others.privateKey }))).toEqual(['token/signature'])
    expect(await failed(await sign({}, { kid: 'two' }))).toEqual(['token/unknown-key'])
  })

  test('keys at a host that was not named are not asked for', async () => {
    jwksUri = 'https://keys.example.com/keys'
    expect(await failed(await sign())).toEqual(['token/keys-unavailable'])
    jwksUri = undefined
  })

  test('a provider that does not answer is said', async () => {
    const token = await sign()
    const { found } = await verifyToken({
      name: 't',
      token,
      authority: `${authority}/nowhere`,
      expectations,
      now,
    })
    expect(found.verified?.[0]).toMatchObject({ code: 'token/keys-unavailable' })
    expect(found.verified?.[0]?.detail).toContain('status 404')
  })

  test('that cannot be read is why the issuer was not checked; nobody is asked to name it again', async () => {
    const unreadable = `${authority}/nowhere`
    const { notChecked } = await verifyToken({
      name: 't',
      token: await sign(),
      authority: unreadable,
      expectations,
      now,
    })
    expect(notChecked).toEqual([
      {
        check: 'the issuer of the token',
        reason: `The authority could not be read: ${unreadable}/.well-known/openid-configuration answered with status 404. Mend that, or say which issuer the API expects with --issuer.`,
      },
    ])
  })

  test('a good token has each check listed with its value, and never itself', async () => {
    const token = await sign()
    const { held } = await verifyToken({ name: 't', token, authority, expectations, now })
    expect(held).toEqual([
      { check: 'kind', value: 'an access token of version 2.0, RS256' },
      { check: 'signature', value: `by the key one of ${authority}` },
      { check: 'issuer', value: authority },
      { check: 'audience', value: 'api://contacts' },
      { check: 'permission', value: 'Contacts.Read' },
      {
        check: 'times',
        value: 'valid since 2026-09-21T14:12:20.000Z, until 2026-09-21T15:13:20.000Z: 60 minutes left',
      },
    ])
    for (const part of token.split('.')) expect(JSON.stringify(held)).not.toContain(part)
  })

  test.each<[string, JWTPayload, readonly string[]]>([
    ['an expired one', { exp: now - 3600 }, ['kind', 'signature', 'issuer', 'audience', 'permission']],
    [
      'one without the scope',
      { scp: 'Contacts.Write' },
      ['kind', 'signature', 'issuer', 'audience', 'times'],
    ],
    [
      'one of another issuer',
      { iss: 'https://sts.windows.net/1/' },
      ['kind', 'signature', 'audience', 'permission', 'times'],
    ],
  ])('of %s the rest is listed', async (_, claims, checks) => {
    const { held } = await verifyToken({ name: 't', token: await sign(claims), authority, expectations, now })
    expect(held.map(({ check }) => check)).toEqual(checks)
  })

  test('of one whose signature does not hold nothing is listed', async () => {
    const token = await sign({}, { key: others.privateKey })
    expect((await verifyToken({ name: 't', token, authority, expectations, now })).held).toEqual([])
  })

  test('what nobody expects is not listed, and of expiry within the difference of clocks it is said', async () => {
    const token = await sign({ nbf: now - 3600, exp: now - 100 })
    const { held } = await verifyToken({ name: 't', token, expectations: {}, now })
    expect(held.map(({ check }) => check)).toEqual(['kind', 'times'])
    expect(held[1]?.value).toMatch(/: 100 s ago, within what clocks may differ by$/)
  })

  test('the token is sent to nobody', async () => {
    asked.length = 0
    await failed(await sign())
    expect(asked).toEqual([
      '/v2.0/.well-known/openid-configuration',
      '/v2.0/.well-known/openid-configuration',
      '/v2.0/keys',
    ])
  })
})

describe('without a provider', () => {
  test('claims are checked and the signature is named as not checked', async () => {
    const token = await sign({ aud: 'api://other' })
    const { found, notChecked } = await verifyToken({
      name: 'token.txt',
      token,
      expectations: { ...expectations, issuers: [authority] },
      now,
    })
    expect(found.verified?.map(({ code }) => code)).toEqual(['token/audience'])
    expect(notChecked).toEqual([
      {
        check: 'the signature of token.txt',
        reason: 'Name the provider with --authority to have it verified.',
      },
    ])
  })

  test('what nobody told is not checked, and said so', async () => {
    const { found, notChecked } = await verifyToken({ name: 't', token: await sign(), expectations: {}, now })
    expect(found.verified).toEqual([])
    expect(notChecked.map(({ check }) => check)).toEqual([
      'the audience of the token',
      'the issuer of the token',
      'the signature of t',
    ])
  })
})

test('what is no token is named for what it is', async () => {
  expect(await failed('undefined')).toEqual(['token/malformed'])
})
