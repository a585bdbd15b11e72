import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  CompactEncrypt,
  CompactSign,
  SignJWT,
  UnsecuredJWT,
  exportJWK,
  exportSPKI,
  generateKeyPair,
} from 'jose'
import type { CryptoKey, JWTHeaderParameters } from 'jose'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBearerGuard } from './bearer-guard.ts'
import type { BearerGuardOptions } from './bearer-guard-options.ts'
import type { BearerGuard } from './bearer-guard.ts'
import type { BearerResult } from './bearer-result.ts'
import { createKeySource } from './key-source.ts'

const start = 1_800_000_000
const tenant = '11111111-2222-3333-4444-555555555555'
const otherTenant = '99999999-2222-3333-4444-555555555555'
const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`
const expectations = { issuers: [issuer], audiences: ['the-api'], scopes: ['Contacts.Read'] }
const good = {
  iss: issuer,
  tid: tenant,
  aud: 'the-api',
  azp: 'the-page',
  scp: 'Contacts.Read',
  nbf: start - 60,
  exp: start + 3600,
}

interface Pair {
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
}

let first: Pair
let second: Pair
let elliptic: Pair
let server: Server
let base: string
let published: object[]
let isDown: boolean
let requests: number
let clock: number

beforeAll(async () => {
  ;[first, second, elliptic] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('ES256', { extractable: true }),
  ])
})

beforeEach(async () => {
  published = [await jwk(first, 'one')]
  isDown = false
  requests = 0
  clock = start * 1000
  server = createServer((_, response) => {
    requests++
    if (isDown) response.writeHead(503)
    response.end(JSON.stringify({ keys: published }))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => void server.close(resolve))
})

async function jwk(pair: Pair, kid?: string, members: object = {}): Promise<object> {
  return { ...(await exportJWK(pair.publicKey)), use: 'sig', ...(kid !== undefined && { kid }), ...members }
}

interface Signing {
  readonly pair?: Pair
  readonly header?: Partial<JWTHeaderParameters>
  readonly claims?: Record<string, unknown>
}

function sign({ pair = first, header, claims }: Signing = {}): Promise<string> {
  return new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'JWT', ...header })
    .sign(pair.privateKey)
}

function signWithoutKid(): Promise<string> {
  return new SignJWT(good).setProtectedHeader({ alg: 'RS256' }).sign(first.privateKey)
}

function guard(options: Partial<BearerGuardOptions> = {}): BearerGuard {
  const keys = createKeySource({ jwksUri: `${base}/keys`, now: () => clock })
  return createBearerGuard({ expectations, keys, now: () => clock, ...options })
}

const codes = (result: BearerResult): readonly string[] =>
  result.ok ? [] : result.problems.map(({ code, unverified }) => (unverified ? `(${code})` : code))

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('a good token', () => {
  it('passes, with its claims frozen', async () => {
    const result = await guard().verify(await sign())
    expect(result).toEqual({ ok: true, claims: good })
    if (!result.ok) return
    expect(Object.isFrozen(result.claims)).toBe(true)
  })

  it.each(['RS256', 'PS256'])('passes signed by %s', async (alg) => {
    const pair = await generateKeyPair(alg, { extractable: true })
    published = [await jwk(pair, 'one')]
    expect((await guard().verify(await sign({ pair, header: { alg } }))).ok).toBe(true)
  })

  it('passes signed by ES256', async () => {
    published = [await jwk(elliptic, 'one')]
    expect((await guard().verify(await sign({ pair: elliptic, header: { alg: 'ES256' } }))).ok).toBe(true)
  })

  it('passes without key id, whichever key made it', async () => {
    published = [await jwk(second, 'two'), await jwk(elliptic, 'three'), await jwk(first, 'one')]
    expect((await guard().verify(await signWithoutKid())).ok).toBe(true)
  })

  it('passes when two keys have its key id (A35)', async () => {
    published = [await jwk(second, 'one'), await jwk(first, 'one')]
    expect((await guard().verify(await sign())).ok).toBe(true)
  })

  it('passes beside members that cannot sign (A35)', async () => {
    published = [{ kty: 'oct', k: 'c2VjcmV0', kid: 'one' }, { kty: 'XYZ' }, await jwk(first, 'one')]
    expect((await guard().verify(await sign())).ok).toBe(true)
  })

  it('passes in an Authorization header', async () => {
    expect((await guard().verifyAuthorization(`bearer ${await sign()}`)).ok).toBe(true)
  })
})

describe('a forged token (A35)', () => {
  it.each([
    ['alg none', () => Promise.resolve(new UnsecuredJWT(good).encode()), 'token/signature'],
    [
      'alg none in other letters',
      () => Promise.resolve(`${encode({ alg: 'nOnE' })}.${encode(good)}.`),
      'token/signature',
    ],
    ['no signature', async () => `${(await sign()).split('.').slice(0, 2).join('.')}.`, 'token/signature'],
    [
      'HS256 with the public key',
      async () =>
        sign({
          header: { alg: 'HS256' },
          pair: {
            privateKey: new TextEncoder().encode(await exportSPKI(first.publicKey)) as never,
            publicKey: first.publicKey,
          },
        }),
      'token/signature',
    ],
    ['the signature of another key', () => sign({ pair: second }), 'token/signature'],
    [
      'an algorithm that does not fit the key',
      () => sign({ pair: elliptic, header: { alg: 'ES256' } }),
      'token/unknown-key',
    ],
    [
      'an algorithm that is not accepted',
      async () => sign({ header: { alg: 'RS512' }, pair: await generateKeyPair('RS512') }),
      'token/signature',
    ],
    ['an unknown key', () => sign({ header: { kid: 'other' } }), 'token/unknown-key'],
    ['a key id that is no text', () => sign({ header: { kid: ['one'] as never } }), 'token/malformed'],
    ['its own key in jku', () => sign({ pair: second, header: { jku: `${base}/evil` } }), 'token/signature'],
    [
      'its own key in x5u',
      () => sign({ pair: second, header: { x5u: `${base}/evil`, kid: 'evil' } }),
      'token/unknown-key',
    ],
    [
      'its own key in jwk',
      async () => sign({ pair: second, header: { jwk: await exportJWK(second.publicKey) } }),
      'token/signature',
    ],
  ])('%s is refused', async (_, make, code) => {
    const token = await make()
    const result = await guard().verify(token)
    expect(result).toMatchObject({ ok: false, status: 401 })
    expect(codes(result)).toEqual([code])
    expect(requests).toBeLessThanOrEqual(1)
    expect(JSON.stringify(result)).not.toContain(token.split('.')[1])
  })

  it('changed claims are refused', async () => {
    const [header, , signature] = (await sign()).split('.')
    const result = await guard().verify(
      `${header}.${encode({ ...good, scp: 'Contacts.Read All' })}.${signature}`,
    )
    expect(codes(result)).toEqual(['token/signature'])
  })

  it('a critical extension is refused, even a signed one that the library knows', async () => {
    const payload = new TextEncoder().encode(JSON.stringify(good))
    const header = encode({ alg: 'RS256', kid: 'one', crit: ['b64'], b64: true })
    const signed = await new CompactSign(payload)
      .setProtectedHeader({ alg: 'RS256', kid: 'one', crit: ['b64'], b64: true })
      .sign(first.privateKey)
    expect(signed.startsWith(header)).toBe(true)
    expect(codes(await guard().verify(signed))).toEqual(['token/malformed'])
    expect(
      codes(await guard().verify(`${encode({ alg: 'RS256', crit: ['exp'] })}.${encode(good)}.c2ln`)),
    ).toEqual(['token/malformed'])
  })

  it('an encrypted token is refused by name, alone and nested in a signed one', async () => {
    const encrypted = await new CompactEncrypt(new TextEncoder().encode(await sign()))
      .setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256GCM', cty: 'JWT' })
      .encrypt((await generateKeyPair('RSA-OAEP')).publicKey)
    const nested = await new CompactSign(new TextEncoder().encode(encrypted))
      .setProtectedHeader({ alg: 'RS256', kid: 'one', cty: 'JWT' })
      .sign(first.privateKey)
    const result = await guard().verify(encrypted)
    expect(codes(result)).toEqual(['token/malformed'])
    expect(result).toMatchObject({ problems: [{ detail: expect.stringContaining('encrypted') }] })
    expect(codes(await guard().verify(nested))).toEqual(['token/malformed'])
    expect(requests).toBe(0)
  })

  it('a huge token is refused at once', () => {
    const result = guard().verify('a'.repeat(10_000_000))
    expect(result).not.toBeInstanceOf(Promise)
    expect(result).toMatchObject({ status: 401, problems: [{ code: 'token/malformed' }] })
  })

  it('a flood of unknown keys makes one request beyond the first', async () => {
    const api = guard()
    await api.verify(await sign())
    const flood = await Promise.all(
      Array.from({ length: 100 }, (_, index) => sign({ header: { kid: `x${index}` } })),
    )
    const results = await Promise.all(flood.map(async (token) => api.verify(token)))
    expect(new Set(results.flatMap(codes))).toEqual(new Set(['token/unknown-key']))
    for (const token of flood.slice(0, 10)) await api.verify(token)
    expect(requests).toBe(2)
  })
})

describe('a refusal', () => {
  it('is 403 when the permission alone is missing', async () => {
    expect(await guard().verify(await sign({ claims: { scp: 'Mail.Read' } }))).toMatchObject({
      status: 403,
      problems: [{ code: 'token/scope' }],
      wwwAuthenticate: expect.stringMatching(
        /^Bearer error="insufficient_scope", .*, scope="Contacts.Read"$/,
      ),
    })
  })

  it('is 401 with every failed check when more is wrong', async () => {
    const result = await guard().verify(
      await sign({ claims: { scp: 'Mail.Read', exp: start - 999, aud: 'x' } }),
    )
    expect(codes(result)).toEqual(['token/audience', 'token/expired', 'token/scope'])
    expect(result).toMatchObject({
      status: 401,
      wwwAuthenticate: expect.stringMatching(
        /^Bearer error="invalid_token", error_description="token\/audience: The/,
      ),
    })
  })

  it('is never 403 for a token that nobody vouches for', async () => {
    const result = await guard().verify(await sign({ pair: second, claims: { scp: 'Mail.Read' } }))
    expect(result).toMatchObject({ status: 401 })
    expect(codes(result)).toEqual(['token/signature', '(token/scope)'])
  })

  it('names a Microsoft Graph token, though its signature cannot hold (A38)', async () => {
    const aud = '00000003-0000-0000-c000-000000000000'
    const iss = `https://sts.windows.net/${tenant}/`
    const result = await guard().verify(
      await sign({ pair: second, header: { nonce: 'n' }, claims: { aud, iss } }),
    )
    expect(codes(result)).toEqual([
      'token/signature',
      '(token/wrong-kind)',
      '(token/issuer)',
      '(token/audience)',
    ])
    expect(result).toMatchObject({
      wwwAuthenticate: expect.stringContaining(
        'token/wrong-kind: Not verified, but read from the token: This is a token for Microsoft Graph',
      ),
    })
  })

  it('names an ID token (A36)', async () => {
    const idToken = new SignJWT({ iss: issuer, aud: 'the-api', nonce: 'n', exp: start + 60 })
    const token = await idToken.setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(first.privateKey)
    expect(codes(await guard().verify(token))).toEqual(['token/wrong-kind', 'token/scope'])
  })

  it('is a bare challenge when there are no bearer credentials', () => {
    for (const header of [undefined, '', 'Basic dXNlcjpwYXNz']) {
      expect(guard().verifyAuthorization(header)).toMatchObject({
        status: 401,
        problems: [{ code: 'token/missing' }],
        wwwAuthenticate: 'Bearer',
      })
    }
  })

  it.each(['Bearer', 'Bearer a b', 'Bearer undefined', 'Bearer a.b'])(
    'is invalid_token for %j',
    async (header) => {
      expect(await guard().verifyAuthorization(header)).toMatchObject({
        status: 401,
        problems: [{ code: 'token/malformed' }],
        wwwAuthenticate: expect.stringContaining('error="invalid_token"'),
      })
    },
  )

  it('is 503 when the keys cannot be had, and says what it read', async () => {
    isDown = true
    const result = await guard().verify(await sign({ claims: { exp: start - 999 } }))
    expect(codes(result)).toEqual(['token/keys-unavailable', '(token/expired)'])
    expect(result).toMatchObject({ status: 503, wwwAuthenticate: 'Bearer' })
  })

  it('never has control characters or quotation marks from the token in its challenge', async () => {
    const result = await guard().verify(await sign({ claims: { aud: 'x"\r\nSet-Cookie: a=b\u{1F600}' } }))
    expect(result).toMatchObject({
      wwwAuthenticate: expect.stringMatching(/^Bearer error="invalid_token", error_description="[^"\\]+"$/),
    })
    expect(result).toMatchObject({ wwwAuthenticate: expect.not.stringMatching(/[^\x20-\x7E]/) })
  })
})

