import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserLike } from '../support/browser-like.ts'
import { sendRaw } from '../support/raw-http.ts'
import type { RecordedRequest } from '../support/upstream.ts'
import { startWorld, type World } from '../support/world.ts'
import { rawGet, requestOf } from './support/raw-request.ts'
import { expectRefusal, valuesOf } from './support/readable-no.ts'
import { startScene, type Scene } from './support/scene.ts'
import { expectStillAnswers } from './support/still-answers.ts'

const name = '__Secure-clearway-contacts'
const navigation = ['Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document', 'Accept: text/html']

let setCookies: readonly string[] = []
let world: World
let host: string
beforeAll(async () => {
  world = await startWorld({
    page: (_request, response) => {
      response.setHeader('Set-Cookie', setCookies)
      response.end('page')
    },
  })
  host = new URL(world.pageOrigin).host
})
afterAll(() => world.close())
afterEach(() => expectStillAnswers(world.port, host))

const cookieOf = (browser: BrowserLike): string =>
  browser.cookies.header(new URL(world.pageOrigin), { kind: 'background', method: 'GET' })
const idOf = (browser: BrowserLike): string =>
  new RegExp(`${name}=([\\w-]{43})`).exec(cookieOf(browser))?.[1] ?? ''
const signedIn = async (user = 'ada'): Promise<BrowserLike> => {
  const browser = world.browser()
  await world.signIn(browser, user)
  return browser
}
const statusWith = async (cookie: string): Promise<number> =>
  (await rawGet(world.port, host, '/x', [`Cookie: ${cookie}`])).status

const unknown = (fill: string): string => `${name}=${fill.repeat(43)}`

describe('A22 cookies that a neighbour host has set beside ours sign nobody out, and nobody in', () => {
  test.each([
    ['before ours', (own: string) => `${unknown('A')}; ${own}`],
    ['behind ours', (own: string) => `${own}; ${unknown('A')}`],
    ['on both sides', (own: string) => `${unknown('A')}; ${own}; ${unknown('B')}`],
    [
      '150 before ours',
      (own: string) => `${Array.from({ length: 150 }, () => unknown('A')).join('; ')}; ${own}`,
    ],
    ['broken ones before ours', (own: string) => `${name}=; ${name}; ${name}="; ${name}==; =${name}; ${own}`],
  ])('%s', async (_, header) => {
    expect(await statusWith(header(`${name}=${idOf(await signedIn())}`))).toBe(200)
  })

  test.each([
    ['in other letters', (id: string) => `${name.toLowerCase()}=${id}`],
    ['without the prefix', (id: string) => `clearway-contacts=${id}`],
    ['with another prefix', (id: string) => `__Host-clearway-contacts=${id}`],
    ['of another application', (id: string) => `__Secure-clearway-finance=${id}`],
    ['inside another value', (id: string) => `a="${name}=${id}"`],
    ['with a comma', (id: string) => `a=b, ${name}=${id}`],
    ['in quotes', (id: string) => `${name}="${id}"`],
    ['cut short', (id: string) => `${name}=${id.slice(0, -1)}`],
    ['with more behind it', (id: string) => `${name}=${id}A`],
    [
      'with the last letter changed',
      (id: string) => `${name}=${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}`,
    ],
  ])('a good id %s lets nobody in', async (_, header) => {
    expect(await statusWith(header(idOf(await signedIn())))).toBe(401)
  })

  test('a browser with tossed cookies signs in, and does not go round in a circle', async () => {
    const browser = world.browser()
    const deep = new URL(`${world.pageOrigin}/deep/x`)
    const context = { kind: 'navigation', method: 'GET' } as const
    for (const path of ['/', '/deep', '/deep/x']) {
      browser.cookies.set(`${unknown('A')}; Domain=clearway.localhost; Path=${path}; Secure`, deep, context)
    }
    const answer = await world.signIn(browser, 'ada', deep.href)
    expect([answer.status, answer.url]).toEqual([200, deep.href])
    expect(answer.redirectedFrom.length).toBeLessThan(4)
    expect((await browser.get(deep.href, { kind: 'background' })).status).toBe(200)
  })
})

describe('A23 signing in makes a new id', () => {
  test('one that was set before is not taken over', async () => {
    const chosen = 'c'.repeat(43)
    const browser = world.browser()
    const context = { kind: 'navigation', method: 'GET' } as const
    browser.cookies.set(
      `${name}=${chosen}; Domain=clearway.localhost; Path=/; Secure`,
      new URL(world.pageOrigin),
      context,
    )
    await world.signIn(browser)
    expect(idOf(browser)).toMatch(/^[\w-]{43}$/)
    expect(idOf(browser)).not.toBe(chosen)
    expect(await statusWith(`${name}=${chosen}`)).toBe(401)
  })

  test('an attacker’s own session, planted in a browser, ends when its person signs in', async () => {
    const planted = idOf(await signedIn('grace'))
    const victim = world.browser()
    const context = { kind: 'navigation', method: 'GET' } as const
    const url = new URL(world.pageOrigin)
    victim.cookies.set(`${name}=${planted}; Domain=clearway.localhost; Path=/; Secure`, url, context)
    const offered = await victim.get(`${world.pageOrigin}/.clearway/sign-in`, { kind: 'navigation' })
    await victim.submit(offered, { user: 'a0000000-0000-4000-8000-000000000001' })
    expect(idOf(victim)).not.toBe(planted)
    expect(await statusWith(`${name}=${planted}`)).toBe(401)
    const { user } = (
      await victim.get(`${world.pageOrigin}/.clearway/session`, { kind: 'background' })
    ).json() as {
      user: { username: string }
    }
    expect(user.username).toBe('ada@contoso.onmicrosoft.com')
  })

  test('every sign-in has another', async () => {
    const ids = [idOf(await signedIn()), idOf(await signedIn()), idOf(await signedIn())]
    expect(new Set(ids).size).toBe(3)
  })
})

