import { describe, expect, test } from 'vitest'
import { contoso } from '../../packages/clearway/src/lab/directory.ts'
import type { BrowserLike } from '../support/browser-like.ts'
import type { Answer } from '../support/http-client.ts'
import type { World } from '../support/world.ts'
import { openWorld, shareWorld } from './open-world.ts'
import { cancelSignIn, deliver, pickAccount, type ProviderAnswer } from './pick-account.ts'

const minute = 60_000

const begin = async (
  world: World,
  user = 'ada',
): Promise<{ readonly browser: BrowserLike; readonly answer: ProviderAnswer }> => {
  const browser = world.browser()
  const offered = await browser.get(`${world.pageOrigin}/`, { kind: 'navigation' })
  return { browser, answer: await pickAccount(offered, user) }
}

/** The problem, as a page for a person; nobody is signed in by it. */
const expectRefused = async (
  { pageOrigin }: World,
  browser: BrowserLike,
  answer: Answer,
  status: number,
  code: string,
): Promise<void> => {
  expect([answer.status, answer.header('clearway-problem')]).toEqual([status, code])
  expect(answer.header('content-type')).toBe('text/html; charset=utf-8')
  expect(answer.header('cache-control')).toBe('no-store')
  expect(answer.headerValues('set-cookie')).toEqual([])
  expect((await browser.get(`${pageOrigin}/.clearway/session`, { kind: 'background' })).status).toBe(401)
}

