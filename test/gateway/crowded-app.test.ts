import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { request } from '../support/http-client.ts'
import { openWorld } from './open-world.ts'

const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})

const publicPage = ({ pageOrigin, pageInternal }: Record<'pageOrigin' | 'pageInternal', string>): string => `
  - name: public
    segments:
      - external: ${pageOrigin}/
        internal: ${pageInternal}/
        accept: [anyone]
`

test('many streams that stay open keep nobody else from the app', async () => {
  const streams = 300
  let open = 0
  const world = await openWorld({
    applications: publicPage,
    page: (incoming, response) => {
      if (incoming.url !== '/events') return void response.end('ok')
      response.write('data: 1\n\n')
      open += 1
    },
  })
  const { host } = new URL(world.pageOrigin)
  await Promise.all(
    Array.from({ length: streams }, async () => {
      const socket = connect(world.port, '127.0.0.1')
      sockets.push(socket)
      socket.write(`GET /events HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
      await once(socket, 'data')
    }),
  )
  expect(open).toBe(streams)
  expect((await request(`${world.pageOrigin}/`)).status).toBe(200)
}, 20_000)

test('requests beyond limits.connections wait for their turn, and all are answered, in order', async () => {
  const waiting: ServerResponse[] = []
  const world = await openWorld({
    top: 'limits: { connections: 2 }',
    applications: publicPage,
    page: (_incoming, response) => void waiting.push(response),
  })
  const { host } = new URL(world.pageOrigin)
  const socket = connect(world.port, '127.0.0.1')
  sockets.push(socket)
  const paths = ['/1', '/2', '/3', '/4', '/5']
  socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`).join(''))
  let text = ''
  socket.on('data', (data: Buffer) => (text += data.toString()))
  for (const path of paths) {
    await expect.poll(() => waiting.length).toBeGreaterThan(0)
    expect(waiting.length).toBeLessThanOrEqual(2)
    const response = waiting.shift()
    expect(response?.req.url).toBe(path)
    response?.end(`answer of ${path}.`)
  }
  await expect.poll(() => text.match(/answer of \/\d/g)).toEqual(paths.map((path) => `answer of ${path}`))
})

test('an internal URL that leads back to the gateway is refused at the second pass', async () => {
  const world = await openWorld({
    applications: ({ pageOrigin, port }) => `
  - name: loop
    segments:
      - external: ${pageOrigin}/
        internal: http://127.0.0.1:${port}/
        accept: [anyone]
      - external: http://127.0.0.1:${port}/
        internal: http://127.0.0.1:${port}/
        accept: [anyone]
`,
  })
  const answer = await request(`${world.pageOrigin}/`)
  expect(answer.status).toBe(502)
  expect(answer.body.toString()).toContain('"code":"proxy/internal-unreachable"')
  expect(world.logText()).toContain('leads back to this gateway')
  expect(world.log.filter(({ msg }) => msg === 'request')).toHaveLength(2)
})
