// How many verdicts a second one core gives, over a mixed table: simple calls, preflighted ones, redirected ones, with
// and without credentials, each for all four profiles. Counts processor time, so that neighbours on the machine do not
// matter.
import { judge, profiles } from '../packages/rules/dist/verdict.js'

const page = 'https://app.one.example'
const api = 'https://api.two.example/orders?id=7'
const allowed = [
  'Content-Type',
  'application/json',
  'Date',
  'Sat, 21 Nov 2026 00:00:00 GMT',
  'Access-Control-Allow-Origin',
  page,
  'Access-Control-Allow-Credentials',
  'true',
]
const preflight = {
  status: 204,
  headers: [
    ...allowed,
    'Access-Control-Allow-Methods',
    'PUT, DELETE',
    'Access-Control-Allow-Headers',
    'content-type, authorization',
  ],
}
const answer = { status: 200, headers: allowed }
const json = ['Content-Type', 'application/json', 'Authorization', 'Bearer x']
const redirect = (location, origin = page) => ({
  status: 302,
  headers: [
    'Location',
    location,
    'Access-Control-Allow-Origin',
    origin,
    'Access-Control-Allow-Credentials',
    'true',
  ],
})

const exchanges = [
  { origin: page, request: { url: `${page}/orders` }, hops: [{ answer: { status: 200, headers: allowed } }] },
  { origin: page, request: { url: api }, hops: [{ answer }] },
  { origin: page, request: { url: api, credentials: 'include' }, hops: [{ answer }] },
  { origin: page, request: { url: api }, hops: [{ answer: { status: 502, headers: ['Server', 'nginx'] } }] },
  { origin: page, request: { url: api, method: 'PUT', headers: json }, hops: [{ preflight, answer }] },
  {
    origin: page,
    request: { url: api, method: 'POST', headers: json, credentials: 'include' },
    hops: [{ preflight, answer }],
  },
  { origin: page, request: { url: api, method: 'PATCH' }, hops: [{ preflight, answer }] },
  {
    origin: page,
    request: { url: `${page}/orders` },
    hops: [
      { answer: redirect('https://login.three.example/authorize?client_id=5') },
      { answer: { status: 200, headers: [] } },
    ],
  },
  { origin: page, request: { url: api }, hops: [{ answer: redirect('/orders/7') }, { answer }] },
  { origin: page, request: { url: api, mode: 'no-cors' }, hops: [{ answer }] },
]

/** Judges the whole table for every profile until the time is up; verdicts in a second of CPU time. */
function measure(milliseconds) {
  const start = process.cpuUsage()
  const used = () => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }
  let count = 0
  while (used() < milliseconds) {
    for (let round = 0; round < 50; round++) {
      for (const profile of profiles) for (const exchange of exchanges) judge(exchange, profile)
    }
    count += 50 * profiles.length * exchanges.length
  }
  return (1000 * count) / used()
}

/** Verdicts in a second of one core's time, and of how many exchanges and profiles; the median of five rounds. */
export const benchVerdicts = () => {
  measure(1000)
  const rounds = Array.from({ length: 5 }, () => measure(500)).toSorted((a, b) => a - b)
  return { rate: rounds[2], exchanges: exchanges.length, profiles: profiles.length }
}
