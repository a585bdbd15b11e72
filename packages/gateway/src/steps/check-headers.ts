import { underscoreTwin } from '@clearway/rules/http'
import type { Step } from '../exchange.ts'
import { isOwnHeader } from '../own-headers.ts'
import { refuse } from '../refusals/refusal.ts'

/** Headers of which two would let two servers believe different things. */
const single = new Set([
  'host',
  'authorization',
  'content-length',
  'content-type',
  'origin',
  'transfer-encoding',
])

/** Names that the gateway believes: their underscore spelling is read as them by many servers (CVE-2025-64484). */
const believed =
  /^(?:x-forwarded-|x-real-ip$|forwarded$|authorization$|cookie$|host$|origin$|content-length$|transfer-encoding$)/

const mostHeaders = 200

/**
 * Refuses too many headers, headers that are repeated where they must not be, and spellings with underscores or dots
 * that could pass for another.
 */
export const checkHeaders: Step = ({ request, segment }) => {
  const { rawHeaders } = request
  if (rawHeaders.length > 2 * mostHeaders) {
    return refuse('request/headers-too-large', `The request has more than ${mostHeaders} headers.`)
  }
  const coding = request.headers['transfer-encoding']
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') {
    // The body would be sent on without the coding, and mean something else there (RFC 9112 6.1).
    return refuse('request/malformed', 'The body has a transfer coding other than chunked.')
  }
  const seen = new Set<string>()
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase()
    if (single.has(name)) {
      if (seen.has(name))
        return refuse('request/header-conflict', `The request has more than one ${name} header.`)
      seen.add(name)
    }
    const twin = underscoreTwin(name)
    if (twin === undefined) continue
    const identity = segment.identityHeaders.some(([header]) => header.toLowerCase() === twin)
    if (identity || isOwnHeader(twin) || believed.test(twin)) {
      return refuse(
        'request/header-conflict',
        `The request has a header that other servers would read as ${twin}.`,
      )
    }
  }
  return undefined
}
