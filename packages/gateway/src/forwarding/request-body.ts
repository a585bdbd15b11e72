import type { IncomingMessage } from 'node:http'
import { Transform } from 'node:stream'
import { refuse, type Refusal } from '../refusals/refusal.ts'

/** A request's body on its way to the internal app. */
export interface RequestBody {
  readonly stream: Transform | null
  /** As sent on; undefined for a body whose length is not known before its end. */
  readonly contentLength: string | undefined
}

const tooLargeCode = 'ERR_BODY_TOO_LARGE'

/** Whether forwarding failed because a body of unknown length turned out too long. */
export const isBodyTooLarge = (error: Error): boolean => 'code' in error && error.code === tooLargeCode

const tooLarge = (limit: number): Refusal =>
  refuse('request/body-too-large', `The body is larger than ${limit} bytes.`)

const counting = (limit: number): Transform => {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > limit) done(Object.assign(new Error('the body is too large'), { code: tooLargeCode }))
      else done(null, chunk)
    },
  })
}

/**
 * Takes the body of a request as a stream, held to a limit; refuses at once when the length is declared too large.
 *
 * Whatever ends the stream early, the rest of the body is read and thrown away: unread it would keep the answer from
 * the browser, and the next request on the connection from being read.
 */
export const takeBody = (request: IncomingMessage, limit: number): RequestBody | Refusal => {
  const contentLength = request.headers['content-length']
  if (Number(contentLength) > limit) return tooLarge(limit)
  const isEmpty =
    contentLength === undefined
      ? request.headers['transfer-encoding'] === undefined
      : Number(contentLength) === 0
  if (isEmpty) return { stream: null, contentLength }
  const limited = counting(limit).once('close', () => request.unpipe(limited).resume())
  // Whoever reads it listens too; but until then (waiting for a connection, signing) nobody does, and an error that
  // nobody listens to ends the process.
  limited.on('error', () => {})
  request.on('error', (error) => limited.destroy(error)).pipe(limited)
  return { stream: limited, contentLength }
}

export const refuseTooLarge = tooLarge
