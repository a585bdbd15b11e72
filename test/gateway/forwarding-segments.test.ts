import { describe, expect, onTestFinished, test } from 'vitest'
import { request } from '../support/http-client.ts'
import { sendRaw } from '../support/raw-http.ts'
import { startUpstream } from '../support/upstream.ts'
import type { World, WorldOptions, WorldParts } from '../support/world.ts'
import { openWorld, shareWorld } from './open-world.ts'

/** Segments of one public application, each `[external, internal]`; `page:` and `api:` stand for the world's own. */
const published = (
  ...segments: readonly (readonly [external: string, internal: string])[]
): WorldOptions => ({
  applications: (parts: WorldParts) => `
  - name: public
    segments:
${segments
  .map(
    ([external, internal]) => `
      - external: ${external.replace('page:', parts.pageOrigin).replace('api:', parts.apiOrigin).replace(':port', `:${parts.port}`)}
        internal: ${internal.replaceAll('page:', parts.pageInternal).replaceAll('api:', parts.apiInternal)}
        accept: [anyone]`,
  )
  .join('')}
`,
})

const targets = ({ requests }: World['page']): readonly string[] => requests.map(({ url }) => url)

describe('a request goes to the segment', () => {
  test('of its host', async () => {
    const { pageOrigin, apiOrigin, page, api } = await openWorld(
      published(['page:/', 'page:/'], ['api:/', 'api:/']),
    )
    expect((await request(`${pageOrigin}/x`)).text()).toBe('page')
    expect((await request(`${apiOrigin}/y`)).text()).toBe('api')
    expect(targets(page)).toEqual(['/x'])
    expect(targets(api)).toEqual(['/y'])
  })

  test('with the longest prefix that covers the path by whole parts, whatever the order in the file', async () => {
    const { pageOrigin, page } = await openWorld(
      published(['page:/', 'page:/root/'], ['page:/api/', 'page:/one/'], ['page:/api/v2/', 'page:/two/']),
    )
    const paths = [
      '/api/v2/x',
      '/api/v2',
      '/api/v1/x',
      '/api/',
      '/api',
      '/apix',
      '/api.json',
      '/ap',
      '/',
      '/API/v2',
    ]
    for (const path of paths) await request(`${pageOrigin}${path}`)
    expect(targets(page)).toEqual([
      '/two/x',
      '/two',
      '/one/v1/x',
      '/one/',
      '/one',
      '/root/apix',
      '/root/api.json',
      '/root/ap',
      '/root/',
      '/root/API/v2',
    ])
  })

  test('of its host however the host is spelt, port and trailing dot included', async () => {
    const { port, page } = await openWorld(published(['page:/', 'page:/']))
    const hosts = ['CONTACTS.clearway.localhost', 'contacts.clearway.localhost.'].map(
      (name) => `${name}:${port}`,
    )
    for (const host of hosts) {
      expect(await sendRaw(port, `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toMatchObject({ status: 200 })
    }
    expect(page.requests).toHaveLength(2)
  })

  test('and nowhere when no segment covers its host or path', async () => {
    const { port, pageOrigin, page, api } = await openWorld(
      published(['page:/api/', 'page:/'], ['api:/', 'api:/']),
    )
    for (const path of ['/', '/apix', '/ap', '/other/api/']) {
      const answer = await request(`${pageOrigin}${path}`)
      expect([answer.status, answer.header('clearway-problem')]).toEqual([404, 'proxy/no-segment'])
    }
    for (const name of ['other.clearway.localhost', 'xcontacts.clearway.localhost', 'clearway.localhost']) {
      const answer = await request(`http://${name}:${port}/api/`)
      expect([answer.status, answer.header('clearway-problem')]).toEqual([404, 'proxy/unknown-host'])
    }
    const otherPort = await sendRaw(port, `GET / HTTP/1.1\r\nHost: api.clearway.localhost:1\r\n\r\n`)
    expect(otherPort.status).toBe(404)
    expect([...page.requests, ...api.requests]).toEqual([])
  })
})

describe('the path for the internal app', () => {
  const cases = [
    { external: '/', internal: '/', from: '/a/b?c=/d', to: '/a/b?c=/d' },
    { external: '/', internal: '/app/', from: '/a', to: '/app/a' },
    { external: '/', internal: '/app/', from: '/', to: '/app/' },
    { external: '/ext/', internal: '/', from: '/ext', to: '/' },
    { external: '/ext/', internal: '/', from: '/ext/', to: '/' },
    { external: '/ext/', internal: '/', from: '/ext?q=1', to: '/?q=1' },
    { external: '/ext/', internal: '/int/', from: '/ext', to: '/int' },
    { external: '/ext/', internal: '/int/', from: '/ext?', to: '/int?' },
    { external: '/ext/', internal: '/int/', from: '/ext/ext/a/', to: '/int/ext/a/' },
    { external: '/a/b/', internal: '/c/d/e/', from: '/a/b/f', to: '/c/d/e/f' },
    { external: '/ext/', internal: '/ext/', from: '/ext', to: '/ext' },
    { external: '/', internal: '/', from: '/%7ea/%c3%a9?%7e=%c3', to: '/~a/%C3%A9?%7e=%c3' },
  ].map((each, at) => Object.assign(each, { host: `case-${at}.clearway.localhost` }))
  const world = shareWorld(
    published(
      ...cases.map(
        ({ host, external, internal }) => [`http://${host}:port${external}`, `page:${internal}`] as const,
      ),
    ),
  )

  test.each(cases)('is $to for $from, published from $internal as $external', async ({ host, from, to }) => {
    const { page, port } = world()
    await sendRaw(port, `GET ${from} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`)
    expect(page.requests.at(-1)?.url).toBe(to)
  })
})

describe('of the request target', () => {
  test('the query stays byte for byte', async () => {
    const { pageOrigin, page, port } = await openWorld(published(['page:/', 'page:/']))
    const query = '?a=%2e%2E/../b&c=%c3%a9+;"<>{}|&&=?/%zz'
    await sendRaw(port, `GET /x${query} HTTP/1.1\r\nHost: ${new URL(pageOrigin).host}\r\n\r\n`)
    expect(targets(page)).toEqual([`/x${query}`])
  })

  test('the path never leaves the segment that was judged, wherever path parameters stand', async () => {
    const { pageOrigin, page } = await openWorld(
      published(['page:/api/', 'page:/open/'], ['page:/api/admin/', 'page:/closed/']),
    )
    const paths = [
      '/api;a=1/x',
      '/api;a=1/admin/x',
      '/api;admin/x',
      '/api/x;y=1/z',
      '/api/admin;a/x;b',
      '/api;x',
    ]
    for (const path of paths) await request(`${pageOrigin}${path}`)
    expect(targets(page)).toEqual([
      '/open/x',
      '/closed/x',
      '/open/x',
      '/open/x;y=1/z',
      '/closed/x;b',
      '/open',
    ])
  })
})

describe('several internal URLs', () => {
  test('are used in turn', async () => {
    const { pageOrigin, page, api } = await openWorld(published(['page:/', '[page:/one/, api:/two/]']))
    for (const name of ['a', 'b', 'c', 'd', 'e']) await request(`${pageOrigin}/${name}`)
    expect(targets(page)).toEqual(['/one/a', '/one/c', '/one/e'])
    expect(targets(api)).toEqual(['/two/b', '/two/d'])
  })

  test('have turns of their own in every segment', async () => {
    const { pageOrigin, apiOrigin, page, api } = await openWorld(
      published(['page:/', '[page:/, api:/]'], ['api:/', '[page:/, api:/]']),
    )
    for (const origin of [pageOrigin, apiOrigin, pageOrigin, apiOrigin]) await request(`${origin}/`)
    expect([page.requests.length, api.requests.length]).toEqual([2, 2])
  })
})

test('an internal app is found by a name below localhost, as browsers find it', async () => {
  const app = await startUpstream()
  onTestFinished(() => app.close())
  const { pageOrigin } = await openWorld(published(['page:/', `http://crm.internal.localhost:${app.port}/`]))
  expect((await request(`${pageOrigin}/`)).text()).toBe('ok')
  const { rawHeaders } = app.requests[0] ?? { rawHeaders: [] }
  expect(rawHeaders[rawHeaders.findIndex((name) => name.toLowerCase() === 'host') + 1]).toBe(
    `crm.internal.localhost:${app.port}`,
  )
})
