/**
 * Asking before a call.
 *
 * @see {@link https://fetch.spec.whatwg.org/#cors-preflight-fetch Fetch Standard, 4.8}
 */
import { blocked, undecided } from './endings.ts'
import { sendPreflight } from './legs.ts'
import { isSafelistedMethod } from './methods.ts'
import { checkPreflightAnswer } from './preflight-answer.ts'
import { isRemembered, remember } from './preflight-cache.ts'
import { serialisedOrigin } from './request-origin.ts'
import { currentHop, differ, type RunningCall } from './running-call.ts'
import type { Verdict } from './verdict.ts'

/** Makes the preflight that the call needs at its URL, if it needs one. */
export function preflight(call: RunningCall): Verdict | undefined {
  if (call.tainting !== 'cors') return undefined
  const isNeeded = call.mustAsk || !isSafelistedMethod(call.method) || call.unsafeNames.length > 0
  if (!isNeeded && !isKeptUp(call)) return undefined
  const names = requestedNames(call)
  call.hasAsked = true
  if (isRemembered(call, names)) return undefined

  const origin = preflightOrigin(call)
  sendPreflight(call, origin, names)
  const answer = currentHop(call).preflight
  if (answer === undefined) return undecided(call, 'H2', 'preflight')
  const result = checkPreflightAnswer(call, { origin, names }, answer)
  if ('block' in result) return blocked(call, result.block)
  remember(call, result.allowance, answer.headers)
  return undefined
}

function isKeptUp(call: RunningCall): boolean {
  if (!call.hasUnsafeStart) return false
  const stays = differ(call, 'REDIRECT-PREFLIGHT-STAYS')
  return stays === 'wanted' || (stays === 'asked' && call.hasAsked)
}

function requestedNames(call: RunningCall): readonly string[] {
  const { unsafeNames, firstUnsafeNames } = call
  const isShorter = call.hasAsked && firstUnsafeNames.length > unsafeNames.length
  return isShorter && differ(call, 'REDIRECT-PREFLIGHT-NAMES') ? firstUnsafeNames : unsafeNames
}

function preflightOrigin(call: RunningCall): string {
  const { origin } = call.exchange
  return call.isTainted && origin !== 'null' && differ(call, 'REDIRECT-PREFLIGHT-ORIGIN')
    ? origin
    : serialisedOrigin(call)
}