describe('A24 a session cookie that is rubbish is no session', () => {
  const rubbish = [
    '',
    'x',
    '0',
    'null',
    'undefined',
    '[object Object]',
    '../../key',
    '__proto__',
    'A'.repeat(42),
    'A'.repeat(43),
    'A'.repeat(44),
    'A'.repeat(5_000),
    `${'A'.repeat(42)}=`,
    `${'A'.repeat(42)}/`,
    `${'A'.repeat(42)}%`,
    '%00'.repeat(20),
    '%41'.repeat(43),
    '%E0%A4%A',
    '\xff'.repeat(43),
    '"',
    '{"application":"contacts"}',
    'eyJhbGciOiJub25lIn0.e30.',
    '99999999',
  ]

  test.each(rubbish)('%j', async (value) => {
    for (const cookie of [`${name}=${value}`, `a=b; ${name}=${value}; c=d`]) {
      const answer = await rawGet(world.port, host, '/x', [`Cookie: ${cookie}`])
      expectRefusal(answer, 'session/expired')
    }
    const page = await rawGet(world.port, host, '/x', [...navigation, `Cookie: ${name}=${value}`])
    expect(page.status).toBe(302)
    expect(valuesOf(page, 'location').join()).toContain('/oauth2/v2.0/authorize?')
  })

  test.each([
    '_chunks=99999999',
    `${name}_chunks=99999999; ${name}_0=x`,
    `${name}_0=x; ${name}_1=y`,
    `${name}.0=x`,
    '=',
    ';;;;',
    name,
  ])('cookies that are none of ours, %j, are as good as none', async (cookie) => {
    expectRefusal(await rawGet(world.port, host, '/x', [`Cookie: ${cookie}`]), 'session/missing')
  })

  test('a browser cookie that is rubbish does not keep anybody from signing in', async () => {
    for (const value of ['x', 'A'.repeat(5_000), '"', '%00', '\xff'.repeat(43)]) {
      const answer = await rawGet(world.port, host, '/x', [
        ...navigation,
        `Cookie: __Host-clearway-browser=${value}`,
      ])
      expect(valuesOf(answer, 'set-cookie').join()).toMatch(/^__Host-clearway-browser=[\w-]{43};/)
    }
  })
})

describe('A25 a session that has ended stays ended', () => {
  test('after signing out', async () => {
    const browser = await signedIn()
    const cookie = `${name}=${idOf(browser)}`
    await browser.get(`${world.pageOrigin}/.clearway/sign-out`, {
      kind: 'navigation',
      origin: world.pageOrigin,
    })
    expect(cookieOf(browser)).not.toContain(name)
    expectRefusal(await rawGet(world.port, host, '/x', [`Cookie: ${cookie}`]), 'session/expired')
    const renewal = requestOf('POST /.clearway/renew', host, [
      `Cookie: ${cookie}`,
      `Origin: ${world.pageOrigin}`,
      'Content-Length: 0',
    ])
    expectRefusal(await sendRaw(world.port, renewal), 'session/expired', world.pageOrigin)
    await world.restart()
    expectRefusal(await rawGet(world.port, host, '/x', [`Cookie: ${cookie}`]), 'session/expired')
  })

  test('at its lifetime’s end, also when the clock goes back behind it', async () => {
    const cookie = `${name}=${idOf(await signedIn())}`
    world.advance(3_600_000)
    expect(await statusWith(cookie)).toBe(401)
    world.advance(-3_600_000)
    expect(await statusWith(cookie)).toBe(200)
    world.advance(-600_000)
    expect(await statusWith(cookie)).toBe(200)
    world.advance(600_000)
  })

  describe('whatever the provider says of time', () => {
    let scene: Scene
    beforeAll(async () => {
      scene = await startScene()
    })
    afterAll(() => scene.close())

    const lengthOf = async (): Promise<unknown> => {
      const browser = scene.browser()
      const answer = await scene.signIn(browser)
      if (answer.status !== 200) return answer.header('clearway-problem')
      const session = await browser.get(`${scene.origin}/.clearway/session`, { kind: 'background' })
      const { lifetimeSeconds, idleSeconds } = session.json() as Record<string, number>
      return { lifetimeSeconds, idleSeconds }
    }
    const configured = {
      lifetimeSeconds: expect.closeTo(3600, -1),
      idleSeconds: expect.closeTo(600, -1),
    }

    test.each([
      ['missing', undefined, configured],
      ['fractional', 300.7, configured],
      ['a year beyond 2038', 2_000_000_000, configured],
      ['1e300', 1e300, configured],
      ['a number in a text', '300', configured],
      ['0', 0, configured],
      ['negative', -1, 'sign-in/provider-answer-invalid'],
      ['a word', 'soon', 'sign-in/provider-answer-invalid'],
      ['a map', {}, 'sign-in/provider-answer-invalid'],
    ])('expires_in is %s', async (_, value, expected) => {
      scene.provider.script.token = (usual) => ({ ...usual, expires_in: value })
      expect(await lengthOf()).toEqual(expected)
      delete scene.provider.script.token
    })

    test.each([
      ['exp beyond 2038', { exp: 5_000_000_000 }, configured],
      ['exp of 1e300', { exp: 1e300 }, configured],
      ['exp with a fraction', { exp: 5_000_000_000.5 }, configured],
      ['exp as a text', { exp: '5000000000' }, 'sign-in/provider-answer-invalid'],
      ['exp of null', { exp: null }, 'sign-in/provider-answer-invalid'],
      ['iat as a text', { iat: 'now' }, 'sign-in/provider-answer-invalid'],
    ])('%s in the id token', async (_, claims, expected) => {
      scene.provider.script.claims = claims
      expect(await lengthOf()).toEqual(expected)
      delete scene.provider.script.claims
    })
  })
})

