import type { IncomingMessage, ServerResponse } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { Dispatcher, Pool } from 'undici'
import type { FieldList } from '@clearway/rules/http'
import type { Exchange } from '../exchange.ts'
import type { Refusal } from '../refusals/refusal.ts'
import { forwardingFault, refuseForFault } from './forwarding-fault.ts'
import { bodyTooLarge, refuseTooLarge, type RequestBody } from './request-body.ts'

/** One request to an internal app. */
export interface Delivery {
  readonly exchange: Exchange
  readonly pool: Pool
  readonly internalOrigin: string
  readonly path: string
  readonly fields: FieldList
  readonly body: RequestBody
}

const codeOf = (error: Error): unknown => ('code' in error ? error.code : undefined)

const textOf = (raw: unknown): FieldList =>
  Array.isArray(raw)
    ? raw.map((part: Buffer | string) => (typeof part === 'string' ? part : part.toString('latin1')))
    : []

/** Whether a request may be sent again: it changes nothing, has no body, and nothing came back. */
const mayRepeat = ({ exchange, body }: Delivery): boolean =>
  body.stream === null && (exchange.method === 'GET' || exchange.method === 'HEAD')

/**
 * Ends the connection to the browser so that half an answer cannot pass for a whole one. To HTTP/1.0 closing is the
 * end of every body without a length; only a reset tells.
 */
const breakOff = (response: ServerResponse): void => {
  const { req, socket } = response
  if (req.httpVersion === '1.0' && socket && !(socket instanceof TLSSocket)) socket.resetAndDestroy()
  else response.destroy()
}

/** RFC 9110 10.1.1: HTTP/1.0 knows no interim answers, and other expectations are nobody's to meet here. */
const isAwaitingContinue = ({ headers, httpVersion }: IncomingMessage): boolean =>
  httpVersion !== '1.0' && headers.expect?.toLowerCase() === '100-continue'

const aborted = new Error('the browser went away')

/**
 * Sends a request to an internal app and streams the answer to the browser, both bodies as they come.
 *
 * The browser going away ends the request to the app; the app breaking off ends the connection to the browser, so
 * that half an answer never passes for a whole one. A request that changes nothing is sent once more when a kept
 * connection turns out to have been closed.
 *
 * @returns `delivered` once the head is on its way, whatever happened after it; a refusal when nothing came.
 */
export const deliver = (delivery: Delivery, isRepeat = false): Promise<Refusal | 'delivered'> => {
  const { exchange, pool, internalOrigin, path, fields, body } = delivery
  const { request, response, segment } = exchange
  const { promise, resolve } = withResolvers<Refusal | 'delivered'>()
  let controller: Dispatcher.DispatchController | undefined
  let bodyBegun = false
  let ended = false
  let unread: NodeJS.Timeout | undefined

  const onClose = (): void => {
    if (!ended) controller?.abort(aborted)
  }
  const end = (result: Refusal | 'delivered'): void => {
    ended = true
    clearTimeout(unread)
    response.removeListener('close', onClose)
    resolve(result)
  }
  response.once('close', onClose)

  const onError = (error: Error): void => {
    if (ended) return
    if (response.destroyed || error === aborted) return end('delivered')
    if (codeOf(error) === bodyTooLarge) return end(refuseTooLarge(segment.maxBodyBytes))
    const fault = forwardingFault(error, response.headersSent)
    exchange.gateway.metrics.forwardingFailed(fault)
    if (response.headersSent) {
      exchange.brokeOff = `${fault.phase} ${fault.reason} (${fault.code})`
      breakOff(response)
      return end('delivered')
    }
    if (fault.reason === 'broke-off' && !isRepeat && mayRepeat(delivery)) {
      response.removeListener('close', onClose)
      ended = true
      return resolve(deliver(delivery, true))
    }
    return end(refuseForFault(fault, internalOrigin))
  }

  /** A browser that reads nothing must not hold a connection to the internal app for ever. */
  const stopWaiting = (): void => {
    exchange.brokeOff = 'the browser did not read on'
    response.destroy()
  }

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart: (started) => {
      controller = started
      if (response.destroyed) started.abort(aborted)
    },
    onResponseStart: (started, status) => {
      if (status < 200) return
      exchange.sendHead({ from: 'internal-app', status, fields: textOf(started.rawHeaders) })
      // With the body's first bytes when they are here already; alone when the app takes its time (event streams).
      queueMicrotask(() => {
        if (!bodyBegun && !ended) response.flushHeaders()
      })
    },
    onResponseData: (started, chunk) => {
      bodyBegun = true
      if (response.write(chunk)) return
      started.pause()
      // undici's own timeout rests while the answer is paused.
      unread = setTimeout(stopWaiting, segment.timeouts.idle)
      response.once('drain', () => {
        clearTimeout(unread)
        started.resume()
      })
    },
    onResponseEnd: () => {
      response.end()
      end('delivered')
    },
    onResponseError: (_controller, error) => onError(error),
  }

  if (isAwaitingContinue(request) && body.stream !== null) response.writeContinue()
  try {
    pool.dispatch(
      {
        method: exchange.method,
        path,
        headers: fields as string[],
        body: body.stream,
        headersTimeout: segment.timeouts.answer,
        bodyTimeout: segment.timeouts.idle,
      },
      handler,
    )
  } catch (error) {
    onError(error instanceof Error ? error : new Error('dispatch failed'))
  }
  return promise
}

const withResolvers = <T>(): { promise: Promise<T>; resolve: (value: T | Promise<T>) => void } => {
  let resolve: (value: T | Promise<T>) => void = () => {}
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
