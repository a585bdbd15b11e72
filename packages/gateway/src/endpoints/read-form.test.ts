import { createServer, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readForm } from './read-form.ts'

type Form = URLSearchParams | undefined

let waiting: ((form: Promise<Form>) => void) | undefined
const server = createServer((request: IncomingMessage, response) => {
  const form = readForm(request)
  waiting?.(form)
  void form.then(() => response.end())
})

beforeAll(
  () =>
    new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    }),
)
afterAll(() => {
  server.close()
  server.closeAllConnections()
})

const open = (): Socket => connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {})

/** What is read of a request of which these bytes are sent; `cut` breaks the connection off once it is being read. */
const read = async (bytes: string, cut = false): Promise<Form> => {
  const arrived = new Promise<Promise<Form>[]>((resolve) => {
    waiting = (form) => resolve([form])
  })
  const socket = open()
  socket.write(bytes)
  const [form] = await arrived
  if (cut) socket.destroy()
  const result = await form
  socket.destroy()
  return result
}

const urlencoded = 'application/x-www-form-urlencoded'
const post = (type: string, body: string): string =>
  `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`

const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`

describe('a form', () => {
  test.each([urlencoded, 'APPLICATION/X-WWW-Form-Urlencoded', `${urlencoded}; charset=UTF-8`])(
    'of type %j is read',
    async (type) => {
      expect([...((await read(post(type, 'code=a%2Bb&state=c+d'))) ?? [])]).toEqual([
        ['code', 'a+b'],
        ['state', 'c d'],
      ])
    },
  )

  test('without a word in it is an empty form', async () => {
    expect([...((await read(post(urlencoded, ''))) ?? ['?'])]).toEqual([])
  })

  test.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', 'x-www-form-urlencoded'])(
    'of type %j is none',
    async (type) => {
      expect(await read(post(type, 'code=a'))).toBeUndefined()
    },
  )

  test('may have 64 kB and not one byte more', async () => {
    const body = `a=${'x'.repeat(64 * 1024 - 2)}`
    expect((await read(post(urlencoded, body)))?.get('a')?.length).toBe(64 * 1024 - 2)
    expect(await read(post(urlencoded, `${body}x`))).toBeUndefined()
  })

  test('that does not say how long it is is bounded all the same', async () => {
    const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${urlencoded}\r\nTransfer-Encoding: chunked\r\n\r\n`
    expect((await read(`${head}${chunk('a=1')}${chunk('&b=2')}0\r\n\r\n`))?.get('b')).toBe('2')
    // No end is sent: it is refused as soon as it is too much.
    expect(await read(head + chunk('x'.repeat(40_000)) + chunk('x'.repeat(40_000)))).toBeUndefined()
  })

  test('that breaks off is none', async () => {
    const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${urlencoded}\r\nContent-Length: 100\r\n\r\ncode=a`
    expect(await read(head, true)).toBeUndefined()
  })
})
