import type { Answer, Call, Exchange, Hop, PreflightCache } from '../../src/verdict/exchange.ts'
import type { Profile } from '../../src/verdict/profile.ts'
import type { StepId } from '../../src/verdict/steps.ts'

export const page = 'https://app.example.com'
export const home = `${page}/orders`
export const api = 'https://api.example.net/orders'
export const other = 'https://api.example.org/orders'

export const answer = (status: number, ...headers: string[]): Answer => ({ status, headers })
export const allow = (origin: string, ...headers: string[]): Answer =>
  answer(200, 'Access-Control-Allow-Origin', origin, ...headers)
export const preflight = (...headers: string[]): Answer =>
  answer(204, 'Access-Control-Allow-Origin', '*', ...headers)
export const to = (location: string, status = 302, origin = '*'): Answer =>
  answer(status, 'Location', location, 'Access-Control-Allow-Origin', origin)
export const methods = (value: string): Answer => preflight('Access-Control-Allow-Methods', value)
export const names = (value: string): Answer => preflight('Access-Control-Allow-Headers', value)
export const from = (origin: string, request: Call, ...hops: Hop[]): Exchange => ({ origin, request, hops })
export const call = (request: Call, ...hops: Hop[]): Exchange => from(page, request, ...hops)
export const asks = (...headers: string[]): Exchange => call({ url: api, headers }, { answer: allow('*') })
export const readable = { outcome: 'readable' }
export const opaque = { outcome: 'opaque', responseType: 'opaque' }
export const blocked = (step: StepId, code: string, name?: string, parameter = ''): object => ({
  outcome: 'blocked',
  step,
  code,
  ...(name !== undefined && { corsError: { name, parameter } }),
})
/** No preflight is needed. */
export const goes = { outcome: 'readable', legs: [{ kind: 'call' }] }
/** A preflight for these headers is sent. */
export const stops = (requestHeaders: string): object => ({
  outcome: 'undecided',
  missing: 'preflight',
  legs: [{ kind: 'preflight', requestHeaders }],
})
export const legs = (...each: object[]): object => ({ legs: each })
export const cached = (method: string, until: number): PreflightCache => [
  { origin: page, url: api, credentials: false, until, allows: { method } },
]

/** A step, whether it takes hold, what happens, and what comes out. */
export type Case = readonly [
  step: StepId,
  holds: '+' | '-',
  name: string,
  exchange: Exchange,
  expected: object,
  profile?: Profile,
]
