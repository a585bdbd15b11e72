import { afterEach, expect, it } from 'vitest'

import { consoleErrors, launchChromium, type Chromium } from './chromium.ts'
import { startUpstream, type Upstream } from './upstream.ts'

let browser: Chromium | undefined
let server: Upstream | undefined
afterEach(async () => {
  await browser?.close()
  await server?.close()
  browser = undefined
  server = undefined
})

it.each([
  ['blocked', 'none'],
  ['allowed', 'third=party'],
] as const)(
  'with third-party cookies %s, a call to another site brings %s',
  async (thirdPartyCookies, expected) => {
    const upstream = (server = await startUpstream((request, response) => {
      response.setHeader('access-control-allow-origin', request.headers.origin ?? '*')
      response.setHeader('access-control-allow-credentials', 'true')
      response.setHeader('set-cookie', 'third=party; SameSite=None; Secure')
      response.end(request.headers.cookie ?? 'none')
    }))
    browser = await launchChromium({ thirdPartyCookies })
    const page = await browser.newPage()
    await page.goto(`http://other.localhost:${upstream.port}/`)
    await page.goto(`http://page.localhost:${upstream.port}/`)

    const seen = await page.evaluate(
      async (url) => (await fetch(url, { credentials: 'include' })).text(),
      `http://other.localhost:${upstream.port}/call`,
    )
    expect(seen).toBe(expected)
  },
)

it('collects what the console says about a call that CORS has blocked', async () => {
  const upstream = (server = await startUpstream())
  browser = await launchChromium({ thirdPartyCookies: 'blocked' })
  const page = await browser.newPage()
  const errors = consoleErrors(page)
  await page.goto(`http://page.localhost:${upstream.port}/`)

  const url = `http://other.localhost:${upstream.port}/call`
  const told = page.waitForEvent('console', (message) => message.text().startsWith('Access to fetch'))
  const name = await page.evaluate((url) => fetch(url).catch((error: Error) => error.name), url)
  await told
  expect(name).toBe('TypeError')
  expect(errors).toContain(
    `Access to fetch at '${url}' from origin 'http://page.localhost:${upstream.port}' has been blocked by CORS ` +
      "policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  )
})

it('says what is missing when there is no Chromium', async () => {
  const named = process.env['CLEARWAY_CHROMIUM']
  process.env['CLEARWAY_CHROMIUM'] = '/nowhere/chromium'
  try {
    await expect(launchChromium({ thirdPartyCookies: 'blocked' })).rejects.toThrow(
      'Chromium is missing: CLEARWAY_CHROMIUM names /nowhere/chromium, which does not exist',
    )
  } finally {
    if (named === undefined) delete process.env['CLEARWAY_CHROMIUM']
    else process.env['CLEARWAY_CHROMIUM'] = named
  }
})
