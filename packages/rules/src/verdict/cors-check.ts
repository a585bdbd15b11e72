import { excerpt } from '../http/excerpt.ts'
import type { FieldList } from '../http/fields.ts'
import type { ProblemCode } from '../problems/problem-code.ts'
import { answerField } from './answer-field.ts'
import { problemOf, type CorsError, type CorsErrorName } from './cors-error.ts'
import { parseRequestUrl } from './request-url.ts'

/** Whether an answer lets its page read it, and by which step. */
export type CorsCheck =
  | { readonly passed: true; readonly step: 'C2' | 'C4' | 'C5' }
  | {
      readonly passed: false
      readonly step: 'C1' | 'C2' | 'C3' | 'C5'
      readonly error: CorsError
      readonly code: ProblemCode
      readonly reason: string
    }

/** Who asked. */
export interface Asker {
  /** The Origin that was sent. */
  readonly origin: string
  /** Whether that is `null` because of redirects. */
  readonly isTainted: boolean
  /** Whether the request's credentials mode is `include`. */
  readonly withCredentials: boolean
}

/**
 * Checks whether an answer allows the origin that asked for it. An error is told by the name that Chromium has
 * for it on the answer to a call.
 *
 * Does not look at the status: an answer with any status can be allowed.
 *
 * @see {@link https://fetch.spec.whatwg.org/#concept-cors-check Fetch Standard, 4.10}
 */
export function corsCheck(headers: FieldList, asker: Asker): CorsCheck {
  const allowed = answerField(headers, 'access-control-allow-origin')
  if (allowed === null) {
    return fail('C1', 'MissingAllowOriginHeader', '', 'the answer has no Access-Control-Allow-Origin')
  }
  if (allowed === '*') {
    if (!asker.withCredentials) return byWildcard
    const reason = 'Access-Control-Allow-Origin is *, which does not count for a call with credentials'
    return fail('C2', 'WildcardOriginNotAllowed', '', reason)
  }
  if (allowed !== asker.origin) return otherOrigin(allowed, asker)
  if (!asker.withCredentials) return byName
  const credentials = answerField(headers, 'access-control-allow-credentials')
  if (credentials === 'true') return withCredentials
  const found = credentials === null ? 'missing' : `${quoted(credentials)}, not true`
  const reason = `the call has credentials and Access-Control-Allow-Credentials is ${found}`
  return fail('C5', 'InvalidAllowCredentials', credentials ?? '', reason)
}

const byWildcard: CorsCheck = { passed: true, step: 'C2' }
const byName: CorsCheck = { passed: true, step: 'C4' }
const withCredentials: CorsCheck = { passed: true, step: 'C5' }

const separator = /[ ,]/

function otherOrigin(allowed: string, asker: Asker): CorsCheck {
  const value = `Access-Control-Allow-Origin is ${quoted(allowed)}`
  if (separator.test(allowed)) {
    return fail('C3', 'MultipleAllowOriginValues', allowed, `${value}, which is more than one origin`)
  }
  if (allowed !== 'null' && parseRequestUrl(allowed) === undefined) {
    return fail('C3', 'InvalidAllowOriginValue', allowed, `${value}, which is no origin`)
  }
  if (asker.isTainted) {
    const reason = `${value}, and redirects from origin to origin made the browser send Origin: null`
    return fail('C3', 'AllowOriginMismatch', allowed, reason, 'cors/tainted-origin')
  }
  if (asker.origin === 'null') {
    const reason = `${value}, and the page has an opaque origin, which is sent as null`
    return fail('C3', 'AllowOriginMismatch', allowed, reason, 'cors/opaque-origin')
  }
  return fail('C3', 'AllowOriginMismatch', allowed, `${value}, not ${quoted(asker.origin)}`)
}

function fail(
  step: 'C1' | 'C2' | 'C3' | 'C5',
  name: CorsErrorName,
  parameter: string,
  reason: string,
  code: ProblemCode = problemOf(name),
): CorsCheck {
  return { passed: false, step, error: { name, parameter }, code, reason }
}

function quoted(value: string): string {
  return `'${excerpt(value)}'`
}
