import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createKeySource } from './key-source.ts'
import type { KeyLookup, KeySourceOptions } from './key-source.ts'

const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const keySet = (...kids: readonly string[]) => ({
  keys: kids.map((kid) => Object.assign(publicKey.export({ format: 'jwk' }), { kid })),
})
const minutes = (count: number): number => count * 60_000

let server: Server
let base: string
let answer: RequestListener
let asked: string[]
let clock: number

beforeEach(async () => {
  asked = []
  clock = 0
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => void server.close(resolve))
})

const json =
  (value: unknown): RequestListener =>
  (_, response) =>
    void response.setHeader('content-type', 'application/json').end(JSON.stringify(value))
const fails: RequestListener = (_, response) => void response.writeHead(500).end()

function source(options: Partial<KeySourceOptions> = {}) {
  const created = createKeySource({
    jwksUri: `${base}/keys?secret=1`,
    now: () => clock,
    ...options,
  } as KeySourceOptions)
  return (kid: string): Promise<KeyLookup> => created.find({ alg: 'ES256', kid })
}

/** Asks until the key that a refresh in the background brings is there. */
async function untilFound(find: () => Promise<KeyLookup>): Promise<void> {
  while ((await find()).outcome !== 'found') await new Promise((resolve) => void setImmediate(resolve))
}

