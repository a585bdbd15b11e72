import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { BrowserLike } from '../support/browser-like.ts'
import type { Upstream } from '../support/upstream.ts'
import type { World } from '../support/world.ts'
import { openWorld } from './open-world.ts'

interface Assertion {
  readonly text: string
  readonly header: Record<string, unknown>
  readonly claims: Record<string, unknown>
}

const decode = (part = ''): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>

/** The assertion of the latest request. */
const latest = ({ requests }: Upstream): Assertion | undefined => {
  const raw = requests.at(-1)?.rawHeaders ?? []
  const values = raw.filter(
    (_value, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === 'clearway-assertion',
  )
  if (values.length > 1) throw new Error('more than one assertion')
  const [text] = values
  if (text === undefined) return undefined
  const [header, claims] = text.split('.')
  return { text, header: decode(header), claims: decode(claims) }
}

const keysOf = async ({ browser, pageOrigin }: World): Promise<readonly JsonWebKey[]> => {
  const answer = await browser().get(`${pageOrigin}/.clearway/keys`, { kind: 'background' })
  return (answer.json() as { readonly keys: readonly JsonWebKey[] }).keys
}

const isGenuine = ({ text, header }: Assertion, keys: readonly JsonWebKey[]): boolean => {
  const key = keys.find((each) => each['kid'] === header['kid'])
  const [head, claims, signature = ''] = text.split('.')
  return (
    key !== undefined &&
    verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  )
}

const signedIn = async (): Promise<{
  readonly world: World
  readonly ada: BrowserLike
  readonly call: (origin?: string) => Promise<Assertion>
}> => {
  const world = await openWorld()
  const ada = world.browser()
  await world.signIn(ada)
  const call = async (origin = world.pageOrigin): Promise<Assertion> => {
    await ada.get(`${origin}/`, { kind: 'background', origin: world.pageOrigin })
    const assertion = latest(origin === world.pageOrigin ? world.page : world.api)
    if (!assertion) throw new Error('no assertion')
    return assertion
  }
  return { world, ada, call }
}

describe('Clearway-Assertion', () => {
  test('says who calls, where and until when, and verifies with the published keys', async () => {
    const { world, call } = await signedIn()
    const assertion = await call()
    expect(assertion.header).toEqual({ alg: 'ES256', typ: 'JWT', kid: expect.any(String) })
    const { iat, nbf, exp, ...claims } = assertion.claims
    expect(claims).toEqual({
      iss: world.pageOrigin,
      aud: world.page.url,
      by: 'session',
      application: 'contacts',
      sub: expect.any(String),
      oid: 'a0000000-0000-4000-8000-000000000001',
      tid: expect.any(String),
      name: 'Ada Lovelace',
      preferred_username: 'ada@contoso.onmicrosoft.com',
      email: 'ada@contoso.example',
      groups: ['sales'],
    })
    expect([nbf, exp]).toEqual([iat, Number(iat) + 120])
    expect(isGenuine(assertion, await keysOf(world))).toBe(true)
    expect(
      isGenuine({ ...assertion, text: assertion.text.replace(/\.[^.]{4}/, '.AAAA') }, await keysOf(world)),
    ).toBe(false)
  })

  test('is another for another internal app', async () => {
    const { world, call } = await signedIn()
    const [page, api] = [await call(), await call(world.apiOrigin)]
    expect([page.claims['aud'], api.claims['aud']]).toEqual([world.page.url, world.api.url])
    expect([page.claims['iss'], api.claims['iss']]).toEqual([world.pageOrigin, world.apiOrigin])
  })

  test('is the same for a minute, then a new one', async () => {
    const { world, call } = await signedIn()
    const first = await call()
    expect((await call()).text).toBe(first.text)
    world.advance(50_000)
    expect((await call()).text).toBe(first.text)
    world.advance(10_000)
    const second = await call()
    expect(second.text).not.toBe(first.text)
    expect(Number(second.claims['iat']) - Number(first.claims['iat'])).toBeGreaterThanOrEqual(60)
  })

  test('has at least a minute left whenever it arrives', async () => {
    const { world, call } = await signedIn()
    for (let round = 0; round < 6; round += 1) {
      world.advance(25_000)
      const { exp } = (await call()).claims
      expect(Number(exp) * 1000 - world.now()).toBeGreaterThan(55_000)
    }
  })

  test('of another person is another', async () => {
    const { world, call } = await signedIn()
    const ada = await call()
    const grace = world.browser()
    await world.signIn(grace, 'grace')
    expect(latest(world.page)?.claims['oid']).not.toBe(ada.claims['oid'])
    expect((await call()).claims['oid']).toBe(ada.claims['oid'])
  })

  test('is signed with the same key after a restart', async () => {
    const { world, call } = await signedIn()
    const before = await keysOf(world)
    const assertion = await call()
    await world.restart()
    expect(await keysOf(world)).toEqual(before)
    expect(isGenuine(assertion, await keysOf(world))).toBe(true)
    expect(isGenuine(await call(), before)).toBe(true)
  })

  test('of a call with a bearer token says so', async () => {
    const { world } = await signedIn()
    await world.browser().get(`${world.apiOrigin}/`, {
      kind: 'background',
      headers: { authorization: `Bearer ${await world.apiToken()}` },
    })
    expect(latest(world.api)?.claims).toMatchObject({
      by: 'bearer',
      roles: ['Contacts.Read.All'],
      aud: world.api.url,
    })
  })

  test('that a caller sends along never arrives', async () => {
    const { world, ada } = await signedIn()
    await ada.get(`${world.pageOrigin}/`, { kind: 'background', headers: { 'clearway-assertion': 'mine' } })
    expect(latest(world.page)?.claims['by']).toBe('session')
  })

  test('is missing where nobody is known', async () => {
    const world = await openWorld({
      applications: ({ pageOrigin, pageInternal }) => `
  - name: open
    segments: [{ external: "${pageOrigin}/", internal: "${pageInternal}/", accept: [session, anyone] }]`,
    })
    await world.browser().get(`${world.pageOrigin}/`, { kind: 'background' })
    expect(latest(world.page)).toBeUndefined()
  })
})

test('the published keys are public keys', async () => {
  const [key, ...others] = await keysOf(await openWorld())
  expect(others).toEqual([])
  expect(Object.keys(key ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
  expect(key).toMatchObject({ alg: 'ES256', crv: 'P-256', kty: 'EC', use: 'sig' })
})
