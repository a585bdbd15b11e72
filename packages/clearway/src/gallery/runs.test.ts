import { expect, test } from 'vitest'
import { createRuns } from './runs.ts'
import { createWire } from './wire.ts'

const app = 'http://pkce-missing-mended-app.clearway.localhost:8083'
const another = 'http://redirect-uri-web-broken-app.clearway.localhost:8083'
const login = 'http://login.clearway.localhost:8083'
const authorize = (page: string): string =>
  `${login}/t/oauth2/v2.0/authorize?redirect_uri=${encodeURIComponent(`${page}/`)}`

const requestOf = (address: string, headers: Record<string, string> = {}) => ({
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

const urlsOf = (har = ''): readonly string[] => {
  const { log } = JSON.parse(har) as { log: { entries: { request: { url: string } }[] } }
  return log.entries.map(({ request }) => request.url)
}

const pathsOf = (har?: string): readonly string[] => urlsOf(har).map((url) => new URL(url).pathname)

test('of two runs at a time each has what went to the sign-in page for it', async () => {
  const wire = createWire()
  const runs = createRuns(wire, () => 0)
  const { id = '' } = runs.start('pkce-missing', 'mended') ?? {}
  const went = (address: string, headers?: Record<string, string>): void =>
    wire.add(requestOf(address, headers))
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
  expect(urlsOf(runs.har(id))).toEqual(own)
})

test('runs of one exhibit at a time have places of their own, and each its own requests', async () => {
  const wire = createWire()
  const runs = createRuns(wire, () => 0)
  const [first, second] = [runs.start('pkce-missing', 'mended'), runs.start('pkce-missing', 'mended')]
  expect([first?.stand.place, second?.stand.place]).toEqual([1, 2])
  for (const { pathname, page } of [
    { page: app, pathname: '/first' },
    { page: app.replace('mended', 'mended2'), pathname: '/second' },
    { page: app.replace('mended', 'mended3'), pathname: '/nobody' },
  ])
    wire.add(requestOf(page + pathname))
  expect([pathsOf(runs.har(first?.id ?? '')), pathsOf(runs.har(second?.id ?? ''))]).toEqual([
    ['/first'],
    ['/second'],
  ])
  await runs.end(first?.id ?? '')
  expect(runs.start('pkce-missing', 'mended')?.stand.place).toBe(1)
})

test('there are three places, and one that was left is free after a minute and a half', () => {
  let time = 0
  const runs = createRuns(createWire(), () => time)
  const placeOfNext = () => runs.start('pkce-missing', 'mended')?.stand.place
  expect([placeOfNext(), placeOfNext(), placeOfNext(), placeOfNext()]).toEqual([1, 2, 3, undefined])
  expect(runs.start('pkce-missing', 'broken')?.stand.place).toBe(1)
  time = 89_999
  expect(placeOfNext()).toBeUndefined()
  time = 90_000
  expect(placeOfNext()).toBe(1)
})
