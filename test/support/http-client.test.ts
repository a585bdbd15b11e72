import { afterEach, beforeEach, expect, it } from 'vitest'

import { request } from './http-client.ts'
import { startUpstream, type Upstream } from './upstream.ts'

let upstream: Upstream
beforeEach(async () => {
  upstream = await startUpstream((incoming, response) => {
    if (incoming.url === '/silent') return
    response.writeHead(
      302,
      [
        ['Location', '/next'],
        ['X-A', '1'],
        ['x-a', '2'],
      ].flat(),
    )
    response.end('{"ok":true}')
  })
})
afterEach(() => upstream.close())

it('reaches any name that ends with .localhost, and keeps the name in Host', async () => {
  await request(`http://a.b.localhost:${upstream.port}/path?q=1`)
  expect(upstream.requests).toMatchObject([{ method: 'GET', url: '/path?q=1' }])
  expect(upstream.requests[0]?.rawHeaders.slice(0, 2)).toEqual(['host', `a.b.localhost:${upstream.port}`])
})

it('sends another Host and repeated headers when told so', async () => {
  await request(upstream.url, {
    method: 'PUT',
    headers: { Host: 'evil.test', 'X-Two': ['1', '2'] },
    body: 'ö',
  })
  const { method, rawHeaders, body } = upstream.requests[0] ?? { rawHeaders: [] }
  expect(method).toBe('PUT')
  expect(rawHeaders.join(' ')).toContain('host evil.test content-length 2 x-two 1 x-two 2')
  expect(body?.toString()).toBe('ö')
})

it('shows a redirect with its headers as sent, and follows none', async () => {
  const answer = await request(upstream.url)
  expect(answer.status).toBe(302)
  expect(answer.headers.slice(0, 3)).toEqual([
    ['Location', '/next'],
    ['X-A', '1'],
    ['x-a', '2'],
  ])
  expect(answer.header('x-A')).toBe('1, 2')
  expect(answer.headerValues('x-a')).toEqual(['1', '2'])
  expect(answer.header('absent')).toBeUndefined()
  expect(answer.json()).toEqual({ ok: true })
  expect(upstream.requests).toHaveLength(1)
})

it('gives up in time', async () => {
  await expect(request(`${upstream.url}/silent`, { timeoutMs: 50 })).rejects.toMatchObject({
    name: 'AbortError',
  })
})
