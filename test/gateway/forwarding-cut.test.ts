import { EventEmitter, once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startWorld, type World } from '../support/world.ts'
import { startRawApp, type RawApp } from './raw-app.ts'

let app: RawApp
let world: World
beforeAll(async () => {
  app = await startRawApp()
  world = await startWorld({
    applications: ({ pageOrigin, pageInternal }) => `
  - name: public
    segments:
      - external: ${pageOrigin}/
        internal: ${app.url}/
        accept: [anyone]
      - external: ${pageOrigin}/echo/
        internal: ${pageInternal}/
        accept: [anyone]
        maxBody: 1kB
`,
    page: (request: IncomingMessage, response: ServerResponse) => {
      response.write('begun')
      request.on('error', () => {})
    },
  })
})
afterAll(async () => {
  await world.close()
  await app.close()
})

const head = (line: string, ...fields: readonly string[]): string =>
  [line, `Host: ${new URL(world.pageOrigin).host}`, ...fields, '', ''].join('\r\n')

/** Sends bytes as a browser, more of them once `begun` has come back. Gives all that comes until the connection ends. */
const send = async (first: string, then = ''): Promise<string> => {
  const browser = connect(world.port, '127.0.0.1')
  browser.write(first)
  let text = ''
  let more = then
  browser.on('data', (data) => {
    text += data.toString('latin1')
    if (!text.includes('begun') || more === '') return
    browser.write(more)
    more = ''
  })
  browser.on('error', () => {})
  await once(browser, 'close')
  return text
}

const lineOf = (path: string): Promise<Record<string, unknown>> =>
  vi.waitFor(() => {
    const line = world.log.find((each) => each['path'] === path && each['msg'] === 'request')
    if (!line) throw new Error(`no line for ${path}`)
    return line
  })

const length = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n'
const chunks = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'

test.each([
  { what: 'a head with a length', bytes: length },
  { what: 'half of a length', bytes: `${length}half` },
  { what: 'a head of chunks', bytes: chunks },
  { what: 'a chunk without the last', bytes: `${chunks}4\r\nhalf\r\n` },
  { what: 'half a chunk', bytes: `${chunks}8\r\nhalf` },
  { what: 'a chunk and then none', bytes: `${chunks}4\r\nhalf\r\nno chunk\r\n` },
])('$what and the end in one packet never look like a whole answer', async ({ what, bytes }) => {
  app.answerWith((socket) => socket.end(bytes))
  const path = `/${what.replaceAll(' ', '-')}`
  const text = await send(head(`GET ${path} HTTP/1.1`))
  expect(text).not.toMatch(/\r\n0\r\n|half.{6}/s)
  if (text !== '')
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*(?:Content-Length: 10|Transfer-Encoding: chunked)\r\n/)
  expect(await lineOf(path)).toMatchObject({ brokeOff: expect.stringMatching(/^body /), aborted: true })
  expect(app.heads).toHaveLength(1)
})

test('a request that turns out too large when its answer has begun ends the answer', async () => {
  const begun = `${head('POST /echo/large HTTP/1.1', 'Transfer-Encoding: chunked')}1\r\nx\r\n`
  const text = await send(begun, `7D0\r\n${'x'.repeat(2000)}\r\n0\r\n\r\n`)
  expect(text).toMatch(/begun\r\n$/)
  expect(await lineOf('/echo/large')).toMatchObject({
    brokeOff: 'the request’s body is too large',
    aborted: true,
  })
  expect(world.logText()).not.toContain('an error of the gateway itself')
})

test('a browser that goes away in the middle of a head is not answered, and the app’s connection ends', async () => {
  const seen = new EventEmitter()
  app.answerWith((socket) => {
    socket.once('close', () => seen.emit('closed'))
    socket.write('HTTP/1.1 200 OK\r\nX-Half: ')
    seen.emit('asked')
  })
  const [asked, closed] = [once(seen, 'asked'), once(seen, 'closed')]
  const browser = connect(world.port, '127.0.0.1')
  browser.write(head('GET /gone-in-head HTTP/1.1'))
  await asked
  browser.destroy()
  await closed
  expect(await lineOf('/gone-in-head')).toMatchObject({ aborted: true })
  expect(world.log.filter(({ path, msg }) => path === '/gone-in-head' && msg === 'refused')).toEqual([])
})
