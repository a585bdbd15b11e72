import { expect, test } from 'vitest'
import { request } from '../support/http-client.ts'
import { openWorld } from './open-world.ts'
import { pickAccount } from './pick-account.ts'

const formPost = { identity: '  responseMode: form_post' }

test('a navigation without a session leads to the provider, and after signing in to where it was going', async () => {
  const { signIn, browser, pageOrigin, page } = await openWorld()
  const answer = await signIn(browser(), 'ada', `${pageOrigin}/deep/page?x=1`)
  expect(answer.status).toBe(200)
  expect(answer.url).toBe(`${pageOrigin}/deep/page?x=1`)
  expect(page.requests.map(({ url }) => url)).toEqual(['/deep/page?x=1'])
})

test('the provider is asked for a code, with PKCE, a state and a nonce, by the configured response mode', async () => {
  const { browser, pageOrigin } = await openWorld()
  const offered = await browser().get(`${pageOrigin}/`, { kind: 'navigation' })
  const { state, nonce, code_challenge, ...asked } = Object.fromEntries(new URL(offered.url).searchParams)
  expect(asked).toEqual({
    client_id: expect.any(String),
    redirect_uri: `${pageOrigin}/.clearway/callback`,
    response_type: 'code',
    response_mode: 'query',
    scope: 'openid profile email offline_access',
    code_challenge_method: 'S256',
  })
  expect(code_challenge).toMatch(/^[\w-]{43}$/)
  expect(nonce).toMatch(/^[\w-]{43}$/)
  expect(state).toMatch(/^[\w-]{100,}$/)
})

test('two sign-ins share no state, nonce or challenge', async () => {
  const { browser, pageOrigin } = await openWorld()
  const one = browser()
  const asked = [
    await one.get(`${pageOrigin}/`, { kind: 'navigation' }),
    await one.get(`${pageOrigin}/`, { kind: 'navigation' }),
  ].map(({ url }) => new URL(url).searchParams)
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(new Set(asked.map((search) => search.get(name))).size).toBe(2)
  }
})

test('a link to sign-in chooses nothing about the sign-in but where it leads back to', async () => {
  const { browser, pageOrigin } = await openWorld()
  const offered = await browser().get(
    `${pageOrigin}/.clearway/sign-in?prompt=none&login_hint=eve&scope=x&acr_values=y&response_mode=fragment`,
    { kind: 'navigation' },
  )
  const asked = new URL(offered.url).searchParams
  expect(['prompt', 'login_hint', 'acr_values'].filter((name) => asked.has(name))).toEqual([])
  expect(asked.get('response_mode')).toBe('query')
  expect(asked.get('scope')).toBe('openid profile email offline_access')
})

test('by form post, people arrive where they were going, and the code is in no address', async () => {
  const { signIn, browser, pageOrigin } = await openWorld(formPost)
  const ada = browser()
  const relay = await signIn(ada, 'ada', `${pageOrigin}/deep/page?x=1`)
  const answer = await ada.submit(relay)
  expect(answer.status).toBe(200)
  expect(answer.url).toBe(`${pageOrigin}/deep/page?x=1`)
  expect(answer.redirectedFrom).toEqual([`${pageOrigin}/.clearway/callback`])
})

test.each([
  ['query', 'lax', {}],
  ['form_post', 'none', formPost],
])(
  'by %s, the cookie that ties a sign-in to its browser is SameSite=%s',
  async (_mode, sameSite, options) => {
    const { pageOrigin } = await openWorld(options)
    const answer = await request(`${pageOrigin}/`, { headers: { accept: 'text/html' } })
    const capital = sameSite === 'lax' ? 'Lax' : 'None'
    expect(answer.headerValues('set-cookie')).toEqual([
      expect.stringMatching(
        new RegExp(
          `^__Host-clearway-browser=[\\w-]{43}; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=${capital}$`,
        ),
      ),
    ])
    expect(answer.status).toBe(302)
    expect(answer.header('cache-control')).toBe('no-store')
  },
)

test('an answer that comes in the way that was not asked for is refused, and its code is not used', async () => {
  const { browser, pageOrigin, grants, entra } = await openWorld()
  const ada = browser()
  const { url, parameters } = await pickAccount(await ada.get(`${pageOrigin}/`, { kind: 'navigation' }))
  const posted = await ada.visit(url.origin + url.pathname, {
    kind: 'navigation',
    method: 'POST',
    origin: entra.origin,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: parameters.toString(),
  })
  expect([posted.status, posted.header('clearway-problem')]).toEqual([400, 'sign-in/response-malformed'])

  const other = await openWorld(formPost)
  const grace = other.browser()
  const answer = await pickAccount(await grace.get(`${other.pageOrigin}/`, { kind: 'navigation' }))
  const got = await grace.get(`${answer.url.href}?${answer.parameters}`, { kind: 'navigation' })
  expect([got.status, got.header('clearway-problem')]).toEqual([400, 'sign-in/response-malformed'])
  expect([grants('authorization_code'), other.grants('authorization_code')]).toEqual([0, 0])
})

