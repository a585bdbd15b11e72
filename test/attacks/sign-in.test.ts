import { problemInfo, type ProblemCode } from '@clearway/rules/problems'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserLike } from '../support/browser-like.ts'
import { request, type Answer } from '../support/http-client.ts'
import { challengeOf } from './support/provider.ts'
import { expectRefusal, valuesOf, type AnyAnswer } from './support/readable-no.ts'
import { clientSecret, startScene, type Scene } from './support/scene.ts'
import { expectStillAnswers } from './support/still-answers.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
})
afterAll(() => scene.close())
afterEach(async () => {
  for (const key of ['claims', 'callback', 'token', 'keys'] as const) delete scene.provider.script[key]
  await expectStillAnswers(scene.port, scene.host)
})

const asNavigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', accept: 'text/html' }

const cookieOf = (browser: BrowserLike): string =>
  browser.cookies.header(new URL(scene.origin), { kind: 'navigation', method: 'GET' })
const sessionOf = (browser: BrowserLike): string | undefined =>
  /__Host-clearway-app=([\w-]+)/.exec(cookieOf(browser))?.[1]

/** Whether whoever has this session cookie is let in. */
const isLetIn = async (session: string | undefined): Promise<boolean> => {
  const answer = await scene.call('/', { headers: { cookie: `__Host-clearway-app=${session}` } })
  return answer.status === 200
}

/** Checks that a navigation ended at a page that says no: by its code, not stored, with nobody let in. */
const expectPage = (answer: AnyAnswer, code: ProblemCode): void => {
  expect([answer.status, valuesOf(answer, 'clearway-problem')]).toEqual([problemInfo(code).status, [code]])
  expect(valuesOf(answer, 'cache-control')).toEqual(['no-store'])
  expect(valuesOf(answer, 'content-type')).toEqual(['text/html; charset=utf-8'])
  expect(valuesOf(answer, 'content-security-policy').join()).toContain("default-src 'none'")
  expect(valuesOf(answer, 'set-cookie').join()).not.toContain('__Host-clearway-app')
  expect(valuesOf(answer, 'location')).toEqual([])
}

/** Goes to the provider, and stops where it sends back to: the callback's address, not yet visited. */
const begin = async (browser: BrowserLike, path = '/'): Promise<URL> => {
  const begun = await browser.get(`${scene.origin}${path}`, { kind: 'background', headers: asNavigation })
  expect(begun.status).toBe(302)
  const sentBack = await request(begun.header('location') ?? '')
  return new URL(sentBack.header('location') ?? '')
}
const finish = (browser: BrowserLike, callback: URL): Promise<Answer> =>
  browser.get(callback.href, { kind: 'background', headers: asNavigation })

