import type { Answer, Call, Exchange, Hop, StepId } from '@clearway/rules/verdict'

import type { VerdictCase } from '../support/verdict-case.ts'

/** The page's origin. */
export const page = 'http://app.one.test'
/** Another origin of the page's site. */
export const sister = 'http://api.one.test'
/** Origins of other sites. */
export const api = 'http://api.two.test'
export const third = 'http://api.three.test'

/** `200` with an Access-Control-Allow-Origin (absent for `undefined`) and further headers. */
export const allow = (origin: string | undefined, ...headers: readonly string[]): Answer => ({
  status: 200,
  headers: [...(origin === undefined ? [] : ['Access-Control-Allow-Origin', origin]), ...headers],
})

/** {@link allow} with credentials. */
export const allowAll = (origin: string, ...headers: readonly string[]): Answer =>
  allow(origin, 'Access-Control-Allow-Credentials', 'true', ...headers)

/** An answer that allows any origin, with another status. */
export const status = (status: number, ...headers: readonly string[]): Answer => ({
  status,
  headers: ['Access-Control-Allow-Origin', '*', ...headers],
})

/** A preflight answer that allows any origin, and these methods and headers. */
export const preflight = (methods?: string, headers?: string, ...more: readonly string[]): Answer =>
  allow(
    '*',
    ...(methods === undefined ? [] : ['Access-Control-Allow-Methods', methods]),
    ...(headers === undefined ? [] : ['Access-Control-Allow-Headers', headers]),
    ...more,
  )

/** A redirect that any origin may follow. */
export const redirect = (location: string, status = 302, origin = '*'): Answer => ({
  status,
  headers: ['Access-Control-Allow-Origin', origin, 'Location', location],
})

/** Any hop that answers, and with a preflight that allows everything to calls without credentials. */
export const hop = (answer: Answer, before: Answer = preflight('*', '*, Authorization')): Hop => ({
  preflight: before,
  answer,
})

/** A call of the page. */
export const call = (request: Call, ...hops: readonly Hop[]): Exchange => ({ origin: page, request, hops })

/** Cases of one step, each of one exchange or of several in turn. */
export const of = (
  step: StepId,
  given: Readonly<Record<string, Exchange | readonly Exchange[]>>,
): VerdictCase[] =>
  Object.entries(given).map(([name, exchanges]) => ({
    name: `${step}: ${name}`,
    step,
    exchanges: 'hops' in exchanges ? [exchanges] : exchanges,
  }))
