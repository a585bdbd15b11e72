import {
  compileCorsPolicy,
  policyAllows,
  type CorsPolicy,
  type CorsPolicyOptions,
} from '@clearway/rules/cors'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchChromium, type Chromium } from '../support/chromium.ts'
import { startUpstream, type Upstream } from '../support/upstream.ts'
import { startWorld, type World } from '../support/world.ts'

/** Repeatable random numbers (mulberry32), so that a failure can be run again. */
const createRandom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const seed = Number(process.env['CLEARWAY_SEED'] ?? 20_261_121)
const random = createRandom(seed)
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T
const some = <T>(items: readonly T[]): T[] => items.filter(() => random() < 0.5)

const policies = 30
const callsForEach = 20

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'patch', 'REPORT']
/** Each needs permission, whatever its value. */
const headers = ['x-a', 'x-request-id', 'authorization', 'if-match']

interface Call {
  readonly policy: number
  readonly origin: string
  readonly method: string
  readonly headers: readonly string[]
  readonly credentials: boolean
}

let world: World
let pages: Upstream
let browser: Chromium
let origins: readonly string[]
let compiled: readonly CorsPolicy[]
const opened = new Map<string, Page>()

const generatePolicy = (): CorsPolicyOptions => {
  const credentials = random() < 0.5
  const anyOrigin = !credentials && random() < 0.3
  const patterns = [
    ...origins,
    `http://*.clearway.localhost:${pages.port}`,
    `http://*.deep.clearway.localhost:${pages.port}`,
  ]
  const chosen = some(patterns)
  return {
    origins: anyOrigin ? '*' : chosen.length > 0 ? chosen : [origins[0] as string],
    ...(random() < 0.7 && { methods: ['GET', ...some(['PUT', 'PATCH', 'DELETE', 'REPORT'])] }),
    headers: random() < 0.3 ? 'any' : some(headers),
    credentials,
    maxAgeSeconds: pick([0, 5, 600]),
  }
}

beforeAll(async () => {
  pages = await startUpstream((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>a page</title>')
  })
  origins = ['a.clearway', 'b.clearway', 'c.deep.clearway', 'stranger'].map(
    (name) => `http://${name}.localhost:${pages.port}`,
  )
  const options = Array.from({ length: policies }, generatePolicy)
  compiled = options.map((each) => {
    const result = compileCorsPolicy(each)
    if (!result.ok) throw new Error(JSON.stringify(result.mistakes))
    return result.policy
  })
  world = await startWorld({
    applications: ({ apiOrigin, apiInternal }) => `
  - name: generated
    segments:
${options
  .map(({ maxAgeSeconds, ...rest }, index) => {
    const cors = JSON.stringify({ ...rest, maxAge: `${maxAgeSeconds}s` })
    return `      - { external: "${apiOrigin}/p${index}/", internal: "${apiInternal}/", accept: [anyone], cors: ${cors} }`
  })
  .join('\n')}
`,
  })
  browser = await launchChromium({ thirdPartyCookies: 'allowed' })
  for (const origin of origins) {
    const page = await browser.newPage()
    await page.goto(origin)
    opened.set(origin, page)
  }
})

afterAll(async () => {
  await browser?.close()
  await world?.close()
  await pages?.close()
})

/** What the page could do with each answer, in the calls' order. */
const callFrom = (page: Page, api: string, calls: readonly Call[]): Promise<boolean[]> =>
  page.evaluate(
    async ([base, list]) => {
      const readable: boolean[] = []
      for (const [index, call] of list.entries()) {
        const init: RequestInit = {
          method: call.method,
          headers: Object.fromEntries(call.headers.map((name) => [name, 'v'])),
          credentials: call.credentials ? 'include' : 'omit',
        }
        try {
          const answer = await fetch(`${base}/p${call.policy}/${index}`, init)
          readable.push(answer.type === 'cors' && answer.status === 200)
        } catch {
          readable.push(false)
        }
      }
      return readable
    },
    [api, calls] as const,
  )

test(`over ${policies * callsForEach} generated pairs, what the policy allows is what the page can read (seed ${seed})`, async () => {
  const calls: Call[] = compiled.flatMap((_policy, policy) =>
    Array.from({ length: callsForEach }, () => ({
      policy,
      origin: pick(origins),
      method: pick(methods),
      headers: random() < 0.4 ? [] : some(headers),
      credentials: random() < 0.5,
    })),
  )
  const differences: unknown[] = []
  let allowedCount = 0
  await Promise.all(
    origins.map(async (origin) => {
      const own = calls.filter((call) => call.origin === origin)
      const readable = await callFrom(opened.get(origin) as Page, world.apiOrigin, own)
      for (const [index, call] of own.entries()) {
        const policy = compiled[call.policy] as CorsPolicy
        const allowed = policyAllows(policy, call)
        if (allowed) allowedCount += 1
        if (allowed !== readable[index]) differences.push({ ...call, allowed, readable: readable[index] })
      }
    }),
  )
  expect(calls.length).toBeGreaterThanOrEqual(500)
  expect(differences).toEqual([])
  // Both answers occur often enough to mean something.
  expect(allowedCount).toBeGreaterThan(calls.length / 10)
  expect(allowedCount).toBeLessThan((calls.length * 9) / 10)
  expect(world.api.requests.some(({ method }) => method === 'OPTIONS')).toBe(false)
}, 120_000)
