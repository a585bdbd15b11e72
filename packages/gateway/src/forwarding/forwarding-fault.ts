import { refuse, type Refusal } from '../refusals/refusal.ts'

/** Where forwarding failed. */
export type Phase = 'connect' | 'request' | 'answer' | 'body'

/** What went wrong between the gateway and an internal app: the phase, and the reason in one word. */
export interface ForwardingFault {
  readonly phase: Phase
  readonly reason: 'refused' | 'timeout' | 'broke-off' | 'not-http' | 'too-large'
  /** For the operator's log. */
  readonly code: string
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'

/** Sorts an error of the HTTP client. */
export const forwardingFault = (error: unknown): ForwardingFault => {
  const code = codeOf(error)
  switch (code) {
    case 'UND_ERR_CONNECT_TIMEOUT':
      return { phase: 'connect', reason: 'timeout', code }
    case 'UND_ERR_HEADERS_TIMEOUT':
      return { phase: 'answer', reason: 'timeout', code }
    case 'UND_ERR_BODY_TIMEOUT':
      return { phase: 'body', reason: 'timeout', code }
    case 'UND_ERR_SOCKET':
    case 'ECONNRESET':
    case 'EPIPE':
      return { phase: 'answer', reason: 'broke-off', code }
    case 'UND_ERR_HEADERS_OVERFLOW':
      return { phase: 'answer', reason: 'too-large', code }
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return { phase: 'body', reason: 'broke-off', code }
    default:
      return code.startsWith('HPE_')
        ? { phase: 'answer', reason: 'not-http', code }
        : { phase: 'connect', reason: 'refused', code }
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
