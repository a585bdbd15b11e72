import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { InternalApp } from '../internal-app.ts'
import { startContactsApi } from './start-contacts-api.ts'

let api: InternalApp
let seen: string[]
beforeEach(async () => {
  seen = []
  api = await startContactsApi({ tickMs: 1, onRequest: ({ method, url }) => seen.push(`${method} ${url}`) })
})
afterEach(() => api.close())

const post = (body: string, type = 'application/json'): Promise<Response> =>
  fetch(`${api.url}/contacts`, { method: 'POST', headers: { 'content-type': type }, body })
const ada = { name: 'Ada Lovelace', email: 'ada@contoso.example' }

const head = 'POST /contacts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
async function nextAnswer(socket: Socket): Promise<string> {
  const [data] = (await once(socket, 'data')) as [Buffer]
  return data.toString()
}

describe('contacts', () => {
  it('are listed', async () => {
    const response = await fetch(`${api.url}/contacts`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const contacts = (await response.json()) as { id: number; name: string }[]
    expect(contacts.map(({ id, name }) => `${id} ${name}`)).toEqual([
      '1 Adele Vance',
      '2 Diego Siciliani',
      '3 Megan Bowen',
    ])
  })

  it('are added, and found under their address', async () => {
    const response = await post(
      JSON.stringify({ ...ada, id: 99, extra: true }),
      'Application/JSON; charset=utf-8',
    )
    expect(response.status).toBe(201)
    expect(response.headers.get('location')).toBe('/contacts/4')
    expect(await response.json()).toEqual({ id: 4, ...ada })
    expect(await (await fetch(`${api.url}/contacts/4`)).json()).toEqual({ id: 4, ...ada })
  })

  it.each([
    ['no JSON', '{', 400, 'bad-body'],
    ['nothing', '', 400, 'bad-body'],
    ['a number', '1', 422, 'not-a-contact'],
    ['null', 'null', 422, 'not-a-contact'],
    ['no name', JSON.stringify({ email: ada.email }), 422, 'not-a-contact'],
    ['a name that is no text', JSON.stringify({ ...ada, name: ['Ada'] }), 422, 'not-a-contact'],
    ['an empty name', JSON.stringify({ ...ada, name: '  ' }), 422, 'not-a-contact'],
    ['a name of 201 characters', JSON.stringify({ ...ada, name: 'a'.repeat(201) }), 422, 'not-a-contact'],
    ['an email address without @', JSON.stringify({ ...ada, email: 'ada' }), 422, 'not-a-contact'],
    ['16 kB and one byte', JSON.stringify(ada).padEnd(16 * 1024 + 1), 413, 'bad-body'],
  ])('are not added from %s', async (_what, body, status, error) => {
    const response = await post(body)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error })
    expect(await (await fetch(`${api.url}/contacts`)).json()).toHaveLength(3)
  })

  it('are not added from a form, which a page of any origin may send without asking', async () => {
    expect((await post(JSON.stringify(ada), 'text/plain')).status).toBe(415)
  })

  it('are at most a thousand', async () => {
    for (let count = 3; count < 1000; count += 1) await post(JSON.stringify(ada))
    const response = await post(JSON.stringify(ada))
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({ error: 'list-is-full' })
  })

  it('refuse a long body before it comes, when its length is told', async () => {
    const socket = connect(api.port, '127.0.0.1')
    socket.write(`${head}Content-Length: 16385\r\n\r\n`)
    expect(await nextAnswer(socket)).toMatch(/^HTTP\/1\.1 413 /)
    socket.destroy()
  })

  it('refuse an endless body while it comes, and go on serving the connection', async () => {
    const socket = connect(api.port, '127.0.0.1')
    socket.write(`${head}Transfer-Encoding: chunked\r\n\r\n8000\r\n${'x'.repeat(0x8000)}\r\n`)
    expect(await nextAnswer(socket)).toMatch(/^HTTP\/1\.1 413 /)

    socket.write(`100000\r\n${'x'.repeat(0x100000)}\r\n0\r\n\r\nGET /contacts/1 HTTP/1.1\r\nHost: x\r\n\r\n`)
    expect(await nextAnswer(socket)).toMatch(/^HTTP\/1\.1 200 /)
    socket.destroy()
  })

  it('are exported as CSV, quoted', async () => {
    await post(JSON.stringify({ ...ada, name: 'Ada "Countess" Lovelace' }))
    const response = await fetch(`${api.url}/contacts/export`)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const lines = (await response.text()).split('\r\n')
    expect(lines[0]).toBe('id,name,email')
    expect(lines[4]).toBe('4,"Ada ""Countess"" Lovelace","ada@contoso.example"')
    expect(lines).toHaveLength(6)
  })
})

it('echoes the headers of a request, repeated ones apart', async () => {
  const headers = { 'X-User': 'adele', 'X-Group': ['sales', 'north'] }
  const echo = await new Promise<string>((resolve, reject) => {
    const outgoing = request(`${api.url}/whoami`, { headers })
    outgoing.once('response', (response) => void text(response).then(resolve, reject))
    outgoing.end()
  })
  expect(JSON.parse(echo)).toMatchObject({
    headers: { host: [`127.0.0.1:${api.port}`], 'x-user': ['adele'], 'x-group': ['sales', 'north'] },
  })
})

it('ticks until the listener goes', async () => {
  const response = await fetch(`${api.url}/events`)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let events = ''
  while (!events.includes('"count":3}\n\n')) events += (await reader.read()).value
  expect(events).toMatch(/^id: 1\nevent: tick\ndata: \{"count":1\}\n\nid: 2\n/)
  await reader.cancel()
})

it.each([
  ['/', 'GET', 404],
  ['/contacts/', 'GET', 404],
  ['/contacts/0', 'GET', 404],
  ['/contacts/4', 'GET', 404],
  ['/contacts/1e0', 'GET', 404],
  ['/contacts', 'HEAD', 200],
  ['/contacts', 'DELETE', 405],
  ['/contacts/1', 'POST', 405],
  ['/events', 'HEAD', 405],
])('answers %s %s with %i', async (path, method, status) => {
  const response = await fetch(`${api.url}${path}`, { method })
  expect(response.status).toBe(status)
  if (method !== 'HEAD' && status !== 200) {
    expect(await response.json()).toEqual({ error: expect.any(String), message: expect.any(String) })
  }
})

it('knows no CORS: a preflight is a method like any other, and no answer names an origin', async () => {
  const headers = { origin: 'http://page.test', 'access-control-request-method': 'POST' }
  const preflight = await fetch(`${api.url}/contacts`, { method: 'OPTIONS', headers })
  expect(preflight.status).toBe(405)
  expect(preflight.headers.get('allow')).toBe('GET, HEAD, POST')
  const answers = [preflight, await fetch(`${api.url}/contacts`, { headers })]
  const names = answers.flatMap(({ headers }) => Array.from(headers.keys()))
  expect(names.filter((name) => name.startsWith('access-control-') || name === 'vary')).toEqual([])
})

it('reports each request', async () => {
  await fetch(`${api.url}/contacts?all`)
  expect(seen).toEqual(['GET /contacts?all'])
})
