import type { IncomingMessage, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { Exchange } from '../exchange.ts'
import type { Refusal } from '../refusals/refusal.ts'
import { sendOnce, type Delivery } from './send-once.ts'
import { forwardingFault, refuseForFault } from './forwarding-fault.ts'
import { isBodyTooLarge, refuseTooLarge } from './request-body.ts'

/** RFC 9110 10.1.1: HTTP/1.0 knows no interim answers, and other expectations are nobody's to meet here. */
const isAwaitingContinue = ({ headers, httpVersion }: IncomingMessage): boolean =>
  httpVersion !== '1.0' && headers.expect?.toLowerCase() === '100-continue'

/** Whether a request may be sent again after nothing came back: it changes nothing and has no body. */
const mayRepeat = ({ exchange, body }: Delivery): boolean =>
  body.stream === null && (exchange.method === 'GET' || exchange.method === 'HEAD')

/**
 * Ends the connection to the browser so that half an answer cannot pass for a whole one. To HTTP/1.0 closing is the
 * end of every body without a length; only a reset tells.
 */
const cut = (response: ServerResponse): void => {
  const { req, socket } = response
  if (req.httpVersion === '1.0' && socket && !(socket instanceof TLSSocket)) socket.resetAndDestroy()
  else response.destroy()
}

const breakOff = (exchange: Exchange, why: string): 'delivered' => {
  exchange.brokeOff = why
  cut(exchange.response)
  return 'delivered'
}

/**
 * Forwards a request to an internal app and the answer to the browser.
 *
 * The app breaking off ends the connection to the browser, so that half an answer never passes for a whole one. A
 * request that changes nothing is sent once more when a kept connection turns out to have been closed.
 *
 * @returns `delivered` once the answer has ended, however; a refusal when nothing came.
 */
export const deliver = async (delivery: Delivery, isRepeat = false): Promise<Refusal | 'delivered'> => {
  const { exchange, internalOrigin, body } = delivery
  const { gateway, request, response, segment } = exchange
  if (body.stream !== null && isAwaitingContinue(request)) response.writeContinue()
  const error = await sendOnce(delivery)
  if (error === undefined || response.destroyed) return 'delivered'
  if (isBodyTooLarge(error)) {
    return response.headersSent
      ? breakOff(exchange, 'the request’s body is too large')
      : refuseTooLarge(segment.maxBodyBytes)
  }
  const fault = forwardingFault(error, response.headersSent)
  gateway.metrics.forwardingFailed(fault)
  if (response.headersSent) return breakOff(exchange, `${fault.phase} ${fault.reason} (${fault.code})`)
  if (fault.reason === 'broke-off' && !isRepeat && mayRepeat(delivery)) return deliver(delivery, true)
  return refuseForFault(fault, internalOrigin)
}
