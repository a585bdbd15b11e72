import { excerpt } from '../http/excerpt.ts'
import type { FieldList } from '../http/fields.ts'
import { compiled, safelistedMethods, type CompiledPolicy, type CorsPolicy } from './policy.ts'
import { judgeRequestedHeaders } from './requested-headers.ts'

/** What a browser asks before a call. */
export interface PreflightRequest {
  /** The value of Origin. */
  readonly origin: string
  /** The value of Access-Control-Request-Method. */
  readonly method: string
  /** The value of Access-Control-Request-Headers. */
  readonly headers: string | undefined
}

/** The answer to a preflight, for a status of 204 in every case. */
export type PreflightAnswer =
  | { readonly allowed: true; readonly fields: FieldList }
  | {
      readonly allowed: false
      readonly code: 'cors/origin-not-allowed' | 'cors/method-not-allowed' | 'cors/header-not-allowed'
      /** The origin, method or header that is not allowed, cut and escaped for messages. */
      readonly value: string
      readonly fields: FieldList
    }

const vary: FieldList = Object.freeze([
  'Vary',
  'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
])

/**
 * Answers a preflight from a policy.
 *
 * An origin outside the policy learns nothing: the only field is Vary. When the origin may call but the
 * method or a header is not allowed, the fields name the origin and what is allowed, so that the browser's
 * console names the method or header at fault and not the origin. For that the status has to be 2xx here too:
 * a browser that gets another one reports the status and nothing else. Headers are answered by name, never
 * with `*`.
 *
 * Does not check that the request is a preflight: `classifyRequest` tells.
 *
 * @param policy - The policy.
 * @param request - What the browser asks.
 * @see {@link https://fetch.spec.whatwg.org/#cors-preflight-fetch Fetch Standard}
 */
export function answerPreflight(policy: CorsPolicy, request: PreflightRequest): PreflightAnswer {
  const rules = policy[compiled]
  if (!rules.allowsOrigin(request.origin)) {
    return { allowed: false, code: 'cors/origin-not-allowed', value: excerpt(request.origin), fields: vary }
  }
  const headers = judgeRequestedHeaders(request.headers, rules.headers)
  const fields = fieldsFor(rules, request.origin, headers.allowed)
  if (!safelistedMethods.has(request.method) && !rules.methods.has(request.method)) {
    return { allowed: false, code: 'cors/method-not-allowed', value: excerpt(request.method), fields }
  }
  if (headers.refused !== undefined) {
    return { allowed: false, code: 'cors/header-not-allowed', value: headers.refused, fields }
  }
  fields.push('Access-Control-Max-Age', rules.texts.maxAge)
  return { allowed: true, fields }
}

function fieldsFor(rules: CompiledPolicy, origin: string, requested: readonly string[]): string[] {
  const fields = ['Access-Control-Allow-Origin', rules.isForEverybody ? '*' : origin]
  if (rules.credentials) fields.push('Access-Control-Allow-Credentials', 'true')
  if (rules.texts.methods !== '') fields.push('Access-Control-Allow-Methods', rules.texts.methods)
  const headers = rules.headers === 'any' ? requested.join(',') : rules.texts.headers
  if (headers !== '') fields.push('Access-Control-Allow-Headers', headers)
  fields.push(...vary)
  return fields
}
