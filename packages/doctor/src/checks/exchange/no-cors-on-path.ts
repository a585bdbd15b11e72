import type { Entry } from '../../material.ts'
import { addressOf, subjectOf } from '../address.ts'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Case } from '../check.ts'
import { cite, citeAbsence, citeRequest, citeStatus } from '../evidence.ts'
import { allowOriginOf, findClosedAnswer, isOpenTo } from './allow-origin.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { calledUrl, entriesOf, statusOf } from './entries.ts'
import { originOfUrl } from '../../exchanges/page-origin.ts'
import { neighboursOf } from './neighbours.ts'

/** Answers of a part without CORS: the data themselves, or nothing that answers there. */
const telling: ReadonlySet<number> = new Set([404, 405, 501])

/** A path of a server without CORS headers, whose other paths have them. */
export const noCorsOnPath = defineCause({
  name: 'parts of an API without CORS',
  codes: ['api/no-cors-on-path'],
  of: ['kept-back'],
  look: (exchange, all) => {
    const closed = findClosedAnswer(exchange)
    const status = statusOf(closed)
    if (!closed || status === undefined || !(status < 300 || telling.has(status))) return undefined
    const open = openElsewhere(exchange, closed, all)
    if (!open) return undefined
    return {
      code: 'api/no-cors-on-path',
      summary:
        `${whoCalledWhat(exchange)}. This path answers without CORS headers (status ${status}); ${addressOf(open.request.url)} on the same server has them. ` +
        'CORS is set up for a part of the server only, or this path does not exist.',
      evidence: [
        citeRequest(closed),
        ...citeStatus(closed),
        citeAbsence(closed, 'access-control-allow-origin'),
        cite(
          open.at,
          'response header access-control-allow-origin elsewhere',
          `${allowOriginOf(open) ?? ''} on ${addressOf(open.request.url)}`,
        ),
      ],
    }
  },
})

/** An answer that opens another path to the page; nothing when this very path was open at another time. */
function openElsewhere(exchange: RecordedExchange, closed: Entry, all: Case): Entry | undefined {
  const origin = exchange.page?.origin
  const subject = subjectOf(calledUrl(exchange))
  const { before, after } = neighboursOf(exchange, all)
  const open = [...before, ...after, exchange]
    .flatMap(entriesOf)
    .filter((entry) => entry !== closed && (statusOf(entry) ?? 500) < 400 && isOpenTo(entry, origin))
  if (open.some((entry) => subjectOf(entry.request.url) === subject)) return undefined
  const server = originOfUrl(closed.request.url)
  return open.find((entry) => originOfUrl(entry.request.url) === server)
}
