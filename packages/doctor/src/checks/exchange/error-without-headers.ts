import { citeAnswerer, answererOf, serverWords } from './answering-server.ts'
import { cite, citeAbsence, citeRequest, citeStatus } from '../evidence.ts'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Case } from '../check.ts'
import type { Evidence } from '../../report.ts'
import { addressOf } from '../address.ts'
import { allowOriginOf, findClosedAnswer, isOpenTo } from './allow-origin.ts'
import { expiryOf } from './carried.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { callsOf, entriesOf, statusOf } from './entries.ts'
import { neighboursOf } from './neighbours.ts'

/** An error answer without CORS headers from an API whose other answers have them: the error is the cause, and it is hidden. */
export const errorWithoutHeaders = defineCause({
  name: 'error answers without CORS headers',
  codes: ['cors/error-without-headers'],
  of: ['kept-back'],
  look: (exchange, all) => {
    const closed = findClosedAnswer(exchange)
    const status = statusOf(closed)
    if (!closed || status === undefined || status < 400 || !callsOf(exchange).includes(closed))
      return undefined
    const open = openAnswer(exchange, all)
    // A server error says enough by itself; other errors may well come from an API without CORS.
    if (!open && status < 500) return undefined
    const expiry = expiryOf(exchange, all)
    const answerer = answererOf(closed)
    const server = serverWords(closed)
    return {
      code: 'cors/error-without-headers',
      summary:
        `${whoCalledWhat(exchange)} and was answered with ${status}` +
        `${answerer ? ` by ${answerer}` : server === undefined ? '' : ` (Server: ${server})`}, without CORS headers. ` +
        `${open ? `${open.says} ` : ''}The browser reports a CORS error; what has to be mended is the ${status}.`,
      evidence: [
        citeRequest(closed),
        ...citeStatus(closed),
        citeAbsence(closed, 'access-control-allow-origin'),
        ...citeAnswerer(closed),
        ...(open ? [open.evidence] : []),
        ...(expiry ? [expiry.evidence] : []),
      ],
    }
  },
})

interface Open {
  readonly says: string
  readonly evidence: Evidence
}

/** An answer of the same server that has the headers: the call's own preflight, else another call. */
function openAnswer(exchange: RecordedExchange, all: Case): Open | undefined {
  const origin = exchange.page?.origin
  const preflight = exchange.hops[0]?.preflight
  if (preflight && isOpenTo(preflight, origin)) {
    return {
      says: 'The preflight was answered with CORS headers.',
      evidence: cite(
        preflight.at,
        'response header access-control-allow-origin',
        allowOriginOf(preflight) ?? '',
      ),
    }
  }
  const { before, after } = neighboursOf(exchange, all)
  for (const other of [...before.toReversed(), ...after]) {
    const entry = entriesOf(other).find((each) => (statusOf(each) ?? 500) < 400 && isOpenTo(each, origin))
    if (!entry) continue
    return {
      says: `Other answers of this server, to ${addressOf(entry.request.url)}, have them.`,
      evidence: cite(entry.at, 'response header access-control-allow-origin', allowOriginOf(entry) ?? ''),
    }
  }
  return undefined
}