describe('an answer is refused', () => {
  const shared = shareWorld()

  test.each<[string, string, (search: URLSearchParams) => void]>([
    ['without a state', 'sign-in/state-missing', (search) => search.delete('state')],
    ['with an empty state', 'sign-in/state-missing', (search) => search.set('state', '')],
    ['without code or error', 'sign-in/response-malformed', (search) => search.delete('code')],
    ['with two states', 'sign-in/response-malformed', (search) => search.append('state', 'x')],
    ['with two codes', 'sign-in/response-malformed', (search) => search.append('code', 'x')],
    [
      'with a code and two errors',
      'sign-in/response-malformed',
      (search) => {
        search.append('error', 'a')
        search.append('error', 'b')
      },
    ],
    [
      'with a state of somebody’s making',
      'sign-in/state-invalid',
      (search) => search.set('state', 'A'.repeat(400)),
    ],
    ['with a state of other letters', 'sign-in/state-invalid', (search) => search.set('state', '¿state?')],
    ['with an endless state', 'sign-in/state-invalid', (search) => search.set('state', 'A'.repeat(7_000))],
    [
      'with a state changed in one place',
      'sign-in/state-invalid',
      (search) => {
        const state = search.get('state') ?? ''
        const at = Math.floor(state.length / 2)
        search.set('state', state.slice(0, at) + (state[at] === 'A' ? 'B' : 'A') + state.slice(at + 1))
      },
    ],
    [
      'with a code that the provider does not know',
      'sign-in/code-rejected',
      (search) => search.set('code', 'nobody-issued-this'),
    ],
  ])('%s: %s', async (_what, code, change) => {
    const world = shared()
    const { browser, answer } = await begin(world)
    change(answer.parameters)
    await expectRefused(world, browser, await deliver(browser, answer), 400, code)
  })

  test('in another browser than the one that began', async () => {
    const world = await openWorld()
    const { answer } = await begin(world)
    const { browser: other } = await begin(world)
    for (const browser of [other, world.browser()]) {
      await expectRefused(world, browser, await deliver(browser, answer), 400, 'sign-in/state-invalid')
    }
    expect(world.grants('authorization_code')).toBe(0)
  })

  test('at another origin of the application than the one that began', async () => {
    const world = await openWorld()
    const { browser, answer } = await begin(world)
    await browser.get(`${world.apiOrigin}/`, { kind: 'navigation' })
    const moved = new URL(answer.url.pathname + answer.url.search, world.apiOrigin)
    const refused = await deliver(browser, { ...answer, url: moved })
    await expectRefused(world, browser, refused, 400, 'sign-in/state-invalid')
  })

  test('an hour after the sign-in was begun', async () => {
    const world = await openWorld()
    const { browser, answer } = await begin(world)
    const cookies = browser.cookies.header(answer.url, { kind: 'navigation', method: 'GET' })
    world.advance(60 * minute)
    // The browser’s cookie has ended with it; whoever kept it by other means gains nothing.
    browser.cookies.set(`${cookies}; Path=/; Secure`, answer.url, { kind: 'navigation', method: 'GET' })
    await expectRefused(world, browser, await deliver(browser, answer), 400, 'sign-in/state-expired')
    await expectRefused(
      world,
      world.browser(),
      await deliver(world.browser(), answer),
      400,
      'sign-in/state-expired',
    )
  })

  test('with a code that has expired, in the provider’s words', async () => {
    const world = await openWorld()
    const { browser, answer } = await begin(world)
    world.advance(10 * minute)
    const refused = await deliver(browser, answer)
    await expectRefused(world, browser, refused, 400, 'sign-in/code-rejected')
    expect(refused.text()).toContain('AADSTS70008')
    expect(refused.text()).not.toContain(answer.parameters.get('code'))
  })

  test('a second time, once the session of the first has ended', async () => {
    const world = await openWorld()
    const { browser, answer } = await begin(world)
    expect((await deliver(browser, answer)).status).toBe(303)
    await expectRefused(world, browser, await deliver(browser, answer), 400, 'sign-in/state-used')
    expect(world.grants('authorization_code')).toBe(1)
  })

  test('that was sent twice at once, one of the two times', async () => {
    const world = await openWorld()
    const { browser, answer } = await begin(world)
    const answers = await Promise.all([deliver(browser, answer), deliver(browser, answer)])
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 400]))
    expect(world.grants('authorization_code')).toBe(1)
  })

  test('as a form that is none, or too large for one', async () => {
    const world = await openWorld({ identity: '  responseMode: form_post' })
    const { browser, answer } = await begin(world)
    const post = (type: string, body: string): Promise<Answer> =>
      browser.visit(answer.url.href, {
        kind: 'navigation',
        method: 'POST',
        origin: world.entra.origin,
        headers: { 'content-type': type },
        body,
      })
    const form = 'application/x-www-form-urlencoded'
    for (const [type, body] of [
      ['application/json', '{}'],
      ['multipart/form-data; boundary=x', '--x--'],
      [form, `${answer.parameters}&more=${'x'.repeat(65_536)}`],
    ] as const) {
      await expectRefused(world, browser, await post(type, body), 400, 'sign-in/response-malformed')
    }
    await expectRefused(world, browser, await post(form, ''), 400, 'sign-in/state-missing')
    expect((await post(form, answer.parameters.toString())).status).toBe(200)
  })
})

describe('when the provider says no', () => {
  test('the person reads what it said', async () => {
    const world = await openWorld()
    const browser = world.browser()
    const cancelled = await cancelSignIn(await browser.get(`${world.pageOrigin}/`, { kind: 'navigation' }))
    const refused = await deliver(browser, cancelled)
    await expectRefused(world, browser, refused, 403, 'sign-in/provider-refused')
    expect(refused.text()).toContain('access_denied: AADSTS65004')
    expect(refused.text()).not.toContain('Trace ID')
  })

  test('what it said is text and never markup', async () => {
    const world = await openWorld()
    const { browser, answer } = await begin(world)
    answer.parameters.delete('code')
    answer.parameters.set('error', '<script>alert(1)</script>')
    answer.parameters.set('error_description', '"><img src=x onerror=alert(1)>\u0000\r\nSet-Cookie: a=b')
    const refused = await deliver(browser, answer)
    await expectRefused(world, browser, refused, 403, 'sign-in/provider-refused')
    expect(refused.text()).toContain('&lt;script&gt;')
    expect(refused.text()).not.toMatch(/<script|<img/)
  })

  test('nobody’s own state is needed for an error to be shown', async () => {
    const world = await openWorld()
    const forged = await world
      .browser()
      .get(
        `${world.pageOrigin}/.clearway/callback?state=forged&error=access_denied&error_description=pay+us`,
        {
          kind: 'navigation',
        },
      )
    await expectRefused(world, world.browser(), forged, 400, 'sign-in/state-invalid')
    expect(forged.text()).not.toContain('pay us')
  })
})

