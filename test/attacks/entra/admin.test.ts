import { expect, test } from 'vitest'
import { sendRaw, type RawResponse } from '../../support/raw-http.ts'
import { headerOf } from './support/graceful.ts'
import { startTarget, type Target } from './support/target.ts'

const paths = ['/state', '/faults', '/keys', '/clock', '/reset']

const portOf = ({ entra }: Target): number => Number(new URL(entra.adminOrigin ?? '').port)

function send(
  target: Target,
  line: string,
  { body = '', headers = ['Host: 127.0.0.1'], type = 'application/json' } = {},
): Promise<RawResponse> {
  const length = Buffer.byteLength(body, 'latin1')
  const more = length === 0 ? [] : [`Content-Type: ${type}`, `Content-Length: ${length}`]
  const head = [`${line} HTTP/1.1`, ...headers, 'Connection: close', ...more].join('\r\n')
  return sendRaw(portOf(target), `${head}\r\n\r\n${body}`)
}

const stateOf = async (target: Target): Promise<unknown> => {
  const { now: _now, ...state } = JSON.parse((await send(target, 'GET /state')).body) as Record<
    string,
    unknown
  >
  return state
}

/** A refusal is JSON with a sentence, and nothing has changed. */
async function expectRefused(target: Target, before: unknown, answer: RawResponse): Promise<void> {
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  if (answer.body !== '') {
    expect(headerOf(answer, 'content-type')).toContain('application/json')
    expect((JSON.parse(answer.body) as { error: string }).error).toMatch(/\S \S/)
  }
  expect(answer.body).not.toMatch(/\n\s+at |node:internal|\.[jt]s:\d+/)
  expect(headerOf(answer, 'access-control-allow-origin')).toBeUndefined()
  expect(await stateOf(target)).toEqual(before)
}

const fault = '{"error":50076}'

const ofPages: Readonly<Record<string, readonly string[]>> = {
  'an origin': ['Host: 127.0.0.1', 'Origin: http://localhost:3000'],
  'its own origin': ['Host: 127.0.0.1', 'Origin: http://127.0.0.1'],
  'the origin null': ['Host: 127.0.0.1', 'Origin: null'],
  'fetch metadata': ['Host: 127.0.0.1', 'Sec-Fetch-Site: same-origin'],
  'fetch metadata of a navigation': ['Host: localhost', 'Sec-Fetch-Mode: navigate'],
  'a name of its own (DNS rebinding)': ['Host: evil.example'],
  'a name that begins with localhost': ['Host: localhost.evil.example'],
  'a name that ends with localhost': ['Host: evil.localhost'],
  'an address that is not written out': ['Host: 0x7f.1'],
  'the unspecified address': ['Host: 0.0.0.0'],
  'a name behind a user': ['Host: localhost@evil.example'],
  'an empty name': ['Host: '],
}

test.each(Object.entries(ofPages))('a request with %s is refused', async (_, headers) => {
  const target = await startTarget({ adminPort: 0 })
  const before = await stateOf(target)
  for (const path of paths) {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS', 'HEAD']) {
      const body = method === 'POST' ? fault : ''
      await expectRefused(
        target,
        before,
        await send(target, `${method} ${path}`, { headers: [...headers], body }),
      )
    }
  }
})

const bodies = {
  'not JSON': '{"error":50076',
  'a form': 'error=50076',
  'nothing at all': ' ',
  null: 'null',
  'a number': '5',
  'an array': '[{"error":50076}]',
  'a deep array': '['.repeat(30_000),
  'a deep object': '{"a":'.repeat(10_000),
  'an object without a known member': '{"a":1}',
  'a prototype': '{"__proto__":{"error":50076}}',
  'a constructor': '{"constructor":{"prototype":{"error":50076}},"error":50076}',
  'an error that is a text': '{"error":"50076"}',
  'an error that is no number': '{"error":1e999}',
  'an error that is negative': '{"error":-1}',
  'an error that is a fraction': '{"error":0.5}',
  'two effects': '{"error":50076,"hang":true}',
  'an endless delay': '{"slow":1e308}',
  'a negative delay': '{"slow":-1}',
  'an unknown endpoint': '{"hang":true,"endpoint":"__proto__"}',
  'a count that is none': '{"hang":true,"times":0}',
  'claims that are no text': '{"error":50076,"claims":{"a":1}}',
  'an unknown action': '{"action":"constructor"}',
  'an action that is no text': '{"action":["rotate"]}',
  'seconds that are a text': '{"seconds":"5"}',
  'seconds without end': '{"seconds":1e300}',
  'bytes that are no text': '\xff\xfe\0',
  '64 kB of JSON': `{"error":50076,"suberror":"${'a'.repeat(65 * 1024)}"}`,
}

test.each(Object.entries(bodies))('a body that is %s is refused', async (_, body) => {
  const target = await startTarget({ adminPort: 0 })
  const before = await stateOf(target)
  for (const path of ['/faults', '/keys', '/clock']) {
    await expectRefused(target, before, await send(target, `POST ${path}`, { body }))
  }
})

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonx'])(
  'a body of type %s is refused: pages may send it without being asked',
  async (type) => {
    const target = await startTarget({ adminPort: 0 })
    const before = await stateOf(target)
    await expectRefused(target, before, await send(target, 'POST /faults', { body: fault, type }))
  },
)

test.each([
  '/',
  '//state',
  '/state/',
  '/state/..',
  '/%73tate',
  '/STATE',
  '/__proto__',
  '/constructor',
  '*',
  'http://x/state',
])('there is nothing at %s', async (path) => {
  const target = await startTarget({ adminPort: 0 })
  const before = await stateOf(target)
  for (const method of ['GET', 'POST', 'DELETE']) {
    await expectRefused(target, before, await send(target, `${method} ${path}`))
  }
})

test('the server itself does not answer for the admin listener', async () => {
  const target = await startTarget({ adminPort: 0 })
  for (const path of paths) {
    const answer = await target.send(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)
    expect(answer.status).toBe(404)
  }
})

test('faults without end fill no memory', async () => {
  const target = await startTarget({ adminPort: 0 })
  const statuses = new Set<number>()
  for (let sent = 0; sent < 1100; sent += 1) {
    statuses.add((await send(target, 'POST /faults', { body: '{"hang":true,"times":1}' })).status)
  }
  expect([...statuses]).toEqual([200, 400])
})