describe('createKeySource', () => {
  it('loads the keys once, however many ask at the same time', async () => {
    answer = json(keySet('a'))
    const find = source()
    const lookups = await Promise.all(Array.from({ length: 50 }, () => find('a')))
    expect(new Set(lookups.map(({ outcome }) => outcome))).toEqual(new Set(['found']))
    expect((await find('a')).outcome).toBe('found')
    expect(asked).toHaveLength(1)
  })

  it('finds the key set by the metadata', async () => {
    answer = (request, response) =>
      json(request.url === '/metadata' ? { jwks_uri: `${base}/named` } : keySet('a'))(request, response)
    const created = createKeySource({ metadataUrl: `${base}/metadata`, now: () => clock })
    expect((await created.find({ alg: 'ES256', kid: 'a' })).outcome).toBe('found')
    expect(asked).toEqual(['/metadata', '/named'])
  })

  it('refreshes after an hour without making anybody wait', async () => {
    answer = json(keySet('a'))
    const find = source()
    await find('a')
    answer = json(keySet('a', 'b'))
    clock += minutes(59)
    await find('a')
    expect(asked).toHaveLength(1)
    clock += minutes(1)
    expect((await find('a')).outcome).toBe('found')
    await untilFound(() => find('b'))
    expect(asked).toHaveLength(2)
  })

  it('answers from what it has while a refresh hangs', async () => {
    answer = json(keySet('a'))
    const find = source()
    await find('a')
    answer = () => undefined
    clock += minutes(60)
    expect((await find('a')).outcome).toBe('found')
    expect((await find('a')).outcome).toBe('found')
  })

  it('tries a failed refresh again after five minutes, also for unknown keys', async () => {
    answer = json(keySet('a'))
    const find = source()
    await find('a')
    answer = fails
    clock += minutes(60)
    await find('a')
    // waits for the refresh that the call before it began
    await find('x')
    for (const kid of ['a', 'x', 'a', 'y']) await find(kid)
    expect(asked).toHaveLength(2)
    clock += minutes(5)
    await find('a')
    await find('x')
    expect(asked).toHaveLength(3)
  })

  it('looks again for an unknown key, as after a rotation', async () => {
    answer = json(keySet('a'))
    const find = source()
    await find('a')
    answer = json(keySet('b'))
    expect((await find('b')).outcome).toBe('found')
    expect(await find('a')).toEqual({ outcome: 'unknown', known: ['b'] })
    expect(asked).toHaveLength(2)
  })

  it('looks again once in five minutes under a flood of unknown keys (A35)', async () => {
    answer = json(keySet('a'))
    const find = source()
    await find('a')
    for (let round = 0; round < 5; round++) {
      const lookups = await Promise.all(Array.from({ length: 200 }, (_, index) => find(`x${round}.${index}`)))
      expect(new Set(lookups.map(({ outcome }) => outcome))).toEqual(new Set(['unknown']))
    }
    expect(asked).toHaveLength(2)
    clock += minutes(5) - 1
    await find('y')
    expect(asked).toHaveLength(2)
    clock += 1
    await find('y')
    expect(asked).toHaveLength(3)
  })

  it('counts failures in a flood too, and keeps what it has', async () => {
    answer = json(keySet('a'))
    const find = source()
    await find('a')
    answer = fails
    for (let index = 0; index < 20; index++) expect((await find(`x${index}`)).outcome).toBe('unknown')
    expect(asked).toHaveLength(2)
    expect((await find('a')).outcome).toBe('found')
    clock += minutes(5)
    await find('x')
    expect(asked).toHaveLength(3)
  })

  it('keeps the last good keys for 24 hours while the provider is down', async () => {
    answer = json(keySet('a'))
    const find = source()
    await find('a')
    answer = fails
    clock += minutes(24 * 60) - 1
    expect((await find('a')).outcome).toBe('found')
    clock += 1
    expect(await find('a')).toEqual({
      outcome: 'unavailable',
      reason: `${base}/keys answered with status 500`,
    })
  })

  it('tries again after 5 seconds when it has no keys at all', async () => {
    answer = fails
    const find = source()
    for (let index = 0; index < 10; index++) expect((await find('a')).outcome).toBe('unavailable')
    expect(asked).toHaveLength(1)
    answer = json(keySet('a'))
    clock += 5_000
    expect((await find('a')).outcome).toBe('found')
  })

  it.each<[string, RequestListener, string]>([
    ['an empty key set', json({ keys: [] }), 'has no key for signatures'],
    ['a set of secrets', json({ keys: [{ kty: 'oct', k: 'c2VjcmV0' }] }), 'has no key for signatures'],
    ['an HTML page', (_, response) => void response.end('<html>'), 'answered with something else than JSON'],
    [
      'a redirect',
      (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end(),
      'answered with status 302',
    ],
    [
      'more than 1 MB',
      (_, response) => void response.end(' '.repeat(1024 * 1024 + 1)),
      'answered with more than 1 MB',
    ],
    [
      'an answer that breaks off',
      (_, response) =>
        void response.writeHead(200, { 'content-length': 9 }).write('x', () => response.destroy()),
      'could not be reached',
    ],
  ])('has no keys after %s, and says so without the query', async (_, listener, reason) => {
    answer = listener
    const lookup = await source()('a')
    expect(lookup).toMatchObject({
      outcome: 'unavailable',
      reason: expect.stringContaining(`${base}/keys ${reason}`),
    })
    expect(JSON.stringify(lookup)).not.toContain('secret')
    expect(asked).toHaveLength(1)
  })

  it('accepts 1 MB', async () => {
    const text = JSON.stringify(keySet('a'))
    answer = (_, response) => void response.end(text + ' '.repeat(1024 * 1024 - text.length))
    expect((await source()('a')).outcome).toBe('found')
  })

  it('gives up on an answer that does not come', async () => {
    answer = () => undefined
    const lookup = await source({ timeoutMs: 30 })('a')
    expect(lookup).toMatchObject({
      outcome: 'unavailable',
      reason: `${base}/keys did not answer within 30 ms`,
    })
  })

  it('gives up on an answer that never ends', async () => {
    answer = (_, response) => void response.writeHead(200).write('{')
    const lookup = await source({ timeoutMs: 30 })('a')
    expect(lookup).toMatchObject({ reason: `${base}/keys did not answer within 30 ms` })
  })

  it('says when nobody listens', async () => {
    answer = fails
    const find = source()
    await new Promise((resolve) => void server.close(resolve))
    expect(await find('a')).toEqual({
      outcome: 'unavailable',
      reason: `${base}/keys could not be reached (ECONNREFUSED)`,
    })
  })

  it.each([
    ['none', {}],
    ['http elsewhere', { jwks_uri: 'http://provider.example/keys' }],
    ['another scheme', { jwks_uri: 'file:///etc/passwd' }],
    ['a password in it', { jwks_uri: 'https://user:password@provider.example/keys' }],
    ['no text', { jwks_uri: ['https://provider.example/keys'] }],
  ])('does not follow metadata whose key set has %s', async (_, metadata) => {
    answer = json(metadata)
    const lookup = await createKeySource({ metadataUrl: `${base}/metadata` }).find({ alg: 'ES256' })
    expect(lookup).toMatchObject({ outcome: 'unavailable' })
    expect(asked).toEqual(['/metadata'])
  })

  it('does not follow metadata from https to http, even on this machine', async () => {
    answer = json(keySet('a'))
    const fetched: string[] = []
    const fetch: typeof globalThis.fetch = (url) => {
      fetched.push(url instanceof Request ? url.url : url.toString())
      return Promise.resolve(Response.json({ jwks_uri: `${base}/keys` }))
    }
    const lookup = await createKeySource({ metadataUrl: 'https://provider.example/metadata', fetch }).find({
      alg: 'ES256',
    })
    expect(lookup.outcome).toBe('unavailable')
    expect(fetched).toEqual(['https://provider.example/metadata'])
  })

  it.each<[string, object]>([
    ['no URL', {}],
    ['two URLs', { jwksUri: 'https://a.example', metadataUrl: 'https://a.example' }],
    ['http elsewhere', { jwksUri: 'http://provider.example/keys' }],
    ['a host that begins like this machine', { jwksUri: 'http://127.0.0.1.example/keys' }],
    ['a user name', { jwksUri: 'https://user@provider.example/keys' }],
    ['a password', { jwksUri: 'https://:password@provider.example/keys' }],
    ['no URL at all', { jwksUri: 'keys' }],
  ])('refuses %s', (_, options) => {
    expect(() => createKeySource(options as KeySourceOptions)).toThrow(
      expect.objectContaining({ code: 'ERR_BEARER_OPTIONS' }),
    )
  })
})
