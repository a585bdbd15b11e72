import { excerpt } from '@clearway/rules/http'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import { addressOf } from '../address.ts'
import { calledMethod, calledUrl } from './entries.ts'

/** The caller and the call, to begin a summary with: `https://app.example.com called GET https://api…/contacts`. */
export function whoCalledWhat(exchange: RecordedExchange): string {
  // Where a person went, no page called: the origin of what opened is that of the address itself.
  if (exchange.kind === 'navigation') return `The browser opened ${callWords(exchange).replace(/^GET /, '')}`
  return `${pageWords(exchange)} called ${callWords(exchange)}`
}

/** The call: method and address. */
export function callWords(exchange: RecordedExchange): string {
  return `${excerpt(calledMethod(exchange), 20)} ${addressOf(calledUrl(exchange))}`
}

/** The page by its origin, to begin a sentence with. */
function pageWords({ page }: RecordedExchange): string {
  if (page === undefined) return 'A page'
  return page.origin === 'null' ? 'A page without an origin of its own (null)' : excerpt(page.origin, 120)
}
