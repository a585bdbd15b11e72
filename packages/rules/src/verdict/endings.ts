import type { ProblemCode } from '../problems/problem-code.ts'
import type { CorsError } from './cors-error.ts'
import type { Answer } from './exchange.ts'
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

// Every ending is one literal: verdicts are made by the hundred thousand, and spreading is slow.

/** The page gets an error. */
export function blocked(call: RunningCall, block: Block): Blocked {
  forgetAfterFailure(call)
  const verdict: Writable<Blocked> = {
    outcome: 'blocked',
    profile: call.profile,
    step: block.step,
    code: block.code,
    reason: cut(block.reason),
    hop: call.hop,
    at: block.at ?? 'call',
    legs: call.legs,
    preflightCache: call.cache,
    differences: call.differences,
  }
  if (block.corsError !== undefined) verdict.corsError = block.corsError
  return verdict
}

/** The page gets the answer. */
export function readable(call: RunningCall, answer: Answer, step: StepId, reason: string): Readable {
  return {
    outcome: 'readable',
    profile: call.profile,
    step,
    reason,
    responseType: call.tainting === 'cors' ? 'cors' : 'basic',
    status: answer.status,
    exposed: exposedHeaders(call, answer.headers),
    legs: call.legs,
    preflightCache: call.cache,
    differences: call.differences,
  }
}

/** The page gets a Response without content. */
export function opaque(
  call: RunningCall,
  step: StepId,
  responseType: Opaque['responseType'],
  reason: string,
): Opaque {
  return {
    outcome: 'opaque',
    profile: call.profile,
    step,
    reason,
    responseType,
    legs: call.legs,
    preflightCache: call.cache,
    differences: call.differences,
  }
}

/** CORS has no say. */
export function notCors(call: RunningCall, reason: string): NotCors {
  return {
    outcome: 'not-cors',
    profile: call.profile,
    step: 'M1',
    reason,
    legs: call.legs,
    preflightCache: call.cache,
    differences: call.differences,
  }
}

/** The exchange does not have what comes next. */
export function undecided(call: RunningCall, step: StepId, missing: Undecided['missing']): Undecided {
  return {
    outcome: 'undecided',
    profile: call.profile,
    step,
    reason: `The exchange does not have the answer to the ${missing}.`,
    hop: call.hop,
    missing,
    legs: call.legs,
    preflightCache: call.cache,
    differences: call.differences,
  }
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

function cut(reason: string): string {
  return reason.length > maxReasonLength ? `${reason.slice(0, maxReasonLength)}…` : reason
}
