import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { openWorld } from './open-world.ts'

const piece = Buffer.alloc(64 * 1024, 'x')

/** Writes for as long as somebody takes it. */
const writeOn = (response: ServerResponse): void => {
  while (response.write(piece));
  response.once('drain', () => writeOn(response))
}

test('a browser that does not read its answer for longer than the idle time is let go, and so is the internal app', async () => {
  const closed: Promise<unknown>[] = []
  const world = await openWorld({
    page: (_request, response) => {
      closed.push(once(response, 'close'))
      writeOn(response)
    },
    applications: ({ pageOrigin, pageInternal }) => `
  - name: public
    segments:
      - { external: "${pageOrigin}/", internal: "${pageInternal}/", accept: [anyone], timeouts: { idle: 200ms } }
`,
  })
  const browser = connect(world.port, '127.0.0.1')
  browser.on('error', () => {})
  browser.pause()
  browser.write(`GET /endless HTTP/1.1\r\nHost: ${new URL(world.pageOrigin).host}\r\n\r\n`)
  while (closed.length === 0) await once(world.page.server, 'request')
  await closed[0]
  expect(world.log.find(({ path }) => path === '/endless')).toMatchObject({
    status: 200,
    brokeOff: 'the browser did not read on',
  })
  browser.destroy()
})
