import type { ClassifiableRequest, Classification } from './request-kind.ts'

/** Headers that browsers never send with a preflight: whoever does wants more than permission. */
const neverOnPreflights = [
  'authorization',
  'cookie',
  'transfer-encoding',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
] as const

/**
 * Tells a real preflight from any other OPTIONS, which is a background call that must sign in like the rest.
 *
 * @see {@link https://fetch.spec.whatwg.org/#cors-preflight-fetch Fetch Standard}
 */
export function preflightSigns(request: ClassifiableRequest): Classification {
  for (const name of ['origin', 'access-control-request-method']) {
    if ((request.header(name) ?? '') === '') return notAPreflight(`no ${name}`)
  }
  for (const name of neverOnPreflights) {
    if (request.header(name) !== undefined) return notAPreflight(name)
  }
  if ((request.header('content-length') ?? '0') !== '0') return notAPreflight('content-length')
  return { kind: 'preflight', reasons: ['options', 'origin', 'access-control-request-method'] }
}

function notAPreflight(sign: string): Classification {
  return { kind: 'background', reasons: ['options', `not a preflight: ${sign}`] }
}