describe('A26 the gateway’s cookies stay between browser and gateway', () => {
  const lastCookies = (requests: readonly RecordedRequest[]): readonly string[] => {
    const { rawHeaders } = requests.at(-1) ?? { rawHeaders: [] }
    return rawHeaders.filter(
      (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'cookie',
    )
  }

  test('none reaches the internal app, wherever it stands and however often', async () => {
    const own = `${name}=${idOf(await signedIn())}`
    const all = [own, '__Host-clearway-browser=x', '__Host-clearway-other=y', '__SECURE-CLEARWAY-odd=z']
    await rawGet(world.port, host, '/x', [
      `Cookie: a=1; ${all.join('; ')}; b=2`,
      `cookie: ${own}`,
      `COOKIE: ${own}; c=3; =${own}`,
    ])
    expect(lastCookies(world.page.requests)).toEqual(['a=1; b=2', 'c=3'])
  })

  test('the app cannot set or remove one', async () => {
    const own = `${name}=${idOf(await signedIn())}`
    setCookies = [
      'kept=1; Path=/',
      `${own}; Path=/; Secure`,
      `${name}=; Max-Age=0; Path=/; Secure`,
      '__Host-clearway-browser=fixed; Path=/; Secure',
      '__host-clearway-contacts=fixed; Path=/; Secure',
      '__SECURE-CLEARWAY-CONTACTS=fixed; Path=/; Secure',
      '  __Secure-clearway-contacts=fixed; Path=/; Secure',
      '\t__Secure-clearway-contacts=fixed; Path=/; Secure',
      '=__Secure-clearway-contacts=fixed; Path=/; Secure',
      '= __Host-clearway-contacts=fixed; Path=/; Secure',
      'clearway-contacts=kept; Path=/',
    ]
    const answer = await rawGet(world.port, host, '/x', [`Cookie: ${own}`])
    setCookies = []
    expect(valuesOf(answer, 'set-cookie')).toEqual(['kept=1; Path=/', 'clearway-contacts=kept; Path=/'])
  })
})

describe('A27 size is bounded before anything is read', () => {
  test('a Cookie header of 1 MB', async () => {
    expectRefusal(
      await rawGet(world.port, host, '/x', [`Cookie: ${name}=${'A'.repeat(1_000_000)}`]),
      'request/headers-too-large',
    )
  })

  test('as many cookies as a header can hold', async () => {
    for (const pair of ['a=b', 'a', '=', `${name}=x`, unknown('A')]) {
      const cookies = Array.from({ length: Math.floor(30_000 / (pair.length + 1)) }, () => pair).join(';')
      const answer = await rawGet(world.port, host, '/x', [`Cookie: ${cookies}`])
      expect(answer.status).toBe(401)
    }
  })

  test('a bearer token of 30 kB, nested, and compressed', async () => {
    const api = new URL(world.apiOrigin).host
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    const nested = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
    for (const token of [
      `${part({ alg: 'RS256' })}.${'A'.repeat(29_000)}.AAAA`,
      `${part({ alg: 'RS256' })}.${Buffer.from(nested).toString('base64url')}.AAAA`,
      `${part({ alg: 'RSA-OAEP', enc: 'A256GCM', zip: 'DEF' })}.AAAA.AAAA.AAAA.AAAA`,
      'a.b.c.d.e.f.g',
      '.'.repeat(25_000),
    ]) {
      const answer = await rawGet(world.port, api, '/x', [`Authorization: Bearer ${token}`])
      expectRefusal(answer, 'token/malformed')
    }
  })
})
