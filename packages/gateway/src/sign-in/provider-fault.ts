import * as client from 'openid-client'
import { refuse, type Refusal } from '../refusals/refusal.ts'
import { IssuerError } from './issuer.ts'

/** Why the provider gave no usable answer. */
export type ProviderFault =
  /** It could not be reached, timed out, or is in trouble itself (5xx, 429). */
  | { readonly fault: 'unreachable'; readonly detail: string }
  /** It said no: an OAuth error, with Entra's AADSTS number where there is one. */
  | { readonly fault: 'refused'; readonly error: string; readonly detail: string }
  /** What it sent cannot be believed or understood. */
  | { readonly fault: 'invalid'; readonly detail: string }
  /** Its metadata name an issuer that is not the authority. The detail says what to write, and hides nothing. */
  | { readonly fault: 'other-issuer'; readonly detail: string }

/** Whether asking the provider led to a fault. */
export const isFault = (value: object | undefined): value is ProviderFault =>
  value !== undefined && 'fault' in value

/** Some providers quote the code or token that they refuse. Ids (36 characters) and most host names may stay. */
const secretLike = /[\w.~+=-]{40,}/g

const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets
    .reduce((shown, secret) => (secret === '' ? shown : shown.replaceAll(secret, '...')), text)
    .replaceAll(secretLike, '...')

/**
 * An OAuth error as one line: the AADSTS code and first sentence where Entra sent one, without its trace ids and
 * without anything that could be a token.
 *
 * @param secrets - What the provider was told, and must not be shown when it repeats it.
 */
export const describeOAuthError = (
  error: string,
  description: string | undefined,
  secrets: readonly string[] = [],
): string => {
  const first = description?.split(/\s+Trace ID:|\r|\n/)[0]
  const text = withoutSecrets(first ? `${error}: ${first}` : error, secrets)
  return text.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, 300)
}

const codesOf = (error: unknown): readonly string[] => {
  const codes: string[] = []
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') codes.push(at.code)
    if (at.name === 'TimeoutError') codes.push('TimeoutError')
  }
  return codes
}

const network = /^(?:E[A-Z]+|UND_ERR_.*|TimeoutError|OAUTH_TIMEOUT|CERT_.*|DEPTH_.*|SELF_SIGNED.*|UNABLE_.*)$/

/** The status of the answer that an error is about. Not by its class: undici's own `Response` is not the global one. */
const statusOf = (cause: unknown): number | undefined =>
  typeof cause === 'object' && cause !== null && 'status' in cause && typeof cause.status === 'number'
    ? cause.status
    : undefined

/**
 * Sorts whatever openid-client threw. Never passes a message on that could hold a token.
 *
 * @param secrets - What the provider was told with the request.
 */
export const providerFault = (error: unknown, secrets: readonly string[] = []): ProviderFault => {
  if (error instanceof client.ResponseBodyError) {
    const detail = describeOAuthError(error.error, error.error_description, secrets)
    return error.status >= 500 || error.status === 429 || error.error === 'temporarily_unavailable'
      ? { fault: 'unreachable', detail }
      : { fault: 'refused', error: error.error, detail }
  }
  if (error instanceof client.AuthorizationResponseError) {
    return {
      fault: 'refused',
      error: error.error,
      detail: describeOAuthError(error.error, error.error_description ?? undefined, secrets),
    }
  }
  if (error instanceof IssuerError) return { fault: 'other-issuer', detail: error.message }
  const codes = codesOf(error)
  const lost = codes.find((code) => network.test(code))
  if (lost || (error instanceof TypeError && error.message === 'fetch failed')) {
    return { fault: 'unreachable', detail: `the provider could not be reached (${lost ?? 'fetch failed'})` }
  }
  const status = error instanceof Error ? statusOf(error.cause) : undefined
  if (status !== undefined && (status >= 500 || status === 429)) {
    return { fault: 'unreachable', detail: `the provider answered ${status}` }
  }
  const why = [...(status === undefined ? [] : [`it answered ${status}`]), ...codes].join(', ')
  return { fault: 'invalid', detail: `the provider's answer is not valid (${why || 'no code'})` }
}

/** The refusal that a fault of the provider comes to. */
export const refuseForFault = (fault: ProviderFault): Refusal => {
  switch (fault.fault) {
    case 'unreachable':
      return refuse('sign-in/provider-unreachable', 'The sign-in provider cannot be reached at the moment.', {
        retryAfter: 10,
        forLog: fault.detail,
      })
    case 'refused':
      return refuse('sign-in/provider-refused', `The sign-in provider refused: ${fault.detail}`, {
        forLog: fault.detail,
      })
    case 'invalid':
      return refuse('sign-in/provider-answer-invalid', 'The answer of the sign-in provider is not valid.', {
        forLog: fault.detail,
      })
    case 'other-issuer':
      return refuse('sign-in/provider-answer-invalid', fault.detail, { forLog: fault.detail })
  }
}
