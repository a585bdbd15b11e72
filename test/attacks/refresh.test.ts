import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BrowserLike } from '../support/browser-like.ts'
import type { Answer } from '../support/http-client.ts'
import { expectRefusal } from './support/readable-no.ts'
import { startScene, type Scene } from './support/scene.ts'

let scene: Scene
let browser: BrowserLike
beforeEach(async () => {
  scene = await startScene({ application: '    allow: { groups: [sales] }' })
  scene.provider.script.claims = { groups: ['sales'] }
  browser = scene.browser()
  await scene.signIn(browser)
})
afterEach(() => scene.close())

const cookie = (): string =>
  browser.cookies.header(new URL(scene.origin), { kind: 'background', method: 'GET' })
const call = (path = '/x', method = 'GET'): Promise<Answer> =>
  scene.call(path, { method, headers: { cookie: cookie(), origin: scene.origin }, timeoutMs: 20_000 })
const manyCalls = (count: number): Promise<readonly Answer[]> =>
  Promise.all(Array.from({ length: count }, () => call()))
const statuses = (answers: readonly Answer[]): readonly number[] => [
  ...new Set(answers.map(({ status }) => status)),
]

const grants = (): readonly URLSearchParams[] =>
  scene.provider.redeemed.filter((form) => form.get('grant_type') === 'refresh_token')

/** Seconds left of the access token at the gateway. */
const tokenSeconds = async (): Promise<number> =>
  ((await call('/.clearway/session')).json() as { tokenSeconds: number }).tokenSeconds

interface Latch {
  readonly opened: Promise<void>
  readonly open: () => void
}
const createLatch = (): Latch => {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

const expired = 301_000
const due = 245_000

describe('A39 however many see the expiry, the provider is asked once', () => {
  test('100 calls at once, when the token has expired', async () => {
    scene.advance(expired)
    expect(statuses(await manyCalls(100))).toEqual([200])
    expect(grants()).toHaveLength(1)
    expect(await tokenSeconds()).toBeGreaterThan(290)
  })

  test('100 calls at once, ahead of the expiry', async () => {
    scene.advance(due)
    expect(statuses(await manyCalls(100))).toEqual([200])
    await expect.poll(grants).toHaveLength(1)
    await expect.poll(tokenSeconds).toBeGreaterThan(290)
    expect(statuses(await manyCalls(100))).toEqual([200])
    expect(grants()).toHaveLength(1)
  })

  test('a refresh token that is good for one use serves expiry after expiry', async () => {
    const used = new Set<string>()
    scene.provider.script.token = (usual, form) => {
      const refresh = form.get('refresh_token') ?? ''
      if (used.has(refresh)) return { error: 'invalid_grant' }
      used.add(refresh)
      return usual
    }
    for (let round = 1; round <= 4; round += 1) {
      scene.advance(expired)
      expect(statuses(await manyCalls(30))).toEqual([200])
      expect(grants()).toHaveLength(round)
    }
    expect(used.size).toBe(4)
  })

  test('a slow provider keeps those waiting whose token has expired, and nobody else', async () => {
    const [asked, answer] = [createLatch(), createLatch()]
    scene.provider.script.token = async (usual) => {
      asked.open()
      await answer.opened
      return usual
    }
    scene.advance(due)
    expect(statuses(await manyCalls(20))).toEqual([200])
    await asked.opened
    const reached = scene.app.requests.length
    scene.advance(expired - due)
    const waiting = manyCalls(100)
    const session = await call('/.clearway/session')
    expect(session.status).toBe(200)
    expect(scene.app.requests).toHaveLength(reached)
    answer.open()
    expect(statuses(await waiting)).toEqual([200])
    expect(scene.app.requests).toHaveLength(reached + 100)
    expect(grants()).toHaveLength(1)
  })

  test.each([500, 502, 503, 429])('a provider that answers %i signs nobody out', async (status) => {
    scene.provider.script.token = (_usual, _form, response) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>trouble</h1>')
      return undefined
    }
    scene.advance(expired)
    expect(statuses(await manyCalls(100))).toEqual([200])
    expect(grants()).toHaveLength(1)
    // It is left alone for a while, then asked again.
    expect(statuses(await manyCalls(100))).toEqual([200])
    expect(grants()).toHaveLength(1)
    delete scene.provider.script.token
    scene.advance(6_000)
    expect(statuses(await manyCalls(100))).toEqual([200])
    expect(grants()).toHaveLength(2)
    expect(await tokenSeconds()).toBeGreaterThan(290)
  })

  test('a provider that hangs keeps nobody waiting while the token is good, and signs nobody out after', async () => {
    const asked = createLatch()
    const cut: (() => void)[] = []
    scene.provider.script.token = (_usual, _form, response) => {
      cut.push(() => response.destroy())
      asked.open()
      return undefined
    }
    scene.advance(due)
    expect(statuses(await manyCalls(100))).toEqual([200])
    await asked.opened
    scene.advance(expired - due)
    const waiting = manyCalls(100)
    for (const end of cut) end()
    expect(statuses(await waiting)).toEqual([200])
    expect(grants()).toHaveLength(1)
  })

  test('a provider that is down signs nobody out, until the session’s own end', async () => {
    await scene.provider.close()
    for (let count = 0; count < 6; count += 1) {
      scene.advance(590_000)
      expect(statuses(await manyCalls(20))).toEqual([200])
    }
    scene.advance(60_000)
    expectRefusal(await call(), 'session/expired', scene.origin)
  })

  test('a provider that refuses is asked once, and everybody reads why', async () => {
    scene.provider.script.token = () => ({
      error: 'invalid_grant',
      error_description:
        'AADSTS50173: The provided grant has expired due to it being revoked.\r\nTrace ID: 1',
    })
    scene.advance(expired)
    const answers = await manyCalls(100)
    expect(statuses(answers)).toEqual([401])
    for (const answer of answers) expectRefusal(answer, 'session/renewal-refused', scene.origin)
    expect(grants()).toHaveLength(1)
    expectRefusal(await call(), 'session/renewal-refused', scene.origin)
    expect(grants()).toHaveLength(1)
  })

  test.each([
    'invalid_client',
    'invalid_scope',
    'unauthorized_client',
    'server_error',
    'temporarily_unavailable',
  ])('%s is the operator’s to mend: it signs nobody out', async (error) => {
    scene.provider.script.token = () => ({ error })
    scene.advance(expired)
    expect(statuses(await manyCalls(10))).toEqual([200])
  })

  test('a renewal that comes too late does not bring a signed-out session back', async () => {
    const [asked, answer] = [createLatch(), createLatch()]
    scene.provider.script.token = async (usual) => {
      asked.open()
      await answer.opened
      return usual
    }
    scene.advance(due)
    await call()
    await asked.opened
    const before = cookie()
    await browser.get(`${scene.origin}/.clearway/sign-out`, { kind: 'background', headers: asNavigation })
    answer.open()
    await expect.poll(() => scene.logText()).toContain('/.clearway/sign-out')
    expectRefusal(await scene.call('/x', { headers: { cookie: before } }), 'session/expired')
  })

  test('the page’s own renewal and its calls share one grant', async () => {
    scene.advance(expired)
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => call('/.clearway/renew', 'POST')),
      ...Array.from({ length: 20 }, () => call()),
    ])
    expect(statuses(answers)).toEqual([200])
    expect(grants()).toHaveLength(1)
  })
})

const asNavigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' }

describe('A40 an answer to a renewal changes what it says, and no more', () => {
  const refreshTokens = (): readonly (string | null)[] => grants().map((form) => form.get('refresh_token'))

  test('without an id token the person stays who they are', async () => {
    scene.provider.script.token = (usual) => ({ ...usual, id_token: undefined })
    scene.advance(expired)
    expect((await call()).status).toBe(200)
    expect((await call('/.clearway/session')).json()).toMatchObject({ user: { sub: 'ada' } })
    expect(await tokenSeconds()).toBeGreaterThan(290)
  })

  test('without a new refresh token the old one is used again', async () => {
    scene.provider.script.token = (usual) => ({ ...usual, refresh_token: undefined })
    for (let round = 0; round < 3; round += 1) {
      scene.advance(expired)
      expect((await call()).status).toBe(200)
    }
    expect(grants()).toHaveLength(3)
    expect(new Set(refreshTokens()).size).toBe(1)
  })

  test('with a new refresh token the old one is not used again', async () => {
    for (let round = 0; round < 3; round += 1) {
      scene.advance(expired)
      expect((await call()).status).toBe(200)
    }
    expect(new Set(refreshTokens()).size).toBe(3)
  })

  test('with another person’s id token the session ends', async () => {
    scene.provider.script.claims = { sub: 'mallory', groups: ['sales'] }
    scene.advance(expired)
    const reached = scene.app.requests.length
    expectRefusal(await call(), 'session/renewal-refused', scene.origin)
    expectRefusal(await call(), 'session/renewal-refused', scene.origin)
    expect(scene.app.requests).toHaveLength(reached)
  })

  test('with other groups the person is judged by those', async () => {
    scene.provider.script.claims = { groups: ['finance'] }
    scene.advance(expired)
    expectRefusal(await call(), 'access/not-allowed', scene.origin)
    scene.provider.script.claims = { groups: ['sales'] }
    scene.advance(expired)
    expect((await call()).status).toBe(200)
  })

  test.each([
    ['another issuer', { iss: 'https://evil.example/' }],
    ['another audience', { aud: 'somebody-else' }],
    ['no subject', { sub: undefined }],
    ['an end that is past', { exp: 1 }],
  ])('an id token with %s is not believed, and nothing of the answer is taken', async (_, claims) => {
    scene.provider.script.claims = { groups: ['root', 'sales'], ...claims }
    scene.advance(expired)
    expect((await call()).status).toBe(200)
    expect(await tokenSeconds()).toBeLessThan(0)
    expect((await call('/.clearway/session')).json()).toMatchObject({ user: { sub: 'ada' } })
  })

  test.each([
    ['an empty answer', {}],
    ['no access token', { access_token: undefined }],
    ['another type of token', { token_type: 'mac' }],
  ])('%s is none', async (_, part) => {
    scene.provider.script.token = (usual) => (Object.keys(part).length === 0 ? {} : { ...usual, ...part })
    scene.advance(expired)
    expect((await call()).status).toBe(200)
    expect(await tokenSeconds()).toBeLessThan(0)
  })
})
