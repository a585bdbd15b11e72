import { errors } from 'undici'
import { refuse, type Refusal } from '../refusals/refusal.ts'

/** Where forwarding failed. */
export type Phase = 'connect' | 'answer' | 'body'

/** What went wrong between the gateway and an internal app: the phase, and the reason in one word. */
export interface ForwardingFault {
  readonly phase: Phase
  readonly reason: 'refused' | 'timeout' | 'broke-off' | 'not-http' | 'too-large'
  /** For the operator's log. */
  readonly code: string
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'

/** The client has no code for a 100 or a 101 that nobody asked for: they are socket errors, told apart by their text. */
const isOutOfTurn = (error: unknown): boolean =>
  error instanceof errors.SocketError && /^bad (?:response|upgrade)$/.test(error.message)

/**
 * Sorts an error of the HTTP client.
 *
 * @param begun - Whether the answer's head had come.
 */
export const forwardingFault = (error: unknown, begun: boolean): ForwardingFault => {
  const phase = begun ? 'body' : 'answer'
  if (error instanceof errors.HTTPParserError) return { phase, reason: 'not-http', code: 'HTTP_PARSER' }
  const code = codeOf(error)
  if (isOutOfTurn(error)) return { phase, reason: 'not-http', code }
  switch (code) {
    case 'UND_ERR_CONNECT_TIMEOUT':
      return { phase: 'connect', reason: 'timeout', code }
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return { phase, reason: 'timeout', code }
    case 'UND_ERR_SOCKET':
    case 'ECONNRESET':
    case 'EPIPE':
      return { phase, reason: 'broke-off', code }
    case 'UND_ERR_HEADERS_OVERFLOW':
      return { phase, reason: 'too-large', code }
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      // Before the head is whole it is two lengths that contradict each other.
      return { phase, reason: begun ? 'broke-off' : 'not-http', code }
    default:
      return { phase: 'connect', reason: 'refused', code }
  }
}

/** The refusal that a fault before the answer's head comes to. */
export const refuseForFault = (fault: ForwardingFault, internal: string): Refusal => {
  const forLog = `${internal}: ${fault.phase} ${fault.reason} (${fault.code})`
  switch (fault.reason) {
    case 'timeout':
      return refuse(
        'proxy/internal-timeout',
        fault.phase === 'connect'
          ? 'The internal app could not be reached in time.'
          : 'The internal app did not answer in time.',
        { forLog },
      )
    case 'refused':
      return refuse('proxy/internal-unreachable', 'The internal app cannot be reached.', { forLog })
    case 'broke-off':
      return refuse(
        'proxy/internal-broke-off',
        'The internal app closed the connection before it had answered.',
        { forLog },
      )
    case 'not-http':
      return refuse(
        'proxy/internal-answer-invalid',
        'What the internal app sent is not a valid HTTP answer.',
        { forLog },
      )
    case 'too-large':
      return refuse(
        'proxy/internal-answer-invalid',
        'The headers of the internal app’s answer are too large.',
        { forLog },
      )
  }
}
