import type { ServerResponse } from 'node:http'

import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { launchChromium, type Chromium } from '../../../test/support/chromium.ts'
import { startUpstream, type Upstream } from '../../../test/support/upstream.ts'
import type { InternalApp } from '../internal-app.ts'
import { startContactsPage } from './start-contacts-page.ts'

let browser: Chromium
let server: InternalApp
let api: Upstream
let page: Page

type Answer = [status: number, type: string, body: string]
const contacts: Answer = [
  200,
  'application/json',
  JSON.stringify([{ name: 'Adele <b>Vance', email: 'a@x.example' }]),
]
const problem = (members: object): Answer => [401, 'application/problem+json', JSON.stringify(members)]
let answer: Answer

beforeAll(async () => {
  browser = await launchChromium({ thirdPartyCookies: 'blocked' })
})
afterAll(() => browser.close())

beforeEach(async () => {
  answer = contacts
  api = await startUpstream((request, response) => {
    allowAny(response, request.headers.origin)
    const [status, type, body] = answer
    if (request.method === 'OPTIONS') response.writeHead(204).end()
    else if (request.url === '/reports/monthly') response.end('<report/>')
    else
      response
        .writeHead(request.method === 'POST' && status === 200 ? 201 : status, { 'content-type': type })
        .end(body)
  })
  server = await startContactsPage({ apiUrl: api.url, olderServiceUrl: api.url })
  page = await browser.newPage()
})
afterEach(async () => {
  await page.close()
  await server.close()
  await api.close()
})

function allowAny(response: ServerResponse, origin = ''): void {
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-credentials', 'true')
  response.setHeader('access-control-allow-headers', 'content-type')
}
const text = (id: string): Promise<string | null> => page.locator(`#${id}`).textContent()
/** Opens the page and waits for its first call. */
async function open(): Promise<void> {
  await page.goto(server.url)
  await settled()
}
/** Waits until so many calls have been counted. */
async function settled(calls = 1): Promise<void> {
  await page.waitForFunction(
    (calls) =>
      ['ok-count', 'failed-count']
        .map((id) => Number(document.getElementById(id)?.textContent))
        .reduce((one, other) => one + other) >= calls,
    calls,
  )
}

it('lists the contacts as text', async () => {
  await open()
  await page.locator('#contacts li').waitFor()
  expect(await page.locator('#contacts li').allInnerTexts()).toEqual(['Adele <b>Vance\na@x.example'])
  expect([await text('ok-count'), await text('failed-count'), await text('last-status')]).toEqual([
    '1',
    '0',
    '200',
  ])
  expect(await page.locator('#problem').isVisible()).toBe(false)
})

it('adds a contact as JSON, and lists them again', async () => {
  await open()
  await page.fill('#name', 'Ada')
  await page.fill('#email', 'ada@x.example')
  answer = [200, 'application/json', '[]']
  await page.click('#add')
  await settled(3)
  const calls = api.requests.map(({ method, url }) => `${method} ${url}`)
  expect(calls).toEqual(['GET /contacts', 'OPTIONS /contacts', 'POST /contacts', 'GET /contacts'])
  expect(JSON.parse(String(api.requests[2]?.body))).toEqual({ name: 'Ada', email: 'ada@x.example' })
  await page.waitForFunction(() => document.querySelectorAll('#contacts li').length === 0)
  expect(await page.locator('#name').inputValue()).toBe('')
})

describe('who is signed in', () => {
  const account = { sessionUrl: '/session', signOutUrl: '/sign-out' }
  const ada = { user: { name: 'Ada <b>Lovelace', username: 'ada@x.example' } }
  beforeEach(async () => {
    await server.close()
    server = await startContactsPage({ apiUrl: api.url, olderServiceUrl: api.url, account })
  })

  it('stands at the top as text, with a way to sign out', async () => {
    await page.route('**/session', (route) => route.fulfill({ json: ada }))
    await open()
    await page.locator('#account').waitFor()
    expect(await page.locator('#account p').innerText()).toBe('Signed in as Ada <b>Lovelace\nada@x.example')
    expect(await page.getByRole('link', { name: 'Sign out' }).getAttribute('href')).toBe('/sign-out')
    expect(await text('ok-count')).toBe('1')
  })

  it('goes when a call answers 401, and comes back with the next that succeeds', async () => {
    await page.route('**/session', (route) => route.fulfill({ json: ada }))
    await open()
    await page.locator('#account').waitFor()
    answer = problem({ title: 'Sign in first' })
    await page.fill('#name', 'Ada')
    await page.fill('#email', 'ada@x.example')
    await page.click('#add')
    await page.locator('#account').waitFor({ state: 'hidden' })
    answer = contacts
    await page.click('#add')
    await page.locator('#account').waitFor()
  })

  it.each([401, 404, 500])('is left out when the answer is %i', async (status) => {
    const asked = page.waitForResponse('**/session')
    await page.route('**/session', (route) => route.fulfill({ status, json: ada }))
    await open()
    await (await asked).finished()
    expect(await page.locator('#account').isVisible()).toBe(false)
    expect(await page.locator('#problem').isVisible()).toBe(false)
  })
})

