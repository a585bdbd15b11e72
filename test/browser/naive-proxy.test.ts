import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createKeys, startEntra } from '@clearway/entra'
import { startContactsApi, startContactsPage } from '@clearway/examples'

import { consoleErrors, launchChromium, type Chromium } from '../support/chromium.ts'
import { startNaiveCookieProxy, type NaiveCookieProxy } from '../support/naive-cookie-proxy.ts'

const keys = await createKeys()
const closers: (() => Promise<void>)[] = []
let browser: Chromium
let page: Page
let errors: readonly string[]
let proxy: NaiveCookieProxy
let pageOrigin: string
let seenByApi: string[]

beforeEach(async () => {
  browser = await keep(launchChromium({ thirdPartyCookies: 'blocked' }))
  page = await browser.newPage()
  errors = consoleErrors(page)
})
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function keep<T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> {
  const started = await starting
  closers.push(() => started.close())
  return started
}

const domain = 'contoso.onmicrosoft.com'
const tenantId = '7b1c9d4e-52f0-4a3b-9c6d-8e1f2a3b4c5d'
const appId = '3f6a1b2c-9d8e-4f70-a1b2-c3d4e5f60718'

/** Publishes the API behind the proxy, serves the page on an origin of its own, and signs in. */
async function publish(corsOn: 'proxied' | 'all'): Promise<void> {
  seenByApi = []
  const api = await keep(
    startContactsApi({ onRequest: ({ method, url }) => seenByApi.push(`${method} ${url}`) }),
  )
  const web = { redirectUris: ['http://api.clearway.localhost/signin-oidc'] }
  const directory = {
    tenants: [
      {
        id: tenantId,
        domain,
        displayName: 'Contoso',
        applications: [{ appId, displayName: 'Contacts', web }],
      },
    ],
  }
  const provider = await keep(startEntra({ directory, keys }))
  const settings = {
    authorizeUrl: `${provider.origin}/${domain}/oauth2/v2.0/authorize`,
    clientId: appId,
    internalUrl: api.url,
    allowedOrigin: '',
    hostname: 'api.clearway.localhost',
    corsOn,
  }
  proxy = await keep(startNaiveCookieProxy(settings))
  web.redirectUris = [`${proxy.origin}/signin-oidc`]
  const contactsPage = await keep(startContactsPage({ apiUrl: proxy.origin, olderServiceUrl: proxy.origin }))
  pageOrigin = `http://contacts.clearway.localhost:${contactsPage.port}`
  settings.allowedOrigin = pageOrigin
  await page.goto(`${proxy.origin}/signin-oidc`)
}

/** Opens the page, and waits until it shows the contacts. */
async function openPage(): Promise<void> {
  await page.goto(pageOrigin)
  await page.locator('#contacts li').nth(2).waitFor()
}

/** What the console says about CORS while something happens. */
async function blocked(action: () => Promise<unknown>): Promise<string> {
  const message = page.waitForEvent('console', (message) => message.text().includes('blocked by CORS policy'))
  await action()
  return (await message).text()
}

/** Calls with XMLHttpRequest, with cookies, and gives the status that the page sees. */
function callWithXhr(url: string): Promise<number> {
  return page.evaluate(
    (url) =>
      new Promise<number>((resolve) => {
        const call = new XMLHttpRequest()
        call.open('GET', url)
        call.withCredentials = true
        call.onloadend = () => resolve(call.status)
        call.send()
      }),
    url,
  )
}

const missing = "No 'Access-Control-Allow-Origin' header is present on the requested resource."
/** The parameters of Example 1, in its order. */
const parameters = ['client_id', 'redirect_uri', 'response_type', 'scope', 'response_mode', 'nonce', 'state']

describe.each(['proxied', 'all'] as const)('a cookie proxy with CORS headers on %s answers', (corsOn) => {
  it('lets the page call its API while the session lives', async () => {
    await publish(corsOn)
    await openPage()
    expect(await page.locator('#contacts li').count()).toBe(3)
    expect(await page.textContent('#last-status')).toBe('200')
    expect(seenByApi).toContain('GET /contacts')
    expect(errors.filter((text) => text.includes('CORS'))).toEqual([])
  })

  it('gives an open page no reason once the session has ended', async () => {
    await publish(corsOn)
    await openPage()
    proxy.expireSessions()
    await blocked(() => page.check('#every-second'))
    await page.locator('#problem').waitFor()
    expect(await page.textContent('#problem-title')).toBe('The browser gave this page no reason')
    expect(await page.textContent('#problem-code')).toBe('TypeError')
    expect(await page.textContent('#last-status')).toBe('no answer')
    expect(seenByApi.filter((call) => call === 'GET /contacts')).toHaveLength(1)
  })

  it('redirects preflights, which never carry a cookie, so that no POST of JSON ever passes', async () => {
    await publish(corsOn)
    await openPage()
    await page.fill('#name', 'Ada')
    await page.fill('#email', 'ada@contoso.example')
    const message = await blocked(() => page.click('#add'))
    expect(message).toBe(
      `Access to fetch at '${proxy.origin}/contacts' from origin '${pageOrigin}' has been blocked by CORS policy: ` +
        "Response to preflight request doesn't pass access control check: " +
        'Redirect is not allowed for a preflight request.',
    )
    expect(seenByApi).not.toContain('POST /contacts')
  })
})

describe('once the session has ended, the console names', () => {
  it('the proxy, when its redirect has no CORS header: a redirect must pass the check itself', async () => {
    await publish('proxied')
    proxy.expireSessions()
    expect(await blocked(() => page.goto(pageOrigin))).toBe(
      `Access to fetch at '${proxy.origin}/contacts' from origin '${pageOrigin}' has been blocked by CORS policy: ${missing}`,
    )
  })

  it('the provider, when the redirect passes: Example 1, with fetch', async () => {
    await publish('all')
    proxy.expireSessions()
    const message = await blocked(() => page.goto(pageOrigin))
    const authorize = proxy.signInRedirects.at(-1) ?? ''
    expect([...new URL(authorize).searchParams.keys()]).toEqual(parameters)
    expect(message).toBe(
      `Access to fetch at '${authorize}' (redirected from '${proxy.origin}/contacts') from origin '${pageOrigin}' ` +
        `has been blocked by CORS policy: ${missing}`,
    )
  })

  it('the provider: Example 1 word for word, with XMLHttpRequest, which sees status 0', async () => {
    await publish('all')
    await openPage()
    proxy.expireSessions()
    let status: number | undefined
    const message = await blocked(async () => {
      status = await callWithXhr(`${proxy.origin}/contacts`)
    })
    expect(status).toBe(0)
    expect(message).toBe(
      `Access to XMLHttpRequest at '${proxy.signInRedirects.at(-1)}' (redirected from '${proxy.origin}/contacts') ` +
        `from origin '${pageOrigin}' has been blocked by CORS policy: ${missing}`,
    )
  })

  it('the provider, whatever headers the redirect has, when page and API are of one origin', async () => {
    await publish('proxied')
    proxy.expireSessions()
    // Signing in ended at "/" on the proxy's own origin, which is the page here.
    const message = await blocked(() => callWithXhr('/contacts'))
    // Chromium may ask for the proxy's icon at the same moment, and is redirected too.
    expect(
      proxy.signInRedirects.map(
        (authorize) =>
          `Access to XMLHttpRequest at '${authorize}' (redirected from '${proxy.origin}/contacts') ` +
          `from origin '${proxy.origin}' has been blocked by CORS policy: ${missing}`,
      ),
    ).toContain(message)
  })
})
