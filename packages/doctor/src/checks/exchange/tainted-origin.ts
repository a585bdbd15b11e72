import { citeRequest, citeResponseHeaders } from '../evidence.ts'
import { excerpt } from '@clearway/rules/http'
import type { Fix } from '@clearway/rules/problems'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import { addressOf } from '../address.ts'
import { citeBlock, findBlock } from './block.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { callsOf } from './entries.ts'
import { originOfUrl } from '../../exchanges/page-origin.ts'

/** A redirect from one foreign origin to another: from there on browsers send `Origin: null`. */
export const taintedOrigin = defineCause({
  name: 'redirects across origins',
  codes: ['cors/tainted-origin'],
  of: ['kept-back'],
  look: (exchange) => {
    const block = findBlock(exchange, 'cors/tainted-origin')
    if (!block) return undefined
    const way = originsOnTheWay(exchange)
    const redirects = callsOf(exchange)
      .slice(0, 3)
      .filter((call) => call !== block.entry)
    const last = block.entry.request.url
    return {
      code: 'cors/tainted-origin',
      summary:
        `${whoCalledWhat(exchange)}, which was redirected from one origin to another: ${way.join(' to ')}. ` +
        'After such a redirect the browser sends Origin: null, so that no server can allow the page by its name. ' +
        "Chromium's console names the page's origin all the same.",
      evidence: [
        ...redirects.map(citeRequest),
        ...redirects.flatMap((call) => citeResponseHeaders(call, 'location')),
        ...citeBlock(exchange, block),
      ],
      fixes: [callDirectly(last)],
    }
  },
})

function originsOnTheWay(exchange: RecordedExchange): readonly string[] {
  const calls = callsOf(exchange).slice(0, 6)
  return calls.map(({ request }) => excerpt(originOfUrl(request.url) ?? request.url, 100))
}

function callDirectly(url: string): Fix {
  return {
    title: 'Call the last address directly',
    steps: `Let the page call ${addressOf(url)} without the redirects before it; the browser then sends the page's origin. Do not allow the origin \`null\`: every sandboxed frame has it.`,
  }
}
