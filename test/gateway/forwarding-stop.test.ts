import { EventEmitter, once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { openRaw, type RawConnection } from '../support/raw-http.ts'
import type { World } from '../support/world.ts'
import { openWorld, pageForAnyone } from './open-world.ts'

/** Longer than any test may take: what ends before it did not end because of it. */
const never = 600_000

/** A gateway with one request under way: the internal app has it, and has not answered. */
const underWay = async (): Promise<{
  readonly world: World
  readonly browser: RawConnection
  readonly response: ServerResponse
}> => {
  const app = new EventEmitter()
  const world = await openWorld({
    page: (_request, response) => app.emit('request', response),
    applications: pageForAnyone,
  })
  const asked = once(app, 'request')
  const browser = await openRaw(world.port)
  await browser.send(`GET /slow HTTP/1.1\r\nHost: ${new URL(world.pageOrigin).host}\r\n\r\n`)
  const [response] = (await asked) as [ServerResponse]
  return { world, browser, response }
}

test('a request under way is finished, then the gateway ends, kept connections and all', async () => {
  const { world, browser, response } = await underWay()
  const idle = await openRaw(world.port)
  const stopped = world.gateway.stop(never)
  await idle.closed()
  response.end('finished')
  expect((await browser.response()).body).toBe('finished')
  await stopped
  await browser.closed()
})

test('an answer under way is finished too', async () => {
  const { world, browser, response } = await underWay()
  response.write('begun, ')
  const stopped = world.gateway.stop(never)
  response.end('finished')
  expect((await browser.response()).body).toBe('begun, finished')
  await stopped
})

test('no new connection is taken', async () => {
  const { world, browser, response } = await underWay()
  const stopped = world.gateway.stop(never)
  await expect(openRaw(world.port)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  response.end('finished')
  await browser.response()
  await stopped
})

test('what is not finished in time is cut off: the browser never takes half for whole', async () => {
  const { world, browser, response } = await underWay()
  const gone = once(response, 'close')
  response.writeHead(200, { 'Content-Length': '100' })
  response.write('half')
  await browser.sees('half')
  await world.gateway.stop(1)
  const raw = await browser.closed()
  expect(raw.toString()).toMatch(/Content-Length: 100[^]*half$/)
  await gone
})
