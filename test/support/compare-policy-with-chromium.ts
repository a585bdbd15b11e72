import {
  compileCorsPolicy,
  policyAllows,
  type CorsPolicy,
  type CorsPolicyOptions,
} from '@clearway/rules/cors'
import type { Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { startUpstream } from './upstream.ts'
import { startWorld } from './world.ts'

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

/** What came of comparing policies with a browser. */
export interface Comparison {
  readonly pairs: number
  /** How many of them the policy allows. */
  readonly allowed: number
  readonly differences: readonly (Call & {
    readonly policyAllows: boolean
    readonly pageCouldRead: boolean
  })[]
  /** Methods that reached the internal app. */
  readonly methodsAtApp: ReadonlySet<string>
}

/** Generates policies and calls, all from one seed. */
const createGenerator = (seed: number, origins: readonly string[], pagePort: number) => {
  const random = createRandom(seed)
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('there is nothing to pick from')
    return item
  }
  const some = <T>(items: readonly T[]): T[] => items.filter(() => random() < 0.5)
  const patterns = [
    ...origins,
    `http://*.clearway.localhost:${pagePort}`,
    `http://*.deep.clearway.localhost:${pagePort}`,
  ]
  return {
    policy: (): CorsPolicyOptions & { readonly maxAgeSeconds: number } => {
      const credentials = random() < 0.5
      const anyOrigin = !credentials && random() < 0.3
      const chosen = some(patterns)
      return {
        origins: anyOrigin ? '*' : chosen.length > 0 ? chosen : [pick(origins)],
        ...(random() < 0.7 && { methods: ['GET', ...some(['PUT', 'PATCH', 'DELETE', 'REPORT'])] }),
        headers: random() < 0.3 ? 'any' : some(headers),
        credentials,
        maxAgeSeconds: pick([0, 5, 600]),
      }
    },
    call: (policy: number): Call => ({
      policy,
      origin: pick(origins),
      method: pick(methods),
      headers: random() < 0.4 ? [] : some(headers),
      credentials: random() < 0.5,
    }),
  }
}

/** Makes the calls from a page, one after the other; tells for each whether the page could read the answer. */
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

const judge = (
  call: Call,
  policy: CorsPolicy | undefined,
  readable: boolean | undefined,
): Comparison['differences'][number] => {
  if (policy === undefined || readable === undefined) throw new Error('a call was not made')
  return { ...call, policyAllows: policyAllows(policy, call), pageCouldRead: readable }
}

const compile = (options: CorsPolicyOptions): CorsPolicy => {
  const result = compileCorsPolicy(options)
  if (!result.ok) throw new Error(JSON.stringify(result.mistakes))
  return result.policy
}

/**
 * Compares what generated policies mean with what pages in Chromium can read through a gateway that serves them.
 *
 * @param seed - The same seed makes the same policies and calls, but for the ports.
 * @param policyCount - Each policy is a segment of its own.
 * @param callsForEach - Calls for each policy, from pages of four origins.
 */
export const comparePolicyWithChromium = async (
  seed: number,
  policyCount: number,
  callsForEach: number,
): Promise<Comparison> => {
  const pages = await startUpstream((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>a page</title>')
  })
  const origins = ['a.clearway', 'b.clearway', 'c.deep.clearway', 'stranger'].map(
    (name) => `http://${name}.localhost:${pages.port}`,
  )
  const generate = createGenerator(seed, origins, pages.port)
  const options = Array.from({ length: policyCount }, generate.policy)
  const policies = options.map(compile)
  const world = await startWorld({
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
  const browser = await launchChromium({ thirdPartyCookies: 'allowed' })
  try {
    const calls = options.flatMap((_options, policy) =>
      Array.from({ length: callsForEach }, () => generate.call(policy)),
    )
    const judged = await Promise.all(
      origins.map(async (origin) => {
        const page = await browser.newPage()
        await page.goto(origin)
        const own = calls.filter((call) => call.origin === origin)
        const readable = await callFrom(page, world.apiOrigin, own)
        return own.map((call, index) => judge(call, policies[call.policy], readable[index]))
      }),
    )
    const all = judged.flat()
    return {
      pairs: all.length,
      allowed: all.filter((each) => each.policyAllows).length,
      differences: all.filter((each) => each.policyAllows !== each.pageCouldRead),
      methodsAtApp: new Set(world.api.requests.map(({ method }) => method)),
    }
  } finally {
    await browser.close()
    await world.close()
    await pages.close()
  }
}
