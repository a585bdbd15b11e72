import { type Answer, json } from '../answer.ts'
import type { Emulator } from '../emulator.ts'
import type { EndpointName } from '../events.ts'
import { emitRefusal, refusalOf } from '../refusal.ts'
import { errorBody } from '../render-error.ts'
import type { EntraRequest } from '../request.ts'

/** The CORS headers of what every page may read: metadata and keys, and their errors. */
const publicCors: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, OPTIONS',
}

/**
 * Answers with a document that every page may read and keep for a day, or with the error that making it throws, which
 * every page may read as well.
 */
export function publicDocument(
  emulator: Emulator,
  request: EntraRequest,
  endpoint: EndpointName,
  make: () => unknown,
): Answer {
  try {
    emulator.faults.refuse({ endpoint })
    return json(200, make(), { ...publicCors, 'cache-control': 'max-age=86400, private' })
  } catch (error) {
    const refusal = refusalOf(error, request.place)
    emitRefusal(emulator, endpoint, refusal)
    return errorBody(refusal, request, emulator.now(), publicCors)
  }
}

/** Answers a preflight for a public document. */
export function publicPreflight(): Answer {
  return { status: 200, headers: publicCors, body: '' }
}
