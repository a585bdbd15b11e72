import { request } from 'node:http'

import { afterEach, beforeEach, expect, it } from 'vitest'

import type { InternalApp } from '../internal-app.ts'
import { startOlderService } from './start-older-service.ts'

let service: InternalApp
beforeEach(async () => {
  service = await startOlderService()
})
afterEach(() => service.close())

it('gives its report as XML', async () => {
  const response = await fetch(`${service.url}/reports/monthly`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8')
  expect(await response.text()).toMatch(
    /^<\?xml version="1\.0" encoding="utf-8"\?>\n<report month="2026-10">/,
  )
})

it('gives its report as a page to who opens it in a browser', async () => {
  const headers = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }
  const response = await fetch(`${service.url}/reports/monthly`, { headers })
  expect([response.headers.get('content-type'), response.headers.get('vary')]).toEqual([
    'text/html; charset=utf-8',
    'Accept',
  ])
  expect(await response.text()).toContain('<tr><th scope="row">All</th><td>1340</td><td>102</td></tr>')
})

it.each(['/reports', '/reports/'])('redirects %s to an absolute address made from Host', async (path) => {
  const location = await new Promise((resolve) => {
    const outgoing = request(service.url + path, { headers: { host: 'reports.intern:8080' } })
    outgoing.once('response', (response) =>
      resolve(`${response.statusCode} ${response.resume().headers.location}`),
    )
    outgoing.end()
  })
  expect(location).toBe('302 http://reports.intern:8080/reports/monthly')
})

it.each(['OPTIONS', 'POST', 'DELETE'])('answers 405 to %s, everywhere', async (method) => {
  for (const path of ['/reports/monthly', '/reports', '/nothing']) {
    const response = await fetch(service.url + path, { method, redirect: 'manual' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
  }
})

it('answers 404 elsewhere', async () => {
  expect((await fetch(`${service.url}/reports/yearly`)).status).toBe(404)
})

it('knows no CORS', async () => {
  const response = await fetch(`${service.url}/reports/monthly`, { headers: { origin: 'http://page.test' } })
  expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
})