describe('A29 a callback is taken once, from the browser and for the sign-in that it belongs to', () => {
  test.each([
    ['no state', 'code=x', 'sign-in/state-missing'],
    ['nothing at all', '', 'sign-in/state-missing'],
    ['an empty state', 'state=&code=x', 'sign-in/state-missing'],
    ['state twice', 'state=x&state=y&code=x', 'sign-in/response-malformed'],
    ['state twice, the same', 'state=x&state=x&code=x', 'sign-in/response-malformed'],
    ['code twice', 'state=x&code=x&code=y', 'sign-in/response-malformed'],
    ['iss twice', 'state=x&code=x&iss=a&iss=b', 'sign-in/response-malformed'],
    ['error twice', 'state=x&error=x&error=y', 'sign-in/response-malformed'],
    ['neither code nor error', 'state=x', 'sign-in/response-malformed'],
    ['rubbish for a state', 'state=x&code=x', 'sign-in/state-invalid'],
    ['a state that is no base64url', 'state=%00%ff%2f&code=x', 'sign-in/state-invalid'],
    ['a state of JSON', `state=${encodeURIComponent('{"returnTo":"/"}')}&code=x`, 'sign-in/state-invalid'],
    ['a long state of zeros', `state=${'A'.repeat(7_000)}&code=x`, 'sign-in/state-invalid'],
    ['__proto__', '__proto__=x&constructor=y', 'sign-in/state-missing'],
  ] as const)('%s', async (_, query, code) => {
    const browser = scene.browser()
    await begin(browser)
    expectPage(await finish(browser, new URL(`${scene.origin}/.clearway/callback?${query}`)), code)
    expect(sessionOf(browser)).toBeUndefined()
  })

  test('a state changed by one letter is not ours', async () => {
    const browser = scene.browser()
    const callback = await begin(browser)
    const state = callback.searchParams.get('state') ?? ''
    for (const at of [0, 20, Math.floor(state.length / 2), state.length - 2]) {
      const letter = state[at] === 'A' ? 'B' : 'A'
      callback.searchParams.set('state', state.slice(0, at) + letter + state.slice(at + 1))
      expectPage(await finish(browser, callback), 'sign-in/state-invalid')
    }
  })

  test('another browser’s state, and another gateway’s', async () => {
    const callback = await begin(scene.browser())
    expectPage(await finish(scene.browser(), callback), 'sign-in/state-invalid')
    const other = await startScene()
    try {
      const browser = other.browser()
      const begun = await browser.get(other.origin, { kind: 'background', headers: asNavigation })
      const state = new URL(begun.header('location') ?? '').searchParams.get('state') ?? ''
      const mine = scene.browser()
      const own = await begin(mine)
      own.searchParams.set('state', state)
      expectPage(await finish(mine, own), 'sign-in/state-invalid')
    } finally {
      await other.close()
    }
  })

  test('an expired state', async () => {
    const browser = scene.browser()
    const callback = await begin(browser)
    scene.advance(3_600_000)
    const redeemed = scene.provider.redeemed.length
    // The cookie has gone as well by now; whoever kept it is no better off.
    const cookie = cookieOf(browser)
    expectPage(await request(callback, { headers: { ...asNavigation, cookie } }), 'sign-in/state-expired')
    expect(scene.provider.redeemed).toHaveLength(redeemed)
  })

  test('a replayed one lets nobody else in, and leads the signed-in browser on without a second grant', async () => {
    const browser = scene.browser()
    const callback = await begin(browser, '/deep')
    const cookie = cookieOf(browser)
    expect((await finish(browser, callback)).header('location')).toBe(`${scene.origin}/deep`)
    const redeemed = scene.provider.redeemed.length
    expectPage(await request(callback, { headers: { ...asNavigation, cookie } }), 'sign-in/state-used')
    const session = sessionOf(browser)
    const again = await finish(browser, callback)
    expect([again.status, again.header('location')]).toEqual([303, `${scene.origin}/deep`])
    expect(again.headerValues('set-cookie')).toEqual([])
    expect(sessionOf(browser)).toBe(session)
    expect(scene.provider.redeemed).toHaveLength(redeemed)
  })

  test('the same callback twice at the same moment is redeemed once', async () => {
    const browser = scene.browser()
    const callback = await begin(browser)
    const redeemed = scene.provider.redeemed.length
    const answers = await Promise.all([finish(browser, callback), finish(browser, callback)])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 400]))
    expect(scene.provider.redeemed).toHaveLength(redeemed + 1)
  })

  test('a code that the provider has seen before', async () => {
    scene.provider.script.token = () => ({
      error: 'invalid_grant',
      error_description: 'AADSTS54005: OAuth2 Authorization code was already redeemed.\r\nTrace ID: 1',
    })
    const browser = scene.browser()
    expectPage(await finish(browser, await begin(browser)), 'sign-in/code-rejected')
    expect(sessionOf(browser)).toBeUndefined()
  })

  test.each([500, 503, 429])('a provider in trouble, which answers %i', async (status) => {
    scene.provider.script.token = (_usual, _form, response) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>trouble</h1>')
      return undefined
    }
    const browser = scene.browser()
    expectPage(await finish(browser, await begin(browser)), 'sign-in/provider-unreachable')
  })

  test('two tabs: A begins, B begins, B ends, A ends', async () => {
    const browser = scene.browser()
    const [a, b] = [await begin(browser, '/a'), await begin(browser, '/b')]
    expect((await finish(browser, b)).header('location')).toBe(`${scene.origin}/b`)
    const ofB = sessionOf(browser)
    expect((await finish(browser, a)).header('location')).toBe(`${scene.origin}/a`)
    expect(await isLetIn(sessionOf(browser))).toBe(true)
    expect([sessionOf(browser) === ofB, await isLetIn(ofB)]).toEqual([false, false])
    expect((await finish(browser, b)).header('location')).toBe(`${scene.origin}/b`)
  })

  test('an error of the provider is told, escaped, and ends the attempt', async () => {
    scene.provider.script.callback = (parameters) => {
      parameters.delete('code')
      parameters.set('error', 'access_denied')
      parameters.set('error_description', '<img src=x onerror=alert(1)>\r\nTrace ID: 1')
    }
    const browser = scene.browser()
    const callback = await begin(browser)
    const answer = await finish(browser, callback)
    expectPage(answer, 'sign-in/provider-refused')
    expect(answer.text()).toContain('&lt;img src=x')
    expect(answer.text()).not.toContain('<img')
    expect(answer.text()).not.toContain('Trace ID')
    expectPage(await finish(browser, callback), 'sign-in/state-used')
  })

  test('an answer that another issuer claims (RFC 9207) is not redeemed', async () => {
    scene.provider.script.callback = (parameters) => parameters.set('iss', 'https://evil.example/')
    const redeemed = scene.provider.redeemed.length
    const browser = scene.browser()
    expectPage(await finish(browser, await begin(browser)), 'sign-in/provider-answer-invalid')
    expect(scene.provider.redeemed).toHaveLength(redeemed)
  })

  test('code and error together are an error', async () => {
    scene.provider.script.callback = (parameters) => parameters.set('error', 'server_error')
    const browser = scene.browser()
    expectPage(await finish(browser, await begin(browser)), 'sign-in/provider-refused')
  })

  test('a form post is not taken where the answer was asked for in the query', async () => {
    const browser = scene.browser()
    const callback = await begin(browser)
    const answer = await browser.visit(`${scene.origin}/.clearway/callback`, {
      kind: 'navigation',
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: callback.searchParams.toString(),
    })
    expectPage(answer, 'sign-in/response-malformed')
    expect(sessionOf(browser)).toBeUndefined()
  })

  test.each(['HEAD', 'PUT', 'DELETE'])('%s is no callback', async (method) => {
    const answer = await scene.call('/.clearway/callback?state=x&code=y', { method })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([405, 'request/method-not-allowed'])
  })
})

