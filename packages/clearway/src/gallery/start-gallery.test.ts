import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { createKeys } from '@clearway/entra'
import { findExhibits } from '@clearway/gallery'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { freePort } from '../lab/free-port.ts'
import { startGallery, type Gallery } from './start-gallery.ts'

let gallery: Gallery
let port: number

beforeAll(async () => {
  port = await freePort()
  // Nothing of an exhibit is started here: neither Entra nor folder is used.
  gallery = await startGallery({
    exhibits: await findExhibits(),
    port,
    entra: 'http://127.0.0.1:9',
    keys: await createKeys(),
    folder: tmpdir(),
  })
})
afterAll(() => gallery.close())

const warned = vi.spyOn(process, 'emitWarning')
beforeEach(() => void warned.mockReset())
afterEach(() => expect(warned).not.toHaveBeenCalled())

const ask = (
  method: string,
  path: string,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const host = new URL(gallery.origin).host
    const asked = request({ host: '127.0.0.1', port, method, path, headers: { host, ...headers } })
    asked.once('error', reject)
    asked.once('response', (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    asked.end(body)
  })

test.each(['', '{', 'null', '[]', '"x"', '{"exhibit":"__proto__","variant":"broken"}'])(
  'a run that is asked for with %j is none',
  async (body) => {
    const answer = await ask('POST', '/runs', { headers: { origin: gallery.origin }, body })
    expect(answer).toEqual({ status: 404, text: '{"error":"no such run"}' })
  },
)

test('other pages may not play', async () => {
  const body = '{"exhibit":"token-missing","variant":"broken"}'
  for (const headers of [{}, { origin: 'null' }, { origin: 'http://evil.localhost' }])
    expect(await ask('POST', '/runs', { headers, body })).toMatchObject({ status: 403 })
})

test('HEAD is answered like GET, without a body', async () => {
  expect(await ask('HEAD', '/')).toEqual({ status: 200, text: '' })
  expect(await ask('HEAD', '/nothing.js')).toEqual({ status: 404, text: '' })
})

test.each(['gallery.clearway.localhost/exhibits.json?', 'somebody@gallery.clearway.localhost'])(
  'a Host header of %s is none',
  async (host) => {
    expect(await ask('GET', '/', { headers: { host } })).toMatchObject({ status: 400 })
  },
)

test('whoever goes away midway is no failure of the gallery', async () => {
  const socket = connect(port, '127.0.0.1')
  socket.write(`POST /runs HTTP/1.1\r\nHost: ${new URL(gallery.origin).host}\r\nContent-Length: 9\r\n\r\n{`)
  await new Promise((resolve) => setTimeout(resolve, 100))
  socket.destroy()
  // It hears of that before it answers this.
  expect(await ask('GET', '/icon.svg')).toMatchObject({ status: 200 })
})
