import { cite, citeRequest, citeRequestHeaders } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, callsOf } from './entries.ts'

/** A fetch with mode no-cors whose answer holds data: the page can read none of it. */
export const opaqueAnswer = defineCause({
  name: 'calls with mode no-cors',
  codes: ['cors/opaque-answer'],
  adds: true,
  of: ['answered', 'refused', 'no-answer', 'not-told'],
  look: (exchange) => {
    const { kind, verdict, messages } = exchange
    const call = callsOf(exchange).at(-1)
    // Beacons and pings are sent so on purpose.
    if (!call || kind !== 'call' || verdict?.outcome !== 'opaque' || verdict.responseType !== 'opaque')
      return undefined
    if (call.type === 'ping' || call.type === 'beacon' || call.request.method !== 'GET') return undefined
    const line = messages.find(({ message }) => message.says === 'not-cors' && message.kind === 'opaque-body')
    const isData = /\bjson\b/i.test(answerHeader(call, 'content-type') ?? '')
    if (!line && !isData) return undefined
    return {
      code: 'cors/opaque-answer',
      ...(!line && { severity: 'warning' as const }),
      summary:
        `${whoCalledWhat(exchange)} with mode no-cors. Such a call goes through without CORS, and for that its answer is opaque: ` +
        'status 0, no headers, no body. To read the data the server has to allow the page, and the mode has to be cors.',
      evidence: [
        citeRequest(call),
        ...citeRequestHeaders(call, 'sec-fetch-mode'),
        cite(call.at, 'response type', 'opaque'),
        ...(line ? [cite(line.at, 'console line', line.text)] : []),
      ],
    }
  },
})
