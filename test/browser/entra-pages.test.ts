import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startEntra, type Directory, type Entra } from '@clearway/entra'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium, type Chromium } from '../support/chromium.ts'

const tenant = '00000001-0000-4000-8000-000000000000'
const app = '00000031-0000-4000-8000-000000000000'

/** What the application's own server was asked for. */
const visits: string[] = []
let application: Server
let origin: string
let entra: Entra
let browser: Chromium

beforeAll(async () => {
  application = createServer((request, response) => {
    visits.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>The application</title>')
  })
  application.listen(0, '127.0.0.1')
  await once(application, 'listening')
  origin = `http://app.localhost:${(application.address() as AddressInfo).port}`
  const directory: Directory = {
    tenants: [
      {
        id: tenant,
        domain: 'contoso.onmicrosoft.com',
        displayName: 'Contoso',
        oauth2PermissionGrants: [],
        users: [
          {
            id: '00000021-0000-4000-8000-000000000000',
            userPrincipalName: 'ada@contoso.onmicrosoft.com',
            displayName: 'Ada Lovelace',
            passwordProfile: { password: 'right' },
          },
        ],
        applications: [
          {
            appId: app,
            displayName: 'The application',
            web: { redirectUris: [`${origin}/back`], logoutUrl: `${origin}/bye` },
          },
        ],
      },
    ],
  }
  entra = await startEntra({ directory })
  browser = await launchChromium({ thirdPartyCookies: 'blocked' })
})

afterAll(async () => {
  await browser?.close()
  await entra?.close()
  application?.closeAllConnections()
  application?.close()
})

const address = (endpoint: string, parameters: Record<string, string>): string =>
  `${entra.origin}/${tenant}/oauth2/v2.0/${endpoint}?${new URLSearchParams(parameters).toString()}`

const authorize = (): string =>
  address('authorize', {
    client_id: app,
    redirect_uri: `${origin}/back`,
    response_type: 'code',
    scope: 'openid profile',
    // Consent outlives the test that gave it.
    prompt: 'consent',
  })

const logout = (): string => address('logout', { post_logout_redirect_uri: `${origin}/back`, state: 'out' })

const isThere = (page: Page, id: string): Promise<unknown> => page.waitForSelector(id)

/** Signs in as a browser test of Entra's own page does. */
async function signIn(page: Page): Promise<void> {
  await page.goto(authorize())
  await page.fill('#i0116', 'ada@contoso.onmicrosoft.com')
  await page.click('#idSIButton9')
  await page.fill('#i0118', 'right')
  await page.click('#idSIButton9')
  await page.waitForSelector('text=Permissions requested')
  await page.click('#idSIButton9')
  await page.waitForURL(`${origin}/back?code=*`)
}

async function newContext(options: { javaScriptEnabled: boolean }): Promise<BrowserContext> {
  const context = await browser.context.browser()?.newContext(options)
  if (context === undefined) throw new Error('this Chromium makes no further contexts')
  return context
}

test('the pages are used by the keyboard alone: Enter goes on, and an error is said beside its field', async () => {
  const page = await browser.newPage()
  await page.goto(authorize())
  await page.focus('#i0116')
  await page.keyboard.type('ada@contoso.onmicrosoft.com')
  await page.keyboard.press('Enter')
  await isThere(page, '#i0118:focus')
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await isThere(page, '#passwordError')
  expect(await page.getByRole('alert').textContent()).toContain('AADSTS50126')
  expect(await page.locator('#i0118').getAttribute('aria-invalid')).toBe('true')
  await page.keyboard.press('Tab')
  await isThere(page, '#idSIButton9:focus')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await isThere(page, '#i0116')
  await page.close()
})

test.each([true, false])(
  'with script (%s), sign-out tells the application, and goes on to it',
  async (script) => {
    const context = await newContext({ javaScriptEnabled: script })
    const page = await context.newPage()
    await signIn(page)
    visits.length = 0
    await page.goto(logout(), { waitUntil: 'commit' })
    await page.waitForURL(`${origin}/back?state=out`)
    const bye = visits.find((url) => url.startsWith('/bye?'))
    expect([...new URL(bye ?? '', origin).searchParams.keys()]).toEqual(['iss', 'sid'])
    await context.close()
  },
)

test('nothing on the pages is wider than a small phone', async () => {
  const page = await browser.newPage()
  await page.setViewportSize({ width: 320, height: 560 })
  await page.goto(authorize())
  const overflow = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(await overflow()).toBe(0)
  await page.goto(authorize().replace('back', 'x'.repeat(200)))
  expect(await page.textContent('.error')).toContain('AADSTS50011')
  expect(await overflow()).toBe(0)
  await page.close()
})
