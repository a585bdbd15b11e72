import { EventEmitter, once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { request, type Answer } from '../support/http-client.ts'
import { sendRaw } from '../support/raw-http.ts'
import type { World } from '../support/world.ts'
import { openWorld, pageForAnyone, shareWorld } from './open-world.ts'

type Line = Readonly<Record<string, unknown>>

/** The log's lines about an answer's request, once it is over. */
const linesOf = ({ log }: World, answer: Pick<Answer, 'header'>): Promise<readonly Line[]> =>
  vi.waitFor(() => {
    const id = answer.header('clearway-request-id')
    const lines = log.filter((line) => line['request'] === id)
    if (!lines.some((line) => line['msg'] === 'request')) throw new Error('the request is not in the log')
    return lines
  })

describe('each request', () => {
  const world = shareWorld()

  test('is one line of JSON with these fields and no others', async () => {
    const { apiToken, apiOrigin } = world()
    const headers = {
      authorization: `Bearer ${await apiToken()}`,
      origin: 'http://contacts.clearway.localhost',
    }
    const answer = await request(`${apiOrigin}/people/1?code=secret&access_token=secret`, { headers })
    expect(await linesOf(world(), answer)).toEqual([
      {
        level: 30,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        request: answer.header('clearway-request-id'),
        client: '127.0.0.1',
        method: 'GET',
        host: new URL(apiOrigin).host,
        path: '/people/1',
        application: 'contacts',
        kind: 'background',
        caller: 'bearer',
        status: 200,
        ms: expect.any(Number),
        msg: 'request',
      },
    ])
  })

  test('that was refused has a second line: what, and why it was answered as it was', async () => {
    const { apiOrigin } = world()
    const answer = await request(`${apiOrigin}/x?code=secret`, {
      method: 'POST',
      headers: { origin: 'https://page.example', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
    })
    const lines = await linesOf(world(), answer)
    expect(lines).toHaveLength(2)
    expect(lines).toContainEqual({
      level: 40,
      time: expect.any(String),
      request: answer.header('clearway-request-id'),
      problem: 'session/missing',
      method: 'POST',
      host: new URL(apiOrigin).host,
      path: '/x',
      application: 'contacts',
      origin: 'https://page.example',
      kind: 'background',
      reasons: expect.arrayContaining([expect.any(String)]),
      status: 401,
      msg: 'refused',
    })
  })

  test('of a session is named so, and by no name', async () => {
    const { browser, logText, pageOrigin, signIn } = world()
    const ada = browser()
    await signIn(ada)
    const answer = await ada.get(`${pageOrigin}/x`, { kind: 'navigation' })
    expect(await linesOf(world(), answer)).toMatchObject([
      { caller: 'session', kind: 'navigation', status: 200 },
    ])
    expect(logText()).not.toMatch(/Lovelace|ada@contoso/)
  })

  test('that is a preflight is named so, refused or not', async () => {
    const { apiOrigin, pageOrigin } = world()
    const preflight = (origin: string): Promise<Answer> =>
      request(`${apiOrigin}/x`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PUT' },
      })
    expect(await linesOf(world(), await preflight(pageOrigin))).toMatchObject([
      { msg: 'request', kind: 'preflight', status: 204, caller: 'nobody' },
    ])
    expect(await linesOf(world(), await preflight('https://stranger.example'))).toContainEqual(
      expect.objectContaining({ problem: 'cors/origin-not-allowed', kind: 'preflight', status: 403 }),
    )
  })

  test('that could not be read is a line too', async () => {
    const before = world().log.length
    expect((await sendRaw(world().port, 'nonsense\r\n\r\n')).status).toBe(400)
    expect(world().log.slice(before)).toMatchObject([
      { msg: 'refused', problem: 'request/malformed', status: 400 },
    ])
  })

  test('leaves one line, whatever it puts into its fields', async () => {
    const { log, logText, port, apiOrigin } = world()
    const { host } = new URL(apiOrigin)
    const origin = `https://${'x'.repeat(5_000)}.example`
    const { headers } = await sendRaw(
      port,
      `GET /a%0Ab%22%7D HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nX-Quote: "}\r\n\r\n`,
    )
    const id = new Map(headers).get('Clearway-Request-Id')
    await linesOf(world(), { header: () => id })
    for (const line of logText().trimEnd().split('\n'))
      expect(() => JSON.parse(line) as unknown).not.toThrow()
    const refused = log.find((line) => line['request'] === id && line['msg'] === 'refused')
    expect(refused?.['origin']).toBe(origin.slice(0, 200))
  })
})

test('an internal app’s failure is told to the operator: where, in which phase, by which code', async () => {
  const world = await openWorld({
    applications: ({ pageOrigin }) => `
  - name: public
    segments:
      - external: ${pageOrigin}/
        internal: http://127.0.0.1:1/
        accept: [anyone]
`,
  })
  const answer = await request(`${world.pageOrigin}/x`)
  expect(await linesOf(world, answer)).toContainEqual(
    expect.objectContaining({
      problem: 'proxy/internal-unreachable',
      cause: 'http://127.0.0.1:1: connect refused (ECONNREFUSED)',
    }),
  )
})

test('a browser that went away is in the log as such', async () => {
  const app = new EventEmitter()
  const world = await openWorld({
    page: () => app.emit('request'),
    applications: pageForAnyone,
  })
  const asked = once(app, 'request')
  const socket = connect(world.port, '127.0.0.1')
  socket.write(`GET /gone HTTP/1.1\r\nHost: ${new URL(world.pageOrigin).host}\r\n\r\n`)
  await asked
  socket.destroy()
  await vi.waitFor(() => {
    expect(world.log).toMatchObject([{ msg: 'request', path: '/gone', aborted: true }])
  })
})

test('without an access log, refusals are logged alone', async () => {
  const world = await openWorld({ top: 'log: { access: false }' })
  await request(`${world.pageOrigin}/.clearway/session`)
  await request(`${world.apiOrigin}/x`, { headers: { authorization: `Bearer ${await world.apiToken()}` } })
  await world.gateway.stop()
  expect(world.log.map((line) => line['msg'])).toEqual(['refused'])
})

test('nothing that opens anything is in any line', async () => {
  const world = await openWorld()
  const { apiOrigin, browser, pageOrigin, signIn } = world
  const secrets = new Set<string>()
  const ada = browser()
  await signIn(ada)
  for (const origin of [pageOrigin, apiOrigin]) {
    const header = ada.cookies.header(new URL(origin), { kind: 'navigation', method: 'GET' })
    for (const [, value = ''] of header.matchAll(/=([^;]+)/g)) secrets.add(value)
  }
  const token = await world.apiToken()
  secrets.add(token).add(token.split('.')[2] ?? token)
  await ada.get(`${apiOrigin}/x?access_token=${token}`, { kind: 'background' })
  await request(`${apiOrigin}/x`, { headers: { authorization: `Bearer ${token}` } })
  await request(`${apiOrigin}/x`, { headers: { authorization: `Bearer ${token}x` } })
  await request(`${apiOrigin}/x`, { headers: { authorization: `Bearer ${token} ${token}` } })
  await request(`${apiOrigin}/x`, { headers: { authorization: `Bearer ${token}`, x_forwarded_for: token } })
  await world.gateway.stop()
  expect(secrets.size).toBeGreaterThan(3)
  expect(world.log.length).toBeGreaterThan(8)
  for (const secret of secrets) expect(world.logText()).not.toContain(secret)
  expect(world.logText()).not.toMatch(/[?&](?:code|state|access_token)=/)
})
