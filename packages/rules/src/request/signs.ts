import type { ClassifiableRequest } from './request-kind.ts'

const webSocket = /(?:^|[,\s])websocket(?:$|[,\s])/i
const speculative = /\b(?:prefetch|prerender|preview)\b/i
const token = /^(bearer|dpop)(?:\s|$)/i
const speculationHeaders = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const

/** Tells whether the request opens a WebSocket. */
export function isWebSocket(request: ClassifiableRequest): boolean {
  return webSocket.test(request.header('upgrade') ?? '') || request.header('sec-fetch-mode') === 'websocket'
}

/** Tells whether the browser loads something that nobody has asked for yet. */
export function isSpeculative(request: ClassifiableRequest): boolean {
  return speculationHeaders.some((name) => speculative.test(request.header(name) ?? ''))
}

/** The word for a token in Authorization, when there is one. */
export function bearerSign(request: ClassifiableRequest): string | undefined {
  const scheme = token.exec(request.header('authorization') ?? '')?.[1]
  return scheme === undefined ? undefined : `authorization: ${scheme.toLowerCase()}`
}

/** The word for the body that an HTML form posts, when it is one. */
export function formSign(request: ClassifiableRequest): string | undefined {
  const essence = (request.header('content-type') ?? '').split(';', 1)[0]!.trim().toLowerCase()
  switch (essence) {
    case 'application/x-www-form-urlencoded':
      return 'content-type: urlencoded'
    case 'multipart/form-data':
      return 'content-type: multipart'
    case 'text/plain':
      return 'content-type: text'
    default:
      return undefined
  }
}
