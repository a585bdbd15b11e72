import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { authorizeParameters, pageUri, pathTo, type Running, startContoso } from '../test-support/running.ts'
import { contosoId } from '../test-support/contoso.ts'

/** Fetches metadata under a `Host` header. */
async function issuerUnder({ entra }: Running, host: string): Promise<string> {
  const path = `/${contosoId}/v2.0/.well-known/openid-configuration`
  const made = request({ port: entra.port, host: '127.0.0.1', path, headers: { host } }).end()
  const [response] = (await once(made, 'response')) as [AsyncIterable<Buffer>]
  let text = ''
  for await (const chunk of response) text += chunk.toString()
  return (JSON.parse(text) as { issuer: string }).issuer
}

describe('the name that a request came under', () => {
  it.each([
    ['localhost:1234', 'http://localhost:1234'],
    ['LocalHost', 'http://localhost'],
    ['localhost:80', 'http://localhost'],
    ['Login.Clearway.localhost:8400', 'http://login.clearway.localhost:8400'],
  ])('is in issuers if it is ours: %s', async (host, origin) => {
    expect(await issuerUnder(await startContoso(), host)).toBe(`${origin}/${contosoId}/v2.0`)
  })

  it.each([
    'example.com',
    '127.0.0.1:8400',
    'localhost.example.com',
    'localhost:8400@example.com',
    'localhost:99999',
    'localhost:',
    'localhost/x',
    'example.com#localhost',
    'login.microsoftonline.com',
    'contoso.b2clogin.com',
    '',
  ])('is not if it is none of ours: %j', async (host) => {
    const running = await startContoso()
    expect(await issuerUnder(running, host)).toBe(`${running.entra.origin}/${contosoId}/v2.0`)
  })

  it.each([
    'login.microsoftonline.com',
    'login.windows.net',
    'contoso.b2clogin.com',
    'contoso.ciamlogin.com',
  ])('is in issuers if this server stands in for Microsoft: %s', async (host) => {
    const running = await startContoso({ asMicrosoft: true })
    expect(await issuerUnder(running, host)).toBe(`http://${host}/${contosoId}/v2.0`)
  })

  it.each(['login.microsoftonline.com.example.com', 'xb2clogin.com', 'graph.example.com'])(
    'is not if it only looks like one of Microsoft’s: %s',
    async (host) => {
      const running = await startContoso({ asMicrosoft: true })
      expect(await issuerUnder(running, host)).toBe(`${running.entra.origin}/${contosoId}/v2.0`)
    },
  )

  it('can be chosen, in any case', async () => {
    const running = await startContoso({ hostname: 'Entra.Test' })
    expect(running.entra.origin).toBe(`http://entra.test:${running.entra.port}`)
    expect(await issuerUnder(running, 'ENTRA.test:1')).toBe(`http://entra.test:1/${contosoId}/v2.0`)
  })
})

/** Sends a request over a socket; what comes back until it is closed, or until something came. */
function send({ entra }: Running, path: string): { readonly closed: Promise<string>; end(): void } {
  const socket = connect(entra.port, '127.0.0.1')
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString()))
  socket.on('error', () => undefined)
  return { closed: once(socket, 'close').then(() => text), end: () => void socket.destroy() }
}

const keysPath = '/common/discovery/v2.0/keys'

describe('faults of the answer as a whole', () => {
  it('cut the connection', async () => {
    const running = await startContoso()
    running.entra.control.addFault({ cut: true })
    expect(await send(running, keysPath).closed).toBe('')
  })

  it('let the connection hang until the server closes', async () => {
    const running = await startContoso()
    running.entra.control.addFault({ hang: true, times: 1 })
    const hung = send(running, keysPath)
    expect(await send(running, keysPath).closed).toMatch(/^HTTP\/1\.1 200 /)
    await running.entra.close()
    expect(await hung.closed).toBe('')
  })

  it('slow the answer down, and it is the right one', async () => {
    const running = await startContoso()
    running.entra.control.addFault({ slow: 0.05 })
    expect(await send(running, keysPath).closed).toMatch(/^HTTP\/1\.1 200 /)
  })

  it('answer 404 without CORS headers', async () => {
    const running = await startContoso()
    running.entra.control.addFault({ notFound: true, endpoint: 'metadata' })
    const response = await running.createBrowser().request('/common/v2.0/.well-known/openid-configuration')
    expect(response.status).toBe(404)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect((await running.createBrowser().request(keysPath)).status).toBe(200)
  })

  it.each<[string, (running: Running) => Promise<Response>]>([
    [
      'its query',
      (running) => {
        const path = pathTo('oauth2/v2.0/authorize', authorizeParameters(running.page, pageUri))
        return running.createBrowser().request(path)
      },
    ],
    [
      'its form',
      (running) =>
        running
          .createBrowser()
          .post('/common/oauth2/v2.0/token', { client_id: running.page.appId.toUpperCase() }),
    ],
    [
      'Basic authorization',
      (running) => {
        const authorization = `Basic ${Buffer.from(`${running.page.appId}:secret`).toString('base64')}`
        return running.createBrowser().post('/common/oauth2/token', {}, { authorization })
      },
    ],
  ])('strike an application that a request names in %s', async (_, ask) => {
    const running = await startContoso()
    running.entra.control.addFault({ notFound: true, app: running.gateway.appId })
    expect((await ask(running)).status).not.toBe(404)
    running.entra.control.addFault({ notFound: true, app: running.page.appId })
    expect((await ask(running)).status).toBe(404)
  })

  it('come from the directory too, and go when it is replaced', async () => {
    const running = await startContoso()
    running.entra.replaceDirectory({ ...running.directory, faults: [{ notFound: true }] })
    expect((await running.createBrowser().request(keysPath)).status).toBe(404)
    running.entra.replaceDirectory(running.directory)
    expect((await running.createBrowser().request(keysPath)).status).toBe(200)
  })
})
