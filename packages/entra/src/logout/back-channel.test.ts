import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { describe, expect, it, onTestFinished } from 'vitest'
import { contosoId } from '../../test-support/contoso.ts'
import {
  answerOf,
  authorizeParameters,
  pageUri,
  pathTo,
  type Running,
  signIn,
  startContoso,
} from '../../test-support/running.ts'

interface Told {
  readonly method: string | undefined
  readonly path: string | undefined
  readonly host: string | undefined
  readonly form: URLSearchParams
}

/** An application's own server: notes what it is told and answers as it is asked to. */
async function startApplication(
  respond: (response: ServerResponse) => void,
): Promise<{ readonly port: number; readonly told: Told[] }> {
  const told: Told[] = []
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { headers, method, url } = request
    told.push({ method, path: url, host: headers.host, form: new URLSearchParams(body) })
    respond(response)
  }
  const server: Server = createServer((request, response) => void receive(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, told }
}

const reply =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void =>
    void response.writeHead(status, headers).end()

/** Signs Ada in to the page and out again; tells the session's id and what came of telling the page. */
async function signInAndOut(running: Running): Promise<{ sid: string | null; outcome: unknown }> {
  const browser = running.createBrowser()
  const answer = await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
  const response = await browser.request(pathTo('oauth2/v2.0/logout'))
  expect(response.status).toBe(200)
  const event = running.events.find(({ type }) => type === 'back-channel-logout')
  return { sid: answerOf(answer).get('session_state'), outcome: event }
}

describe('back-channel logout', () => {
  it('posts a logout token to an application on this machine', async () => {
    const running = await startContoso()
    const { port, told } = await startApplication(reply(204))
    running.page.backChannelLogoutUri = `http://app.localhost:${port}/bye?x=1`
    const { outcome, sid } = await signInAndOut(running)
    expect(outcome).toEqual({ type: 'back-channel-logout', app: running.page.appId, outcome: 'accepted' })
    expect(told).toHaveLength(1)
    const [{ form, ...request } = { form: new URLSearchParams() }] = told
    expect(request).toEqual({ method: 'POST', path: '/bye?x=1', host: `app.localhost:${port}` })
    expect([...form.keys()]).toEqual(['logout_token'])
    const published = await running.createBrowser().request(`/${contosoId}/discovery/v2.0/keys`)
    const keys = createLocalJWKSet((await published.json()) as JSONWebKeySet)
    const { payload } = await jwtVerify(form.get('logout_token') ?? '', keys, {
      typ: 'logout+jwt',
      issuer: `${running.entra.origin}/${contosoId}/v2.0`,
      audience: running.page.appId,
      currentDate: new Date(running.clock.now()),
    })
    expect(payload).toMatchObject({
      sid,
      jti: expect.any(String),
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    })
    expect(payload).not.toHaveProperty('nonce')
  })

  it('follows no redirect, and takes one for a no', async () => {
    const running = await startContoso()
    const { port, told } = await startApplication(reply(307, { location: '/again' }))
    running.page.backChannelLogoutUri = `http://localhost:${port}/`
    expect((await signInAndOut(running)).outcome).toMatchObject({ outcome: 'refused' })
    expect(told).toHaveLength(1)
  })

  it('goes on without an application that hangs up', async () => {
    const running = await startContoso()
    const { port } = await startApplication((response) => void response.destroy())
    running.page.backChannelLogoutUri = `http://127.0.0.1:${port}/`
    expect((await signInAndOut(running)).outcome).toMatchObject({ outcome: 'unreachable' })
  })

  it.each([
    'https://app.example.com/bye',
    'http://169.254.169.254/latest',
    'http://localhost.example.com/',
    'http://app.localhost.example.com/',
    'http://10.0.0.1/',
    'file:///etc/passwd',
    'nonsense',
  ])('never reaches out to %s', async (uri) => {
    const running = await startContoso()
    running.page.backChannelLogoutUri = uri
    expect((await signInAndOut(running)).outcome).toMatchObject({ outcome: 'unreachable' })
  })

  it('tells nobody who got nothing', async () => {
    const running = await startContoso()
    const { port, told } = await startApplication(reply(200))
    running.gateway.backChannelLogoutUri = `http://localhost:${port}/`
    expect((await signInAndOut(running)).outcome).toBeUndefined()
    expect(told).toEqual([])
  })
})
