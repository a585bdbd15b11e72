import type { IncomingMessage } from 'node:http'

/** What a request's body holds: a value, or the status and message to refuse it with. */
export type JsonBody =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly message: string }

/**
 * Reads a JSON body of at most `maxBytes`. It does not check what the value is.
 * Of a body that is refused the rest is thrown away unread, so that the sender gets to the answer.
 */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<JsonBody> {
  const body = await read(request, maxBytes)
  if (!body.ok) request.resume()
  return body
}

async function read(request: IncomingMessage, maxBytes: number): Promise<JsonBody> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') return refuse(415, 'The body must be application/json.')

  const tooLong = refuse(413, `The body must not be longer than ${maxBytes} bytes.`)
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) return tooLong

  const chunks: Buffer[] = []
  let length = 0
  // By default leaving the loop would destroy the socket that the refusal has to go over.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maxBytes) return tooLong
    chunks.push(chunk)
  }
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown }
  } catch {
    return refuse(400, 'The body is not JSON.')
  }
}

function refuse(status: 400 | 413 | 415, message: string): JsonBody {
  return { ok: false, status, message }
}
