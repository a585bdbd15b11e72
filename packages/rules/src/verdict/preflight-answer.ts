/**
 * What a preflight's answer allows.
 *
 * @see {@link https://fetch.spec.whatwg.org/#cors-preflight-fetch Fetch Standard, 4.8}
 */
import { excerpt } from '../http/excerpt.ts'
import type { FieldList } from '../http/fields.ts'
import { parseAllowList } from './allow-list.ts'
import { answerField } from './answer-field.ts'
import { corsCheck } from './cors-check.ts'
import { onPreflight, problemOf, type CorsErrorName } from './cors-error.ts'
import type { Block } from './endings.ts'
import type { Answer } from './exchange.ts'
import { locationOf } from './location.ts'
import { isSafelistedMethod } from './methods.ts'
import type { Allowance } from './preflight-cache.ts'
import { differ, type RunningCall } from './running-call.ts'
import type { StepId } from './steps.ts'

/** What a preflight asked for. */
export interface Asked {
  /** The Origin that it was sent with. */
  readonly origin: string
  /** The headers that it named, sorted. */
  readonly names: readonly string[]
}

/** Checks a preflight's answer: what it allows, or why the call is blocked. */
export function checkPreflightAnswer(
  call: RunningCall,
  asked: Asked,
  answer: Answer,
): { readonly allowance: Allowance } | { readonly block: Block } {
  const refusal = refuseRedirect(call, answer) ?? refuseAccess(call, asked, answer)
  if (refusal !== undefined) return { block: refusal }
  const methods = allowList(answer.headers, 'access-control-allow-methods')
  if (methods === 'bad') return { block: badList('Methods', answer.headers) }
  const headers = allowList(answer.headers, 'access-control-allow-headers')
  if (headers === 'bad') return { block: badList('Headers', answer.headers) }
  const allowance = { methods: methods ?? own(call), headers: headers ?? [] }
  const block = refuseMethod(call, allowance) ?? refuseHeaders(call, asked, allowance)
  return block === undefined ? { allowance } : { block }
}

function refuseRedirect(call: RunningCall, answer: Answer): Block | undefined {
  const location = locationOf(call, answer)
  if (location === undefined || location.kind === 'none') return undefined
  const reason = `The preflight was answered with a redirect (${answer.status}), and browsers do not follow it.`
  return {
    step: 'P3',
    code: 'cors/preflight-redirected',
    reason,
    at: 'preflight',
    // For a Location that is no URL Chromium only has a network error.
    corsError: location.kind === 'url' ? { name: 'PreflightDisallowedRedirect', parameter: '' } : undefined,
  }
}

function refuseAccess(call: RunningCall, asked: Asked, answer: Answer): Block | undefined {
  const access = corsCheck(answer.headers, {
    origin: asked.origin,
    isTainted: call.isTainted,
    withCredentials: call.credentials === 'include',
  })
  const isOk = answer.status >= 200 && answer.status <= 299
  if (access.passed && isOk) return undefined
  if (access.passed || (!isOk && differ(call, 'PREFLIGHT-STATUS-FIRST'))) {
    return refuse(
      'P4',
      'PreflightInvalidStatus',
      '',
      `the status is ${answer.status}, which is not in 200 to 299`,
    )
  }
  const error = onPreflight(access.error)
  return { ...refuse('P4', error.name, error.parameter, access.reason), code: access.code }
}

function refuseMethod(call: RunningCall, { methods }: Allowance): Block | undefined {
  const { method } = call
  if (methods.includes(method) || isSafelistedMethod(method)) return undefined
  const hasWildcard = methods.includes('*')
  if (hasWildcard && call.credentials !== 'include') return undefined
  const why = hasWildcard
    ? 'Access-Control-Allow-Methods is *, which does not count for a call with credentials'
    : `Access-Control-Allow-Methods does not name ${excerpt(method)}${otherCase(method, methods)}`
  return refuse('P7', 'MethodDisallowedByPreflightResponse', method, why)
}

function otherCase(method: string, methods: readonly string[]): string {
  const upper = method.toUpperCase()
  return methods.includes(upper) ? `, only ${excerpt(upper)}: letter case counts` : ''
}

function refuseHeaders(call: RunningCall, { names }: Asked, { headers }: Allowance): Block | undefined {
  if (names.length === 0) return undefined
  const allowed = new Set(headers.map((name) => name.toLowerCase()))
  const isWildcard = allowed.has('*') && call.credentials !== 'include'
  if (isWildcard && names.includes('authorization') && !allowed.has('authorization')) {
    const why = 'Access-Control-Allow-Headers is *, which does not cover Authorization'
    if (!differ(call, 'AUTH-STAR')) return refuseHeader('P8', 'authorization', why)
  }
  const missing = isWildcard ? undefined : names.find((name) => !allowed.has(name))
  if (missing === undefined) return undefined
  const why = allowed.has('*')
    ? 'Access-Control-Allow-Headers is *, which does not count for a call with credentials'
    : `Access-Control-Allow-Headers does not name ${excerpt(missing)}`
  return refuseHeader('P9', missing, why)
}

function refuseHeader(step: StepId, name: string, why: string): Block {
  return refuse(step, 'HeaderDisallowedByPreflightResponse', name, why)
}

/** What an answer without a list of methods allows. */
function own(call: RunningCall): readonly string[] {
  if (!call.mustAsk) return []
  return isSafelistedMethod(call.method) || differ(call, 'METHODS-ABSENT') ? [call.method] : []
}

function allowList(headers: FieldList, name: string): readonly string[] | 'bad' | undefined {
  const value = answerField(headers, name)
  return value === null ? undefined : (parseAllowList(value) ?? 'bad')
}

function badList(what: 'Methods' | 'Headers', headers: FieldList): Block {
  const value = answerField(headers, `access-control-allow-${what.toLowerCase()}`) ?? ''
  const why = `Access-Control-Allow-${what} is '${excerpt(value)}', which is no list of names`
  return refuse('P5', `InvalidAllow${what}PreflightResponse`, '', why)
}

function refuse(step: StepId, name: CorsErrorName, parameter: string, why: string): Block {
  const reason = `The preflight does not let the call through: ${why}.`
  return { step, code: problemOf(name), reason, corsError: { name, parameter }, at: 'preflight' }
}
