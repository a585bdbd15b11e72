import { expect, test } from 'vitest'
import { createRuns } from './runs.ts'
import { createWire } from './wire.ts'

const app = 'http://pkce-missing-mended-app.clearway.localhost:8083'
const another = 'http://redirect-uri-web-broken-app.clearway.localhost:8083'
const login = 'http://login.clearway.localhost:8083'
const authorize = (page: string): string =>
  `${login}/t/oauth2/v2.0/authorize?redirect_uri=${encodeURIComponent(`${page}/`)}`

test('of two runs at a time each has what went to the sign-in page for it', async () => {
  const wire = createWire()
  const runs = createRuns(wire)
  const id = runs.start('pkce-missing', 'mended')
  const went = (address: string, headers: Record<string, string> = {}): void =>
    wire.add({
      startedAt: 0,
      endedAt: 1,
      request: {
        method: 'GET',
        url: new URL(address),
        headers: { 'user-agent': 'Mozilla/5.0', ...headers },
        body: Buffer.alloc(0),
      },
      answer: { body: '' },
    })
  const own = [`${app}/`, authorize(app), `${login}/t/login`, `${login}/t/token`, `${login}/t/keys`]
  went(own[0] ?? '')
  went(`${another}/`)
  went(own[1] ?? '')
  went(authorize(another).toLowerCase())
  went(own[2] ?? '', { referer: authorize(app) })
  went(`${login}/t/login`, { referer: authorize(another) })
  went(own[3] ?? '', { origin: app })
  went(`${login}/t/token`, { origin: another })
  went(own[4] ?? '')
  await runs.end(id)
  const { log } = JSON.parse(runs.har(id) ?? '') as { log: { entries: { request: { url: string } }[] } }
  expect(log.entries.map(({ request }) => request.url)).toEqual(own)
})