describe('keys of several tenants', () => {
  const template = 'https://login.microsoftonline.com/{tenantid}/v2.0'
  const anyTenant = { expectations: { ...expectations, issuers: [template], tenants: ['*'] } }

  it.each([
    ['each tenant', template, []],
    ['this tenant', issuer, []],
    ['another tenant', template.replace('{tenantid}', otherTenant), ['token/issuer']],
    ['something without tenants', 'https://issuer.example', []],
  ])('a key that signs for %s', async (_, keyIssuer, expected) => {
    published = [await jwk(first, 'one', { issuer: keyIssuer })]
    expect(codes(await guard(anyTenant).verify(await sign()))).toEqual(expected)
  })
})

describe('the cache', () => {
  it('answers at once for a token that it knows, without asking for keys', async () => {
    let lookups = 0
    const keys = createKeySource({ jwksUri: `${base}/keys` })
    const api = guard({ keys: { find: (query) => (lookups++, keys.find(query)) } })
    const token = await sign()
    expect(api.verify(token)).toBeInstanceOf(Promise)
    const result = await api.verify(token)
    lookups = 0
    expect(api.verify(token)).toEqual(result)
    expect(lookups).toBe(0)
  })

  it('verifies again after five minutes', async () => {
    const api = guard()
    const token = await sign()
    await api.verify(token)
    clock += 299_999
    expect(api.verify(token)).not.toBeInstanceOf(Promise)
    clock += 1
    expect(api.verify(token)).toBeInstanceOf(Promise)
  })

  it('never outlives the token', async () => {
    const api = guard({ expectations: { ...expectations, skewSeconds: 0 } })
    const token = await sign({ claims: { exp: start + 10 } })
    await api.verify(token)
    clock += 9_999
    expect(api.verify(token)).toMatchObject({ ok: true })
    clock += 1
    expect(codes(await api.verify(token))).toEqual(['token/expired'])
  })

  it('lets a token pass within the clock difference, but verifies it each time', async () => {
    const api = guard()
    const token = await sign({ claims: { exp: start - 10 } })
    expect((await api.verify(token)).ok).toBe(true)
    expect(api.verify(token)).toBeInstanceOf(Promise)
  })

  it('does not remember bad tokens', async () => {
    const api = guard()
    const token = await sign({ claims: { nbf: start + 400 } })
    expect(codes(await api.verify(token))).toEqual(['token/not-yet-valid'])
    clock += 100_000
    expect((await api.verify(token)).ok).toBe(true)
  })

  it('does not take a token for another of the same claims', async () => {
    const api = guard()
    await api.verify(await sign())
    expect(codes(await api.verify(await sign({ pair: second })))).toEqual(['token/signature'])
  })

  it('can be left out', async () => {
    const api = guard({ cacheEntries: 0 })
    const token = await sign()
    await api.verify(token)
    expect(api.verify(token)).toBeInstanceOf(Promise)
  })
})