test('a background call begins no sign-in: no redirect, no cookie', async () => {
  const { browser, pageOrigin } = await openWorld()
  for (const path of ['/', '/.clearway/sign-in']) {
    const answer = await browser().get(pageOrigin + path, { kind: 'background' })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([401, 'session/missing'])
    expect(answer.header('location')).toBeUndefined()
    expect(answer.headerValues('set-cookie')).toEqual([])
  }
})

test('a page that the browser fetches ahead of a click begins no sign-in', async () => {
  const { browser, pageOrigin } = await openWorld()
  const answer = await browser().get(`${pageOrigin}/`, {
    kind: 'navigation',
    headers: { 'sec-purpose': 'prefetch' },
  })
  expect([answer.status, answer.header('clearway-problem')]).toEqual([401, 'session/missing'])
  expect(answer.headerValues('set-cookie')).toEqual([])
})

test('whoever is signed in at the provider passes through without a page', async () => {
  const { signIn, browser, pageOrigin, advance, events } = await openWorld()
  const ada = browser()
  await signIn(ada)
  advance(11 * 60_000)
  const answer = await ada.get(`${pageOrigin}/later`, { kind: 'navigation' })
  expect([answer.status, answer.url]).toEqual([200, `${pageOrigin}/later`])
  expect(events.filter(({ type }) => type === 'code-issued')).toEqual([
    expect.objectContaining({ silent: false }),
    expect.objectContaining({ silent: true }),
  ])
})

test('another account can be picked by whoever is signed in', async () => {
  const { signIn, browser, pageOrigin } = await openWorld()
  const guest = browser()
  expect((await signIn(guest, 'guest')).status).toBe(403)
  const answer = await signIn(guest, 'ada', `${pageOrigin}/.clearway/sign-in?account=other`)
  expect([answer.status, answer.url]).toEqual([200, `${pageOrigin}/`])
})

test('each sign-in makes a new session, and ends the one that the browser had', async () => {
  const { signIn, browser, pageOrigin } = await openWorld()
  const ada = browser()
  await signIn(ada)
  const before = ada.cookies.header(new URL(pageOrigin), { kind: 'navigation', method: 'GET' })
  await signIn(ada, 'grace', `${pageOrigin}/.clearway/sign-in?account=other`)
  const after = ada.cookies.header(new URL(pageOrigin), { kind: 'navigation', method: 'GET' })

  const ask = async (cookie: string): Promise<unknown> => {
    const answer = await request(`${pageOrigin}/.clearway/session`, { headers: { cookie } })
    return answer.status === 200 ? answer.json() : answer.header('clearway-problem')
  }
  expect(await ask(before)).toBe('session/expired')
  expect(await ask(after)).toMatchObject({ user: { username: 'grace@contoso.onmicrosoft.com' } })
})

test('an address too long to be carried through the provider leads back to the start of the application', async () => {
  const { signIn, browser, pageOrigin } = await openWorld()
  const answer = await signIn(browser(), 'ada', `${pageOrigin}/report?ids=${'1'.repeat(7_000)}`)
  expect([answer.status, answer.url]).toEqual([200, `${pageOrigin}/`])
})

test('a browser that does not keep the session cookie is told so instead of going round in circles', async () => {
  const { browser, pageOrigin } = await openWorld()
  const forgetful = browser()
  const once = async (): Promise<ReturnType<typeof forgetful.get>> => {
    const kept = forgetful.cookies
      .header(new URL(pageOrigin), { kind: 'navigation', method: 'GET' })
      .split('; ')
      .find((pair) => pair.startsWith('__Host-clearway-browser='))
    forgetful.cookies.clear()
    if (kept !== undefined) {
      forgetful.cookies.set(`${kept}; Path=/; Secure`, new URL(pageOrigin), {
        kind: 'navigation',
        method: 'GET',
      })
    }
    return forgetful.get(`${pageOrigin}/`, { kind: 'navigation' })
  }
  for (let round = 0; round < 4; round += 1) {
    const { url } = await pickAccount(await once())
    expect((await forgetful.get(url.href, { kind: 'navigation' })).status).toBe(200)
  }
  const answer = await once()
  expect([answer.status, answer.header('clearway-problem')]).toEqual([400, 'sign-in/cookie-not-kept'])
})
