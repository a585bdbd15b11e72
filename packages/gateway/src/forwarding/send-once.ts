import type { Dispatcher, Pool } from 'undici'
import type { FieldList } from '@clearway/rules/http'
import type { Exchange } from '../exchange.ts'
import { createAnswerStream } from './answer-stream.ts'
import type { RequestBody } from './request-body.ts'

/** One request to an internal app. */
export interface Delivery {
  readonly exchange: Exchange
  readonly pool: Pool
  readonly internalOrigin: string
  readonly path: string
  readonly fields: FieldList
  readonly body: RequestBody
}

const browserGone = new Error('the browser went away')

const textOf = (raw: Dispatcher.DispatchController['rawHeaders']): FieldList =>
  Array.isArray(raw)
    ? raw.map((part: Buffer | string) => (typeof part === 'string' ? part : part.toString('latin1')))
    : []

/**
 * Sends a request to an internal app once, and its answer to the browser, both bodies as they come. The browser going
 * away ends the request to the app.
 *
 * @returns What kept the answer from coming, or from coming whole; undefined when it is whole. Never rejects.
 */
export const sendOnce = ({ exchange, pool, path, fields, body }: Delivery): Promise<Error | undefined> =>
  new Promise((resolve) => {
    const { method, response, segment } = exchange
    let controller: Dispatcher.DispatchController | undefined
    const answer = createAnswerStream(exchange, () => controller?.resume())
    response.on('close', () => controller?.abort(browserGone))
    pool.dispatch(
      {
        method,
        path,
        headers: fields as string[],
        body: body.stream,
        headersTimeout: segment.timeouts.answer,
        // Rests while the answer is paused.
        bodyTimeout: segment.timeouts.idle,
      },
      {
        onRequestStart: (started) => {
          controller = started
          if (response.destroyed) started.abort(browserGone)
        },
        onResponseStart: ({ rawHeaders }, status) => {
          if (status >= 200) answer.begin(status, textOf(rawHeaders))
        },
        onResponseData: (started, piece) => {
          if (!answer.write(piece)) started.pause()
        },
        onResponseEnd: () => {
          answer.end()
          resolve(undefined)
        },
        onResponseError: (_controller, error) => {
          answer.stop()
          resolve(error)
        },
      },
    )
  })