describe('many at once', () => {
  it('load the keys once, and each gets its own answer', async () => {
    const api = guard()
    const bad = await sign({ pair: second })
    const tokens = await Promise.all(
      Array.from({ length: 60 }, async (_, index) =>
        index % 2 ? sign({ claims: { sub: `${index}` } }) : bad,
      ),
    )
    const results = await Promise.all(tokens.map(async (token) => api.verify(token)))
    expect(results.map(({ ok }) => ok)).toEqual(tokens.map((token) => token !== bad))
    expect(results.map((result) => (result.ok ? result.claims['sub'] : undefined))).toEqual(
      tokens.map((_, index) => (index % 2 ? `${index}` : undefined)),
    )
    expect(requests).toBe(1)
  })
})

describe('key rotation', () => {
  it('is followed at once, and a withdrawn key no longer vouches', async () => {
    const api = guard()
    const old = await sign({ claims: { sub: 'late' } })
    await api.verify(await sign())
    published = [await jwk(second, 'two')]
    expect((await api.verify(await sign({ pair: second, header: { kid: 'two' } }))).ok).toBe(true)
    expect(codes(await api.verify(old))).toEqual(['token/unknown-key'])
  })

  it('is outlived by live keys while the provider is down', async () => {
    const api = guard()
    await api.verify(await sign())
    isDown = true
    clock += 7_200_000
    expect((await api.verify(await sign({ claims: { exp: start + 9000 } }))).ok).toBe(true)
  })
})

describe('options', () => {
  it.each<[string, Partial<BearerGuardOptions>]>([
    ['alg none', { algorithms: ['none'] }],
    ['HS256', { algorithms: ['RS256', 'HS256'] }],
    ['no algorithms', { algorithms: [] }],
    ['no issuers', { expectations: { ...expectations, issuers: [] } }],
    ['no audiences', { expectations: { ...expectations, audiences: [] } }],
    ['a template without tenants', { expectations: { ...expectations, issuers: ['https://x/{tenantid}'] } }],
    ['empty scopes', { expectations: { ...expectations, scopes: [] } }],
    ['a clock difference that is no number', { expectations: { ...expectations, skewSeconds: Number.NaN } }],
    ['a cache of negative size', { cacheEntries: -1 }],
  ])('with %s are refused', (_, options) => {
    expect(() => guard(options)).toThrow(expect.objectContaining({ code: 'ERR_BEARER_OPTIONS' }))
  })
})
