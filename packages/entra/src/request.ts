import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { aadsts } from './aadsts.ts'
import type { Place } from './place.ts'

/** A request as the endpoints see it: read whole, its tenant taken from the path. */
export interface EntraRequest {
  readonly method: string
  readonly place: Place
  readonly query: URLSearchParams
  /** The fields of the form in the body; empty for a body of any other type. */
  readonly form: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** Names this request in its answer: `trace_id` and `x-ms-request-id`. */
  readonly traceId: string
}

/** Parameters of a request: each at most once. */
export type Parameters = ReadonlyMap<string, string>

/** Takes parameters that may not repeat (RFC 6749, 3.1 and 3.2). Refuses with 9000411. Empty ones count as absent. */
export function parametersOf(search: URLSearchParams): Parameters {
  const found = new Map<string, string>()
  for (const [name, value] of search) {
    if (found.has(name)) throw aadsts(9000411, { parameter: name })
    found.set(name, value)
  }
  for (const [name, value] of found) if (value === '') found.delete(name)
  return found
}

/** A parameter that has to be there. Refuses with 900144, which names it. */
export function need(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (value === undefined) throw aadsts(900144, { parameter: name })
  return value
}

/** The most bytes a body may have. */
const bodyLimit = 64 * 1024

const isForm = (type: string | undefined): boolean =>
  type?.split(';', 1)[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded'

/** Reads a request's body, or returns undefined if it has more than 64 kB. */
export function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    message
      .on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= bodyLimit) chunks.push(chunk)
        else {
          // Not destroyed: the refusal still has to go out on the same socket.
          message.pause()
          resolve(undefined)
        }
      })
      .once('end', () => resolve(Buffer.concat(chunks)))
      .once('error', reject)
      .once('close', () => reject(new Error('The request ended early.')))
  })
}

/** Reads the form in a request's body, or returns undefined if it has more than 64 kB. Other types read as empty. */
export async function readForm(message: IncomingMessage): Promise<URLSearchParams | undefined> {
  if (message.method !== 'POST') return new URLSearchParams()
  const body = await readBody(message)
  if (body === undefined) return undefined
  return new URLSearchParams(isForm(message.headers['content-type']) ? body.toString('utf8') : '')
}
