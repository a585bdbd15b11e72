import { afterEach, expect, it } from 'vitest'

import type { InternalApp } from '../internal-app.ts'
import { startContactsPage } from './start-contacts-page.ts'

let page: InternalApp | undefined
afterEach(() => page?.close())

const olderServiceUrl = 'http://older.test'
async function start(apiUrl: string): Promise<string> {
  page = await startContactsPage({ apiUrl, olderServiceUrl })
  return page.url
}
function settingsIn(html: string): unknown {
  return JSON.parse(/<script type="application\/json" id="settings">([^<]*)<\/script>/.exec(html)?.[1] ?? '')
}

it.each([
  ['/', 'text/html'],
  ['/?from=bookmark', 'text/html'],
  ['/page.js', 'text/javascript'],
  ['/page.css', 'text/css'],
])('serves %s as %s', async (path, type) => {
  const response = await fetch((await start('http://api.test')) + path)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe(`${type}; charset=utf-8`)
  expect(response.headers.get('content-length')).not.toBe('0')
})

it.each([
  ['http://api.test', 'http://api.test'],
  ['http://api.test:8080/', 'http://api.test:8080'],
  ['https://api.test/contacts-api//', 'https://api.test/contacts-api'],
])('tells the page that the API is at %s', async (apiUrl, expected) => {
  const response = await fetch(await start(apiUrl))
  expect(settingsIn(await response.text())).toEqual({ apiUrl: expected, olderServiceUrl })
})

it('tells the page where to ask who is signed in, as far as it was told itself', async () => {
  const account = { sessionUrl: '/.clearway/session', signOutUrl: '/.clearway/sign-out' }
  page = await startContactsPage({ apiUrl: 'http://api.test', olderServiceUrl, account })
  const html = await (await fetch(page.url)).text()
  expect(settingsIn(html)).toEqual({ apiUrl: 'http://api.test', olderServiceUrl, ...account })
})

it.each(['javascript:alert(1)', '//elsewhere.test/', '/</script>', 'session', ''])(
  'refuses %j as a path of its own origin',
  async (signOutUrl) => {
    const account = { sessionUrl: '/session', signOutUrl }
    await expect(startContactsPage({ apiUrl: 'http://api.test', olderServiceUrl, account })).rejects.toThrow(
      TypeError,
    )
  },
)

it('writes an address so that it cannot end its script element', async () => {
  const html = await (await fetch(await start('http://api.test/$&</script><script>'))).text()
  expect(settingsIn(html)).toMatchObject({ apiUrl: 'http://api.test/$&%3C/script%3E%3Cscript%3E' })
  expect(html.match(/<script/g)).toHaveLength(2)
})

it.each(['javascript:alert(1)', 'file:///etc/passwd', '/relative', ''])(
  'refuses %j as an address',
  async (apiUrl) => {
    await expect(startContactsPage({ apiUrl, olderServiceUrl })).rejects.toThrow(TypeError)
  },
)

it.each([
  ['/page/index.html', 'GET', 404],
  ['/nothing', 'GET', 404],
  ['/nothing', 'POST', 404],
  ['/', 'POST', 405],
  ['/', 'HEAD', 200],
])('answers %s %s with %i', async (path, method, status) => {
  expect((await fetch((await start('http://api.test')) + path, { method })).status).toBe(status)
})
