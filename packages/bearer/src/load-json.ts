/** Why a document of the provider could not be had; the message is safe to show. */
export class LoadError extends Error {
  override readonly name = 'LoadError'
  readonly code = 'ERR_KEYS_UNAVAILABLE'
}

/** How a document is loaded. */
export interface LoadOptions {
  readonly fetch: typeof fetch
  /** Milliseconds until the whole answer must have come. */
  readonly timeoutMs: number
}

const largest = 1024 * 1024

/**
 * Loads a JSON document of at most 1 MB (counted after decompression). Follows no redirect.
 *
 * @throws LoadError naming the document by origin and path, never by its query
 */
export async function loadJson(url: URL, { fetch, timeoutMs }: LoadOptions): Promise<unknown> {
  const name = url.origin + url.pathname
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { redirect: 'manual', signal, headers: { accept: 'application/json' } })
    if (!response.ok) {
      await response.body?.cancel()
      throw new LoadError(`${name} answered with status ${response.status}`)
    }
    return parseJson(await readText(response, name), name)
  } catch (error) {
    throw toLoadError(error, name, timeoutMs)
  }
}

async function readText(response: Response, name: string): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  // leaving the loop cancels the body, so that the rest is not received
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size > largest) throw new LoadError(`${name} answered with more than 1 MB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new LoadError(`${name} answered with something else than JSON`)
  }
}

// A foreign error's message may hold anything; its code (ECONNREFUSED, CERT_HAS_EXPIRED) is a fixed word.
function toLoadError(error: unknown, name: string, timeoutMs: number): LoadError {
  if (error instanceof LoadError) return error
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new LoadError(`${name} did not answer within ${timeoutMs} ms`)
  }
  const cause: unknown = error instanceof Error ? error.cause : undefined
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return new LoadError(`${name} could not be reached${/^\w{1,60}$/.test(code) ? ` (${code})` : ''}`)
}
