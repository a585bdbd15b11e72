import type { Step } from '../exchange.ts'
import { refuse } from '../refusals/refusal.ts'

/**
 * Refuses TRACE: an internal app that answers it would show the caller what the gateway says to the app alone
 * (RFC 9110 9.3.8). CONNECT never gets here.
 */
export const checkMethod: Step = ({ method }) =>
  method === 'TRACE'
    ? refuse('request/method-not-allowed', 'TRACE is not answered here.', {
        allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS',
      })
    : undefined
