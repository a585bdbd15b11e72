import { cite, citeError, citeRequest, citeResponseHeaders, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { circumstancesOf } from './circumstances.ts'
import { stopOf } from '../chain.ts'
import { defineCause } from './define-cause.ts'
import { calledEntry } from './entries.ts'

/** A call that the browser failed although its recorded headers allow it: an extension, a service worker, a policy. */
export const notByHeaders = defineCause({
  name: 'failures that the headers do not explain',
  codes: ['browser/not-cors'],
  of: ['kept-back'],
  look: (exchange) => {
    if (exchange.kind !== 'call' || exchange.verdict?.outcome !== 'readable') return undefined
    const entry = stopOf(exchange) ?? calledEntry(exchange)
    return {
      code: 'browser/not-cors',
      severity: 'warning',
      summary:
        `${whoCalledWhat(exchange)} and got an error, although by the recorded headers the browser lets the page read the answer. ` +
        'Something else stopped it: an extension, a service worker, or a policy of this browser. The console has the reason.',
      evidence: [
        citeRequest(entry),
        ...citeStatus(entry),
        ...citeResponseHeaders(entry, 'access-control-allow-origin', 'access-control-allow-credentials'),
        ...citeError(entry),
        cite(entry.at, 'verdict by the headers', 'readable'),
        ...circumstancesOf(exchange, entry),
      ],
    }
  },
})
