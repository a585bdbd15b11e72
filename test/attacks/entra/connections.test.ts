import { expect, test } from 'vitest'
import { openRaw, type RawConnection } from '../../support/raw-http.ts'
import { expectGraceful } from './support/graceful.ts'
import { issue } from './support/issue.ts'
import { bytesAsMeant } from './support/attacked-request.ts'
import { requestsWith } from './support/requests.ts'
import { v2 } from './support/requests/paths.ts'
import { startTarget, tenantId, type Target } from './support/target.ts'

const metadata = `GET /${tenantId}/v2.0/.well-known/openid-configuration HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`

async function expectAlive(target: Target): Promise<void> {
  expect((await target.send(metadata)).status).toBe(200)
  expect(target.failures).toEqual([])
}

async function open(target: Target, count: number, bytes: string): Promise<readonly RawConnection[]> {
  const connections = await Promise.all(Array.from({ length: count }, () => openRaw(target.entra.port)))
  await Promise.all(connections.map((connection) => connection.send(bytes)))
  return connections
}

const head = `POST ${v2}/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n`

const unfinished = {
  'half a request line': 'GET /com',
  'half the headers': `${head}X-Slow: `,
  'half a body': `${head}Content-Length: 1000\r\n\r\ngrant_type=`,
  'a chunk without an end': `${head}Transfer-Encoding: chunked\r\n\r\nffff\r\ngrant_type=`,
}

test.each(Object.entries(unfinished))('%s on 200 connections keeps nobody else waiting', async (_, bytes) => {
  const target = await startTarget()
  const connections = await open(target, 200, bytes)
  await expectAlive(target)
  for (const connection of connections) connection.destroy()
  await expectAlive(target)
})

test.each(Object.entries(unfinished))('%s and then the end of sending is closed', async (_, bytes) => {
  const target = await startTarget()
  const [connection] = await open(target, 1, bytes)
  connection?.end()
  const left = (await connection?.closed())?.toString('latin1') ?? ''
  expect(left).toMatch(/^(?:$|HTTP\/1\.1 4\d\d )/)
  await expectAlive(target)
})

test.each(Object.entries(unfinished))('%s does not keep the server from stopping', async (_, bytes) => {
  const target = await startTarget()
  const connections = await open(target, 10, bytes)
  await target.entra.close()
  await Promise.all(connections.map((connection) => connection.closed()))
  expect(target.failures).toEqual([])
})

test('every request may be cut at any place', async () => {
  const target = await startTarget()
  for (const request of requestsWith(await issue(target))) {
    const bytes = bytesAsMeant(request)
    const places = [
      1,
      bytes.indexOf('\r\n') + 1,
      bytes.indexOf('\r\n\r\n') + 2,
      bytes.length - 1,
      bytes.length,
    ]
    for (const at of places) {
      const [connection] = await open(target, 1, bytes.slice(0, at))
      connection?.destroy()
    }
  }
  await expectAlive(target)
})

test('requests one after the other on a connection are answered in order', async () => {
  const target = await startTarget()
  const requests = requestsWith(await issue(target)).filter(({ name }) => !name.startsWith('token, auth'))
  const connection = await openRaw(target.entra.port)
  const bytes = requests.map((request) => bytesAsMeant(request).replace('Connection: close\r\n', ''))
  await connection.send(bytes.join(''))
  for (const { name, status } of requests) {
    const answer = await connection.response()
    expect({ name, status: answer.status }).toEqual({ name, status })
    expectGraceful(answer)
  }
  connection.destroy()
  await expectAlive(target)
})

const smuggled: Readonly<Record<string, string>> = {
  'two lengths': `${head}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef`,
  'a length and chunks': `${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
  'a negative length': `${head}Content-Length: -1\r\n\r\n`,
  'an endless chunk': `${head}Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n`,
  'a space before the colon': `${head}Content-Length : 5\r\n\r\nabcde`,
  'a folded header': `${head}X: a\r\n b\r\nContent-Length: 0\r\n\r\n`,
  'a NUL in a header': `${head}X: \0\r\nContent-Length: 0\r\n\r\n`,
  'two hosts': `${head}Host: other\r\nContent-Length: 0\r\n\r\n`,
  'no host': `GET / HTTP/1.1\r\n\r\n`,
  'TLS on a plain port': '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  noise: '\0\xff\r\n\r\n',
}

test.each(Object.entries(smuggled))('%s is refused or answered once', async (_, bytes) => {
  const target = await startTarget()
  const answer = await target.send(bytes, { halfClose: true, until: 'close' })
  expect(answer.raw.toString('latin1').match(/HTTP\/1\.1 /g)?.length ?? 0).toBeLessThanOrEqual(1)
  expect(answer.status === 0 || (answer.status >= 200 && answer.status < 500)).toBe(true)
  await expectAlive(target)
})
