import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { probe } from './probe.ts'

const page = 'https://app.example.com'

interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
}

const servers: { close(): unknown }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const listen = async (server: TcpServer): Promise<number> => {
  servers.push(server)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return (server.address() as AddressInfo).port
}

const serve = async (
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly url: string; readonly seen: Seen[]; readonly port: number }> => {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers })
    answer(request, response)
  })
  const port = await listen(server)
  return { url: `http://127.0.0.1:${port}/contacts`, seen, port }
}

const allow = (response: ServerResponse, more: Record<string, string> = {}): ServerResponse => {
  response.setHeader('access-control-allow-origin', page)
  for (const [name, value] of Object.entries(more)) response.setHeader(name, value)
  return response
}

describe('a probe', () => {
  test('of a simple call sends the call alone, with the page’s origin', async () => {
    const { url, seen } = await serve((_, response) => allow(response).end('{}'))
    const { exchange, verdicts } = await probe({ url, origin: page })
    expect(seen.map(({ method, headers }) => [method, headers['origin']])).toEqual([['GET', page]])
    expect(verdicts.map(({ profile, outcome }) => [profile, outcome])).toEqual([
      ['spec', 'readable'],
      ['chromium', 'readable'],
      ['firefox', 'readable'],
      ['webkit', 'readable'],
    ])
    expect(exchange.ended).toBe('delivered')
  })

  test('asks first where a browser asks, and as it asks', async () => {
    const { url, seen } = await serve((request, response) => {
      allow(response, { 'access-control-allow-methods': 'PUT', 'access-control-allow-headers': 'x-page' })
      response.writeHead(request.method === 'OPTIONS' ? 204 : 200).end()
    })
    const { verdicts } = await probe({ url, origin: page, method: 'PUT', headers: ['X-Page', '1'] })
    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', 'PUT'])
    expect(seen[0]?.headers).toMatchObject({
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'x-page',
    })
    expect(seen[0]?.headers).not.toHaveProperty('x-page')
    expect(seen[1]?.headers).toMatchObject({ 'x-page': '1', origin: page })
    expect(verdicts.every(({ outcome }) => outcome === 'readable')).toBe(true)
  })

  test('stops where a browser stops: no call after a refused preflight', async () => {
    const { url, seen } = await serve((_, response) => response.writeHead(401).end())
    const { exchange } = await probe({ url, origin: page, method: 'DELETE' })
    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS'])
    expect(exchange).toMatchObject({ ended: 'blocked', verdict: { outcome: 'blocked', at: 'preflight' } })
  })

  test('follows redirects on the named host, with the origin that a browser sends', async () => {
    const { url, seen, port } = await serve((request, response) => {
      allow(response)
      if (request.url === '/contacts') response.writeHead(302, { location: `http://127.0.0.1:${port}/new` })
      response.end()
    })
    const { exchange } = await probe({ url, origin: page })
    expect(seen.map((each) => [each.url, each.headers['origin']])).toEqual([
      ['/contacts', page],
      ['/new', page],
    ])
    expect(exchange.hops).toHaveLength(2)
  })

  test('contacts no host that was not named, and names it', async () => {
    const other = await serve((_, response) => allow(response).end())
    const { url } = await serve((_, response) =>
      allow(response).writeHead(302, { location: other.url }).end(),
    )
    const { notContacted, exchange } = await probe({ url, origin: page })
    expect(notContacted).toBe(`127.0.0.1:${other.port}`)
    expect(other.seen).toEqual([])
    expect(exchange.verdict).toMatchObject({ outcome: 'undecided', hop: 1 })
  })

  test('contacts it once it is named; from one foreign origin to the next the Origin is null', async () => {
    const other = await serve((_, response) => {
      response.setHeader('access-control-allow-origin', 'null')
      response.end()
    })
    const { url } = await serve((_, response) =>
      allow(response).writeHead(302, { location: other.url }).end(),
    )
    const { exchange } = await probe({ url, origin: page, allowHosts: [`127.0.0.1:${other.port}`] })
    expect(other.seen[0]?.headers['origin']).toBe('null')
    expect(exchange.verdict?.outcome).toBe('readable')
  })

  test('ends in a circle of redirects as a browser does', async () => {
    const { url, seen } = await serve((_, response) =>
      allow(response).writeHead(302, { location: url }).end(),
    )
    const { exchange } = await probe({ url, origin: page })
    expect(seen).toHaveLength(21)
    expect(exchange.verdict).toMatchObject({ outcome: 'blocked', code: 'cors/redirect-not-followed' })
  })

  test('sends credentials nowhere: it has none', async () => {
    const { url, seen } = await serve((_, response) => allow(response).end())
    const { exchange } = await probe({ url, origin: page, withCredentials: true })
    expect(seen[0]?.headers).not.toHaveProperty('cookie')
    expect(exchange.verdict).toMatchObject({ outcome: 'blocked', code: 'cors/credentials-not-allowed' })
  })

  test('keeps the beginning of a text and none of a picture', async () => {
    const { url } = await serve((_, response) =>
      allow(response, { 'content-type': 'application/json' }).end('x'.repeat(100_000)),
    )
    const { exchange } = await probe({ url, origin: page })
    expect(exchange.hops[0]?.call?.response?.body).toHaveLength(4096)
  })
})

describe('a server that cannot be had', () => {
  const errorOf = async (url: string): Promise<string | undefined> => {
    const { exchange } = await probe({ url, origin: page })
    expect(exchange.ended).toBe('failed')
    return exchange.hops[0]?.call?.error
  }

  test('because nothing listens is named as browsers name it', async () => {
    const server = createTcpServer()
    const port = await listen(server)
    server.close()
    await once(server, 'close')
    expect(await errorOf(`http://127.0.0.1:${port}/`)).toBe('net::ERR_CONNECTION_REFUSED (ECONNREFUSED)')
  })

  test('because it hangs up is named', async () => {
    const port = await listen(createTcpServer((socket) => socket.destroy()))
    expect(await errorOf(`http://127.0.0.1:${port}/`)).toMatch(/^net::ERR_CONNECTION_RESET/)
  })

  test('because it does not speak HTTP is named', async () => {
    const port = await listen(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n')))
    expect(await errorOf(`http://127.0.0.1:${port}/`)).toMatch(/^net::ERR_INVALID_HTTP_RESPONSE/)
  })

  test('because it has no TLS is named', async () => {
    const { port } = await serve((_, response) => response.end())
    expect(await errorOf(`https://127.0.0.1:${port}/`)).toMatch(/^net::ERR_SSL_PROTOCOL_ERROR/)
  })

  test('because the URL is none of the web is judged without a request', async () => {
    const { exchange } = await probe({ url: 'ftp://example.com/', origin: page })
    expect(exchange.verdict).toMatchObject({ outcome: 'blocked', code: 'cors/scheme-not-supported' })
  })
})

test('names below localhost are this machine', async () => {
  const { port } = await serve((_, response) => allow(response).end())
  const { exchange } = await probe({ url: `http://api.clearway.localhost:${port}/`, origin: page })
  expect(exchange.ended).toBe('delivered')
})
