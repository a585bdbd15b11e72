import { readFileSync } from 'node:fs'
import type { EntraEvent } from '@clearway/entra'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startLab, type Lab } from '../../packages/clearway/src/lab/start-lab.ts'
import { consoleErrors, launchChromium, type Chromium } from '../support/chromium.ts'

const tokenSeconds = 60

let ahead = 0
const events: EntraEvent[] = []
let lab: Lab
let browser: Chromium

beforeAll(async () => {
  lab = await startLab({
    port: 0,
    entraPort: 0,
    adminPort: 0,
    galleryPort: 0,
    tokenSeconds,
    sessionIdle: '10m',
    onEntraEvent: (event) => events.push(event),
    now: () => Date.now() + ahead,
  })
  browser = await launchChromium({ thirdPartyCookies: 'blocked' })
})

afterAll(async () => {
  await browser?.close()
  await lab?.stop()
})

const renewals = (): number =>
  events.filter((event) => event.type === 'tokens-issued' && event.grant === 'refresh_token').length

const count = async (page: Page, id: string): Promise<number> => Number(await page.locator(id).textContent())

/** Waits until the page has made so many more successful calls. */
const moreCalls = async (page: Page, more: number): Promise<void> => {
  const before = await count(page, '#ok-count')
  await page.waitForFunction(
    (target) => Number(document.querySelector('#ok-count')?.textContent) >= target,
    before + more,
  )
}

const openAsAda = async (where: Chromium = browser): Promise<Page> => {
  const page = await where.newPage()
  await page.goto(lab.urls.contacts)
  await page.getByRole('button', { name: /Ada Lovelace/ }).click()
  await page.locator('#contacts li').first().waitFor()
  return page
}

test('signing in by clicking, a page’s calls to another origin go on through three expiries, fail readably when the session ends, and go on after signing in again', async () => {
  const page = await openAsAda()
  const errors = consoleErrors(page)
  expect(page.url()).toBe(lab.urls.contacts)
  expect(await page.locator('#contacts li').count()).toBeGreaterThan(1)
  await page.locator('#account').getByText('Ada Lovelace').waitFor()

  await page.locator('#every-second').check()
  await moreCalls(page, 2)
  for (const renewed of [1, 2, 3]) {
    // The first two times the token is due ahead of its expiry, then it has already expired.
    ahead += (renewed < 3 ? tokenSeconds - 10 : tokenSeconds + 10) * 1000
    await moreCalls(page, 3)
    expect(renewals()).toBe(renewed)
  }
  expect(await count(page, '#failed-count')).toBe(0)
  expect(errors).toEqual([])

  ahead += 11 * 60_000
  await page.locator('#sign-in').waitFor()
  await page.locator('#every-second').uncheck()
  expect(await page.locator('#last-status').textContent()).toBe('401')
  expect(await page.locator('#problem-code').textContent()).toBe('session/expired')
  expect(await page.locator('#account').isVisible()).toBe(false)
  expect(errors.join('\n')).not.toContain('blocked by CORS policy')
  const read = await page.evaluate(async (api) => {
    const answer = await fetch(api, { credentials: 'include' })
    const problem = (await answer.json()) as { signIn: string }
    return { status: answer.status, code: answer.headers.get('Clearway-Problem'), signIn: problem.signIn }
  }, lab.urls.api)
  expect(read).toEqual({
    status: 401,
    code: 'session/expired',
    signIn: `${new URL(lab.urls.api).origin}/.clearway/sign-in?returnTo=${encodeURIComponent(lab.urls.contacts)}`,
  })

  await page.locator('#sign-in').click()
  await page.waitForURL(lab.urls.contacts)
  await page.locator('#contacts li').first().waitFor()
  expect(await page.locator('#last-status').textContent()).toBe('200')
})

test('a call with a preflight adds a contact', async () => {
  const page = await browser.newPage()
  await page.goto(lab.urls.contacts)
  await page.locator('#contacts li').first().waitFor()
  await page.locator('#name').fill('Grace Hopper')
  await page.locator('#email').fill('grace@contoso.example')
  await page.locator('#add').click()
  await page.getByText('grace@contoso.example').waitFor()
})

test('the gallery breaks what it says also for who has signed in to the lab, and captures nothing of that session', async () => {
  const page = await browser.newPage()
  await page.goto(`${lab.urls.gallery}#expired-sign-in`)
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Break it' }).click()
  await opened
  const broken = page.getByRole('region', { name: 'Broken' })
  await broken.getByText('The doctor finds the cause.').waitFor()
  const downloaded = page.waitForEvent('download')
  await broken.getByRole('button', { name: 'Download the HAR' }).click()
  const capture = readFileSync(await (await downloaded).path(), 'utf8')
  expect(capture).toContain('/oauth2/v2.0/authorize')
  expect(capture).not.toContain('__Secure-clearway-')
})

test('the older service beside the API, which knows nothing of CORS, is readable too', async () => {
  const page = await browser.newPage()
  await page.goto(lab.urls.contacts)
  await page.locator('#older').click()
  await page.locator('#older-answer').waitFor()
  expect(await page.locator('#older-answer').textContent()).toContain('<')
})

test('a background call without a session begins no sign-in', async () => {
  const other = await launchChromium({ thirdPartyCookies: 'blocked' })
  try {
    const page = await openAsAda(other)
    await other.context.clearCookies()
    const codes = await page.evaluate(async (api) => {
      const calls = Array.from({ length: 5 }, () => fetch(api, { credentials: 'include' }))
      return (await Promise.all(calls)).map(
        ({ status, headers }) => `${status} ${headers.get('Clearway-Problem')}`,
      )
    }, lab.urls.api)
    expect(new Set(codes)).toEqual(new Set(['401 session/missing']))
    expect(await other.context.cookies()).toEqual([])
  } finally {
    await other.close()
  }
})

test('who is signed in but not allowed is told so, and can pick another account', async () => {
  const page = await browser.newPage()
  await page.goto(lab.urls.finance)
  expect(await page.locator('main').textContent()).toContain('ada@contoso.onmicrosoft.com')
  await page.getByRole('link', { name: 'Use another account' }).click()
  await page.getByRole('button', { name: /Grace Hopper/ }).click()
  await page.waitForURL(`${lab.urls.finance}monthly`)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Monthly report')
  expect(await page.getByRole('row', { name: 'West 540 44' }).count()).toBe(1)
})

test('signing out ends the session here, and the sign-in of that account at the provider', async () => {
  const page = await browser.newPage()
  // Grace signed in to the one, Ada to the other: who is left at the provider is signed in without a question.
  await page.goto(`${new URL(lab.urls.finance).origin}/.clearway/sign-out`)
  await page.getByText('You are signed out').waitFor()
  await page.goto(lab.urls.contacts)
  await page.getByRole('link', { name: 'Sign out' }).click()
  await page.getByText('You are signed out').waitFor()
  await page.goto(lab.urls.contacts)
  await page.getByRole('button', { name: /Ada Lovelace/ }).waitFor()
})
