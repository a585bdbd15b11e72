import type { IncomingMessage } from 'node:http'

const largestForm = 64 * 1024

/** Reads a small urlencoded form; undefined when the body is anything else, too large or cut off. */
export const readForm = async (request: IncomingMessage): Promise<URLSearchParams | undefined> => {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') return undefined
  if (Number(request.headers['content-length'] ?? 0) > largestForm) return undefined
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > largestForm) return undefined
      chunks.push(chunk)
    }
  } catch {
    return undefined
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