it('calls every second while the switch is on', async () => {
  await page.clock.install()
  await open()
  await page.check('#every-second')
  await page.clock.runFor(1)
  await settled(2)
  for (let calls = 3; calls < 6; calls += 1) {
    await page.clock.runFor(1000)
    await settled(calls)
  }
  expect(await text('ok-count')).toBe('5')
  await page.uncheck('#every-second')
  await page.clock.runFor(5000)
  expect(api.requests).toHaveLength(5)
})

describe('a call that fails', () => {
  it('with 401 and problem details shows title, detail, code and the way to sign in', async () => {
    const signIn = 'http://sign-in.test/?to=x'
    answer = problem({
      title: 'Your session has ended',
      detail: 'It lived for 8 hours.',
      code: 'session/expired',
      signIn,
    })
    await open()
    expect(await page.getByRole('alert').innerText()).toMatch(
      /^Your session has ended\s+It lived for 8 hours\.\s+Sign in\s+session\/expired$/,
    )
    expect(await page.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe(signIn)
    expect([await text('ok-count'), await text('failed-count'), await text('last-status')]).toEqual([
      '0',
      '1',
      '401',
    ])
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', '/relative', 7])(
    'makes no link of %j',
    async (signIn) => {
      answer = problem({ title: 'Sign in first', signIn })
      await open()
      expect(await text('problem-title')).toBe('Sign in first')
      expect(await page.locator('#sign-in').isVisible()).toBe(false)
      expect(await page.locator('#sign-in').getAttribute('href')).toBeNull()
    },
  )

  it.each<[Answer, string]>([
    [[500, 'text/html', '<h1>Oops</h1>'], 'The answer was 500 Internal Server Error'],
    [[401, 'application/problem+json', 'no JSON'], 'The answer was 401 Unauthorized'],
    [[403, 'application/problem+json', 'null'], 'The answer was 403 Forbidden'],
    [[400, 'application/json', '{"title":"not a problem"}'], 'The answer was 400 Bad Request'],
    [[200, 'text/html', '<h1>Sign in</h1>'], 'The answer is not JSON'],
  ])('shows what it knows of %j', async (bad, title) => {
    answer = bad
    await open()
    expect(await text('problem-title')).toBe(title)
    expect(await text('last-status')).toBe(String(bad[0]))
    expect(await text('failed-count')).toBe('1')
  })

  it('without an answer says that the browser gave no reason, and where it stands', async () => {
    await api.close()
    await open()
    expect(await text('problem-title')).toBe('The browser gave this page no reason')
    expect(await text('problem-detail')).toBe(
      `The call to ${api.url}/contacts failed before the page could read an answer. For the cause, see the console.`,
    )
    expect(await text('problem-code')).toBe('TypeError')
    expect(await text('last-status')).toBe('no answer')
  })

  it('is forgotten when the next one succeeds', async () => {
    answer = problem({ title: 'Sign in first', signIn: 'http://sign-in.test/' })
    await open()
    answer = contacts
    await page.click('#older')
    await settled(2)
    expect(await page.locator('#problem').isVisible()).toBe(false)
    expect(await page.locator('#older-answer').innerText()).toBe('<report/>')
  })
})

it.each(['light', 'dark'] as const)(
  'fits a narrow phone, without sideways scrolling (%s)',
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 320, height: 640 })
    await server.close()
    const account = { sessionUrl: '/session', signOutUrl: '/sign-out' }
    server = await startContactsPage({ apiUrl: api.url, olderServiceUrl: api.url, account })
    const user = { name: 'n'.repeat(60), username: 'u'.repeat(60) }
    await page.route('**/session', (route) => route.fulfill({ json: { user } }))
    answer = problem({ title: 'x'.repeat(60), detail: 'y'.repeat(60), code: 'z/'.repeat(40) })
    await open()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    answer = contacts
    await page.click('#older')
    await page.locator('#account').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  },
)