describe('A30 code, browser and id token belong together', () => {
  test('every sign-in has its own nonce, state and S256 challenge, and redeems with the verifier', async () => {
    await scene.signIn(scene.browser())
    await scene.signIn(scene.browser())
    const [one, two] = scene.provider.asked.slice(-2)
    for (const name of ['nonce', 'state', 'code_challenge']) {
      expect(one?.get(name)).toMatch(/^[\w-]{43,}$/)
      expect(one?.get(name)).not.toBe(two?.get(name))
    }
    expect(two?.get('code_challenge_method')).toBe('S256')
    const verifier = scene.provider.redeemed.at(-1)?.get('code_verifier') ?? ''
    expect(challengeOf(verifier)).toBe(two?.get('code_challenge'))
  })

  const expectRejected = async (code: ProblemCode = 'sign-in/provider-answer-invalid'): Promise<void> => {
    const browser = scene.browser()
    expectPage(await finish(browser, await begin(browser)), code)
    expect(sessionOf(browser)).toBeUndefined()
  }
  const idToken = (make: (usual: string) => string | undefined | Promise<string | undefined>): void => {
    scene.provider.script.token = async (usual) => ({
      ...usual,
      id_token: await make(String(usual['id_token'])),
    })
  }

  test.each([
    ['no nonce', { nonce: undefined }],
    ['another nonce', { nonce: 'x'.repeat(43) }],
    ['a nonce that is a list', { nonce: ['x'] }],
    ['another issuer', { iss: 'https://evil.example/' }],
    ['an issuer that begins alike', { iss: 'http://127.0.0.1' }],
    ['another audience', { aud: 'somebody-else' }],
    ['several audiences and another party', { aud: ['clearway', 'x'], azp: 'x' }],
    ['an end that is past', { exp: 1 }],
    ['an end that is no number', { exp: 'soon' }],
    ['no end', { exp: undefined }],
    ['no subject', { sub: undefined }],
    ['a beginning that is to come', { nbf: 4_000_000_000 }],
  ])('an id token with %s is not believed', async (_, claims) => {
    scene.provider.script.claims = claims
    await expectRejected()
  })

  test('an id token without a signature, or signed with the client secret, is not believed', async () => {
    const { authority } = scene.provider
    const claims = { iss: authority, sub: 'ada', aud: 'clearway', nonce: 'x' }
    idToken(() => new UnsecuredJWT(claims).setIssuedAt().setExpirationTime('5m').encode())
    await expectRejected()
    const key = new TextEncoder().encode(clientSecret.padEnd(32, 'x'))
    const signed = new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .setExpirationTime('5m')
    const text = await signed.sign(key)
    idToken(() => text)
    await expectRejected()
  })

  test.each([
    ['none', undefined],
    ['rubbish', 'x.y.z'],
    ['an empty text', ''],
    ['a number', 7],
  ])('where the id token is %s, nobody is signed in', async (_, value) => {
    scene.provider.script.token = (usual) => ({ ...usual, id_token: value })
    await expectRejected()
  })

  test.each([
    ['no access token', { access_token: undefined }],
    ['another type of token', { token_type: 'mac' }],
    ['a list', []],
  ])('a token answer with %s is not believed', async (_, part) => {
    scene.provider.script.token = (usual) => (Array.isArray(part) ? {} : { ...usual, ...part })
    await expectRejected()
  })

  describe('by form post', () => {
    let posting: Scene
    beforeAll(async () => {
      posting = await startScene({ identity: '  responseMode: form_post' })
    })
    afterAll(() => posting.close())

    const post = async (
      headers: Readonly<Record<string, string>>,
    ): Promise<readonly [Answer, BrowserLike]> => {
      const browser = posting.browser()
      const begun = await browser.get(`${posting.origin}/deep`, { kind: 'background', headers: asNavigation })
      const cookie = begun.headerValues('set-cookie').join()
      expect(cookie).toMatch(/SameSite=None/i)
      const sentBack = await request(begun.header('location') ?? '')
      const { searchParams } = new URL(sentBack.header('location') ?? '')
      const answer = await request(`${posting.origin}/.clearway/callback`, {
        method: 'POST',
        headers: {
          ...headers,
          cookie: cookie.split(';', 1)[0] ?? '',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: searchParams.toString(),
      })
      return [answer, browser]
    }

    test('an Origin does not make a background call of the provider’s answer', async () => {
      const [answer] = await post({ ...asNavigation, origin: new URL(posting.provider.authority).origin })
      expect([answer.status, answer.header('location')]).toEqual([303, `${posting.origin}/deep`])
      expect(answer.headers.filter(([name]) => /^access-control-allow/i.test(name))).toEqual([])
    })

    test('the code does not come by the query as well', async () => {
      const answer = await request(`${posting.origin}/.clearway/callback?code=x&state=y`, {
        headers: asNavigation,
      })
      expectPage(answer, 'sign-in/response-malformed')
    })

    test.each([
      ['JSON', 'application/json', '{"state":"x","code":"y"}'],
      ['text', 'text/plain', 'state=x&code=y'],
      ['a form of 70 kB', 'application/x-www-form-urlencoded', `state=x&code=${'y'.repeat(70_000)}`],
    ])('%s is no answer of a provider', async (_, type, body) => {
      const answer = await request(`${posting.origin}/.clearway/callback`, {
        method: 'POST',
        headers: { ...asNavigation, 'content-type': type },
        body,
      })
      expect([answer.status, answer.header('clearway-problem')]).toEqual([400, 'sign-in/response-malformed'])
    })
  })
})

describe('A32 only a navigation that somebody made begins a sign-in', () => {
  const noNavigations = [
    ['fetch', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    [
      'fetch that asks for HTML',
      { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty', accept: 'text/html' },
    ],
    ['fetch without CORS', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' }],
    ['an image', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    ['a script', { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' }],
    ['a manifest', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'manifest' }],
    [
      'a service worker’s navigation',
      { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'empty', accept: 'text/html' },
    ],
    ['a prefetch', { ...asNavigation, 'sec-purpose': 'prefetch' }],
    ['a prerender', { ...asNavigation, 'sec-purpose': 'prefetch;prerender' }],
    ['an old prefetch', { ...asNavigation, purpose: 'prefetch' }],
    ['Firefox’s prefetch', { ...asNavigation, 'x-moz': 'prefetch' }],
    ['an old browser’s XHR', { accept: 'text/html', 'x-requested-with': 'XMLHttpRequest' }],
    ['an old browser’s JSON', { accept: 'application/json' }],
    ['an old browser’s fetch', { accept: '*/*' }],
    ['a program', {}],
    ['a program with a token', { ...asNavigation, authorization: 'Bearer x' }],
    ['a WebSocket', { ...asNavigation, connection: 'upgrade', upgrade: 'websocket' }],
  ] as const satisfies readonly (readonly [string, Readonly<Record<string, string>>])[]

  test.each(noNavigations)('%s is told 401', async (_, headers) => {
    const asked = scene.provider.asked.length
    for (const path of ['/', '/.clearway/sign-in', '/.clearway/sign-in?returnTo=/x']) {
      const answer = await request(scene.origin + path, { headers })
      expect(answer.status).toBe(401)
      expect(valuesOf(answer, 'set-cookie')).toEqual([])
      expect(valuesOf(answer, 'location')).toEqual([])
      expect(valuesOf(answer, 'content-type')).toEqual(['application/problem+json'])
    }
    expect(scene.provider.asked).toHaveLength(asked)
  })

  test('nor does a form that is posted: what it sent would be lost', async () => {
    const answer = await request(`${scene.origin}/save`, {
      method: 'POST',
      headers: asNavigation,
      body: 'x=1',
    })
    expectPage(answer, 'session/missing')
    expect(valuesOf(answer, 'set-cookie')).toEqual([])
  })
})

describe('A33 nobody is signed in as somebody else, or to somebody else’s liking', () => {
  test('an attacker’s own callback does not sign a victim in', async () => {
    const callback = await begin(scene.browser())
    const victim = scene.browser()
    expectPage(await finish(victim, callback), 'sign-in/state-invalid')
    // Nor where the victim is in the middle of signing in, or signed in.
    await begin(victim)
    expectPage(await finish(victim, await begin(scene.browser())), 'sign-in/state-invalid')
    await scene.signIn(victim)
    const session = sessionOf(victim)
    expectPage(await finish(victim, await begin(scene.browser())), 'sign-in/state-invalid')
    expect(sessionOf(victim)).toBe(session)
  })

  test('an attacker’s code does not fit a victim’s state', async () => {
    const [stolen, victim] = [await begin(scene.browser()), scene.browser()]
    const own = await begin(victim)
    own.searchParams.set('code', stolen.searchParams.get('code') ?? '')
    // This provider checks no PKCE: the nonce alone has to tell.
    expectPage(await finish(victim, own), 'sign-in/provider-answer-invalid')
  })

  test('a link to the sign-in chooses nothing about it', async () => {
    const query = new URLSearchParams({
      client_id: 'evil',
      redirect_uri: 'https://evil.example/',
      response_type: 'token',
      response_mode: 'fragment',
      scope: 'everything',
      prompt: 'none',
      login_hint: 'mallory',
      domain_hint: 'evil.example',
      acr_values: '0',
      max_age: '99999999',
      state: 'x',
      nonce: 'x',
      code_challenge: 'x',
      code_challenge_method: 'plain',
      claims: '{}',
      request: 'x',
      request_uri: 'https://evil.example/',
    })
    await scene.signIn(scene.browser(), `/.clearway/sign-in?${query.toString()}`)
    const asked = Object.fromEntries(scene.provider.asked.at(-1) ?? [])
    expect(asked).toEqual({
      client_id: 'clearway',
      redirect_uri: `${scene.origin}/.clearway/callback`,
      response_type: 'code',
      response_mode: 'query',
      scope: 'openid profile email offline_access',
      state: expect.stringMatching(/^[\w-]{100,}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
  })

  test('an application that is not there cannot be signed in to', async () => {
    for (const name of ['evil', '__proto__', '', 'app%00']) {
      const answer = await request(`${scene.origin}/.clearway/sign-in?application=${name}`, {
        headers: asNavigation,
      })
      expectPage(answer, 'proxy/no-segment')
    }
  })
})

describe('A34 a name lets in whom it names, letter by letter', () => {
  const entering = async (stage: Scene, claims: Readonly<Record<string, unknown>>): Promise<number> => {
    stage.provider.script.claims = claims
    return (await stage.signIn(stage.browser())).status
  }

  describe('users: [kim@contoso.example]', () => {
    let stage: Scene
    beforeAll(async () => {
      stage = await startScene({ application: '    allow: { users: [kim@contoso.example] }' })
    })
    afterAll(() => stage.close())

    test.each([
      ['kim@contoso.example', 200],
      ['KIM@Contoso.Example', 200],
      ['kim@contoso.example@evil.example', 403],
      ['evil@kim@contoso.example', 403],
      ['kim@contoso.example.evil.example', 403],
      ['xkim@contoso.example', 403],
      [' kim@contoso.example', 403],
      ['kim@contoso.example ', 403],
      ['kim@contoso.example\0', 403],
      ['kim@contoso.example\n', 403],
      ['\u212aim@contoso.example', 403],
      ['k\u0131m@contoso.example', 403],
      ['kim@contoso\uff0eexample', 403],
      ['', 403],
      [['kim@contoso.example'], 200],
      [[['kim@contoso.example']], 403],
      [{ 'kim@contoso.example': true }, 403],
      [undefined, 403],
      [7, 403],
    ])('%j: %i', async (preferred_username, status) => {
      expect(await entering(stage, { preferred_username })).toBe(status)
    })

    test('no other claim names a user: not email, not upn, not sub', async () => {
      const name = 'kim@contoso.example'
      const claims = {
        preferred_username: 'mallory@contoso.example',
        email: name,
        upn: name,
        sub: name,
        name,
      }
      expect(await entering(stage, { ...claims, email_verified: false })).toBe(403)
    })
  })

  describe('groups: [sales]', () => {
    let stage: Scene
    beforeAll(async () => {
      stage = await startScene({ application: '    allow: { groups: [sales] }' })
    })
    afterAll(() => stage.close())

    test.each([
      [['sales'], 200],
      ['sales', 200],
      [['x', 7, null, 'sales'], 200],
      [[], 403],
      ['', 403],
      [[''], 403],
      [[null], 403],
      ['sales,finance', 403],
      ['sales finance', 403],
      ['presales', 403],
      [['SALES'], 403],
      [[['sales']], 403],
      [{ sales: true }, 403],
      [true, 403],
      [undefined, 403],
    ])('%j: %i', async (groups, status) => {
      expect(await entering(stage, { groups })).toBe(status)
    })

    test('somebody in more groups than the provider names is not let in on trust', async () => {
      const claims = { groups: undefined, _claim_names: { groups: 'src1' }, hasgroups: true }
      expect(await entering(stage, claims)).toBe(403)
    })
  })

  test('an empty name in a rule is a mistake of the configuration', async () => {
    for (const rule of ['groups: [""]', 'users: [""]', 'roles: [""]', 'groups: []']) {
      await expect(startScene({ application: `    allow: { ${rule} }` })).rejects.toThrow(
        /config\/invalid-value/,
      )
    }
  })

  test('a background call of somebody who is not allowed reads 403', async () => {
    const stage = await startScene({ application: '    allow: { groups: [sales] }' })
    try {
      const browser = stage.browser()
      await stage.signIn(browser)
      const cookie = browser.cookies.header(new URL(stage.origin), { kind: 'navigation', method: 'GET' })
      const answer = await stage.call('/x', { headers: { cookie, origin: stage.origin } })
      expectRefusal(answer, 'access/not-allowed', stage.origin)
      expect(stage.app.requests).toEqual([])
    } finally {
      await stage.close()
    }
  })
})