describe('when the provider is down', () => {
  test('a navigation is told so, with the time to try again', async () => {
    const world = await openWorld()
    await world.entra.close()
    const browser = world.browser()
    const refused = await browser.get(`${world.pageOrigin}/`, { kind: 'navigation' })
    await expectRefused(world, browser, refused, 503, 'sign-in/provider-unreachable')
    expect(refused.header('retry-after')).toBe('10')
    expect(refused.text()).not.toContain(String(world.entra.port))
    expect(world.logText()).toContain('ECONNREFUSED')
  })

  test('between the two halves of a sign-in, the second is told so', async () => {
    const world = await openWorld()
    const { browser, answer } = await begin(world)
    await world.entra.close()
    await expectRefused(world, browser, await deliver(browser, answer), 503, 'sign-in/provider-unreachable')
  })

  test('a background call without a session is still told that there is none', async () => {
    const world = await openWorld()
    await world.entra.close()
    const answer = await world.browser().get(`${world.pageOrigin}/`, { kind: 'background' })
    expect([answer.status, answer.header('clearway-problem')]).toEqual([401, 'session/missing'])
  })

  test('whoever is signed in works on, also past the end of their tokens', async () => {
    const world = await openWorld()
    const ada = world.browser()
    await world.signIn(ada)
    await world.entra.close()
    for (let minutes = 0; minutes < 54; minutes += 9) {
      world.advance(9 * minute)
      expect((await ada.get(`${world.pageOrigin}/`, { kind: 'navigation' })).status).toBe(200)
    }
  })
})

describe('of the tenants whose people may sign in', () => {
  test('the account’s is one', async () => {
    const world = await openWorld({ identity: `  tenants: [${contoso.tenant}]` })
    expect((await world.signIn(world.browser())).status).toBe(200)
  })

  test('the account’s is none: it is refused, and gets no session', async () => {
    const world = await openWorld({ identity: '  tenants: [00000000-0000-4000-8000-000000000001]' })
    const { browser, answer } = await begin(world)
    await expectRefused(world, browser, await deliver(browser, answer), 403, 'sign-in/tenant-not-allowed')
  })
})

describe('after signing in', () => {
  const shared = shareWorld()

  test.each([
    ['the start of the application', '', '/'],
    ['a path', '?returnTo=%2Fdeep%3Fx%3D1', '/deep?x=1'],
    ['an address', `?returnTo={page}%2Fdeep`, '/deep'],
  ])('the way leads to %s', async (_where, search, path) => {
    const world = shared()
    const start = `${world.pageOrigin}/.clearway/sign-in${search.replace('{page}', encodeURIComponent(world.pageOrigin))}`
    const answer = await world.signIn(world.browser(), 'ada', start)
    expect([answer.status, answer.url]).toEqual([200, world.pageOrigin + path])
  })

  test('the way leads to another origin of the application', async () => {
    const world = shared()
    const start = `${world.apiOrigin}/.clearway/sign-in?returnTo=${encodeURIComponent(`${world.pageOrigin}/`)}`
    expect((await world.signIn(world.browser(), 'ada', start)).url).toBe(`${world.pageOrigin}/`)
  })

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    'javascript:alert(1)',
    '/.clearway/sign-out',
    '/x/../.clearway/sign-out',
    'http://contacts.clearway.localhost/',
    'http://u:p@contacts.clearway.localhost:{port}/',
    ' /',
    '/\t/evil.example',
  ])('the way never leads to %j', async (address) => {
    const world = shared()
    const browser = world.browser()
    const returnTo = encodeURIComponent(address.replace('{port}', String(world.port)))
    const refused = await browser.get(`${world.pageOrigin}/.clearway/sign-in?returnTo=${returnTo}`, {
      kind: 'navigation',
    })
    await expectRefused(world, browser, refused, 400, 'sign-in/return-not-allowed')
  })
})
