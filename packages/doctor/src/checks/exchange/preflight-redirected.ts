import { excerpt } from '@clearway/rules/http'
import type { Fix } from '@clearway/rules/problems'
import { addressOf } from '../address.ts'
import { citeRequest, citeResponseHeaders, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { findPreflightStop, targetOf } from './preflight-stop.ts'
import { redirectDifference } from './redirect-difference.ts'

/** A preflight that was answered with a redirect, which no browser follows. */
export const preflightRedirected = defineCause({
  name: 'redirected preflights',
  codes: ['cors/preflight-redirected'],
  of: ['kept-back', 'no-answer', 'not-told'],
  look: (exchange) => {
    const stop = findPreflightStop(exchange)
    if (!stop || stop.status < 300 || stop.status >= 400 || stop.status === 304) return undefined
    const target = targetOf(stop)
    const difference = target === undefined ? undefined : redirectDifference(stop.entry.request.url, target)
    return {
      code: 'cors/preflight-redirected',
      summary:
        `${whoCalledWhat(exchange)}. The preflight was answered with ${stop.status}` +
        `${target === undefined ? '' : ` to ${addressOf(target)}`}${difference ? `: ${difference.words}` : ''}. ` +
        'Browsers do not follow redirects of preflights.',
      evidence: [
        citeRequest(stop.entry),
        ...citeStatus(stop.entry),
        ...citeResponseHeaders(stop.entry, 'location', 'server'),
      ],
      ...(target !== undefined && difference && { fixes: [callTarget(target)] }),
    }
  },
})

function callTarget(target: string): Fix {
  return {
    title: 'Call the address that the redirect leads to',
    steps: `Write ${excerpt(addressOf(target), 160)} in the page's code or configuration, so that no redirect is needed.`,
  }
}
