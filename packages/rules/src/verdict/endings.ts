import type { FieldList } from '../http/fields.ts'
import type { ProblemCode } from '../problems/problem-code.ts'
import type { CorsError } from './cors-error.ts'
import { exposedHeaders } from './exposed-headers.ts'
import { forgetAfterFailure } from './preflight-cache.ts'
import type { RunningCall } from './running-call.ts'
import type { StepId } from './steps.ts'
import type { Blocked, NotCors, Opaque, Readable, Undecided } from './verdict.ts'

const maxReasonLength = 300

/** Why a call is blocked. */
export interface Block {
  readonly step: StepId
  readonly code: ProblemCode
  readonly reason: string
  /** Undefined where Chromium has no name for it. */
  readonly corsError?: CorsError | undefined
  /** Which of the URL's two requests it is about. Default `call`. */
  readonly at?: 'preflight' | 'call'
}

/** The page gets an error. */
export function blocked(call: RunningCall, block: Block): Blocked {
  forgetAfterFailure(call)
  const { step, code, reason, corsError, at = 'call' } = block
  const verdict = { ...judged(call, step, reason), outcome: 'blocked', code, hop: call.hop, at } as const
  return corsError === undefined ? verdict : { ...verdict, corsError }
}

/** The page gets the answer. */
export function readable(
  call: RunningCall,
  answer: { readonly status: number; readonly headers: FieldList },
  step: StepId,
  reason: string,
): Readable {
  return {
    ...judged(call, step, reason),
    outcome: 'readable',
    responseType: call.tainting === 'cors' ? 'cors' : 'basic',
    status: answer.status,
    exposed: exposedHeaders(call, answer.headers),
  }
}

/** The page gets a Response without content. */
export function opaque(
  call: RunningCall,
  step: StepId,
  responseType: Opaque['responseType'],
  reason: string,
): Opaque {
  return { ...judged(call, step, reason), outcome: 'opaque', responseType }
}

/** CORS has no say. */
export function notCors(call: RunningCall, reason: string): NotCors {
  return { ...judged(call, 'M1', reason), outcome: 'not-cors' }
}

/** The exchange does not have what comes next. */
export function undecided(call: RunningCall, step: StepId, missing: Undecided['missing']): Undecided {
  const what = missing === 'preflight' ? 'the answer to the preflight' : 'the answer to the call'
  return {
    ...judged(call, step, `The exchange does not have ${what}.`),
    outcome: 'undecided',
    hop: call.hop,
    missing,
  }
}

function judged(call: RunningCall, step: StepId, reason: string) {
  return {
    profile: call.profile,
    step,
    reason: reason.length > maxReasonLength ? `${reason.slice(0, maxReasonLength)}…` : reason,
    legs: call.legs,
    preflightCache: call.cache,
    differences: call.differences,
  }
}
