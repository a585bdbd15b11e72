import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createBrowserLike } from './browser-like.ts'
import { startUpstream, type Upstream } from './upstream.ts'

let server: Upstream
beforeEach(async () => {
  server = await startUpstream((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://any')
    const to = searchParams.get('to')
    if (to !== null) response.writeHead(Number(searchParams.get('status') ?? 302), { location: to })
    if (pathname === '/loop') response.writeHead(302, { location: '/loop' })
    if (pathname === '/set') response.setHeader('set-cookie', ['a=1; Path=/', 'b=2; Path=/'])
    if (pathname === '/form') response.end(formPage)
    else response.end()
  })
})
afterEach(() => server.close())

const formPage = `
  <form method="GET" action="/search"><input name="q" value="x"><input type="submit" name="go" value="Go"></form>
  <form method="post" action="/signin-oidc?a=1&amp;b=2"><input type="hidden" name="id_token" value="&quot;t&#39;&#x26;">
  <input name="state"></form>`

const at = (name: string, path = '/'): string => `http://${name}.localhost:${server.port}${path}`
function headersOf(index: number): Record<string, string> {
  const { rawHeaders } = server.requests[index] ?? { rawHeaders: [] }
  const pairs = rawHeaders.flatMap((name, place) =>
    place % 2 === 0 ? [[name, rawHeaders[place + 1] ?? '']] : [],
  )
  return Object.fromEntries(pairs) as Record<string, string>
}

describe('headers', () => {
  it.each([
    [
      'typed in',
      { kind: 'navigation' },
      { site: 'none', mode: 'navigate', dest: 'document', origin: undefined },
    ],
    [
      'a link',
      { kind: 'navigation', origin: 'http://b.localhost' },
      { site: 'cross-site', mode: 'navigate', dest: 'document', origin: undefined },
    ],
    [
      'a form',
      { kind: 'navigation', origin: 'http://b.localhost', method: 'POST' },
      { site: 'cross-site', mode: 'navigate', dest: 'document', origin: 'http://b.localhost' },
    ],
    [
      'an own call',
      { kind: 'background' },
      { site: 'same-origin', mode: 'cors', dest: 'empty', origin: undefined },
    ],
    [
      'an own POST',
      { kind: 'background', method: 'POST' },
      { site: 'same-origin', mode: 'cors', dest: 'empty', origin: 'own' },
    ],
    [
      'a same-site call',
      { kind: 'background', origin: 'http://x.a.localhost' },
      { site: 'same-site', mode: 'cors', dest: 'empty', origin: 'http://x.a.localhost' },
    ],
    [
      'a cross-site call',
      { kind: 'background', origin: 'http://b.localhost' },
      { site: 'cross-site', mode: 'cors', dest: 'empty', origin: 'http://b.localhost' },
    ],
  ] as const)('of %s', async (_title, visit, { site, mode, dest, origin }) => {
    await createBrowserLike().visit(at('a'), visit)
    const headers = headersOf(0)
    expect(headers).toMatchObject({ 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest })
    expect(headers['origin']).toBe(origin === 'own' ? new URL(at('a')).origin : origin)
    expect(headers['host']).toBe(`a.localhost:${server.port}`)
  })
})

describe('redirects', () => {
  it('are followed across hosts by a navigation', async () => {
    const end = at('b', '/end')
    const answer = await createBrowserLike().get(at('a', `/?to=${end}`), { kind: 'navigation' })
    expect(answer).toMatchObject({ status: 200, url: end, redirectedFrom: [at('a', `/?to=${end}`)] })
    expect(headersOf(1)['host']).toBe(`b.localhost:${server.port}`)
  })

  it('tell the farthest address on the way', async () => {
    const back = at('b', `/?to=${at('a', '/end')}`)
    await createBrowserLike().get(at('a', `/?to=${encodeURIComponent(back)}`), {
      kind: 'navigation',
      origin: at('a'),
    })
    const sites = server.requests.map((_, index) => headersOf(index)['sec-fetch-site'])
    expect(sites).toEqual(['same-origin', 'cross-site', 'cross-site'])
  })

  it('are shown to a background call', async () => {
    const answer = await createBrowserLike().get(at('a', '/?to=/end'), { kind: 'background' })
    expect(answer.status).toBe(302)
    expect(server.requests).toHaveLength(1)
  })

  it.each([
    [302, 'GET', ''],
    [303, 'GET', ''],
    [307, 'POST', 'x=1'],
  ])('%i after POST makes %s', async (status, method, body) => {
    await createBrowserLike().visit(at('a', `/?to=/end&status=${status}`), {
      kind: 'navigation',
      method: 'POST',
      body: 'x=1',
    })
    expect(server.requests[1]?.method).toBe(method)
    expect(server.requests[1]?.body.toString()).toBe(body)
  })

  it('that never end are given up', async () => {
    const endless = createBrowserLike().get(at('a', '/?to=/loop'), { kind: 'navigation' })
    await expect(endless).rejects.toThrow(/^more than 20 redirects, from /)
    expect(server.requests).toHaveLength(21)
  })
})

it('keeps the cookies of one host and sends them there alone', async () => {
  const browser = createBrowserLike()
  await browser.get(at('a', '/set'), { kind: 'navigation' })
  await browser.get(at('a'), { kind: 'background' })
  await browser.get(at('b'), { kind: 'navigation' })
  expect(headersOf(1)['cookie']).toBe('a=1; b=2')
  expect(headersOf(2)).not.toHaveProperty('cookie')
})

describe('forms', () => {
  it('are submitted as a navigation from their page', async () => {
    const browser = createBrowserLike()
    const page = await browser.get(at('a', '/form'), { kind: 'navigation' })
    await browser.submit(page, { state: 's' }, 1)
    expect(server.requests[1]).toMatchObject({ method: 'POST', url: '/signin-oidc?a=1&b=2' })
    expect(server.requests[1]?.body.toString()).toBe('id_token=%22t%27%26&state=s')
    expect(headersOf(1)).toMatchObject({ origin: new URL(page.url).origin, 'sec-fetch-mode': 'navigate' })
  })

  it('by GET put their fields into the query, buttons left out', async () => {
    const browser = createBrowserLike()
    await browser.submit(await browser.get(at('a', '/form'), { kind: 'navigation' }))
    expect(server.requests[1]).toMatchObject({ method: 'GET', url: '/search?q=x' })
  })

  it('that are not there are missed', async () => {
    const browser = createBrowserLike()
    const page = await browser.get(at('a', '/form'), { kind: 'navigation' })
    expect(() => browser.submit(page, {}, 2)).toThrow(/^no form 2 in the page at /)
  })
})
