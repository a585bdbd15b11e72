import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import { addressOf } from '../address.ts'
import { citeRequest, citeRequestHeaders, citeResponseHeaders, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, askedHeader, callsOf, statusOf } from './entries.ts'
import { signInPlace } from './sign-in-place.ts'

const passwordField = /<input[^>]{0,300}\btype\s*=\s*["']?password\b/i

/** A background call that got a sign-in page with status 200 in place of data: the same-origin twin of the CORS error. */
export const signInPageAsAnswer = defineCause({
  name: 'sign-in pages in place of data',
  codes: ['session/sign-in-page-as-answer'],
  of: ['answered', 'not-told'],
  look: (exchange) => {
    const last = callsOf(exchange).at(-1)
    if (exchange.kind !== 'call' || !last || statusOf(last) !== 200 || !isHtml(last) || wantsHtml(last))
      return undefined
    const redirected = exchange.hops.length > 1
    const place = redirected ? signInPlace(last.request.url) : undefined
    if (!place && !asksForPassword(last, exchange)) return undefined
    return {
      code: 'session/sign-in-page-as-answer',
      ...(redirected && { cause: addressOf(last.request.url) }),
      summary:
        `${whoCalledWhat(exchange)} and got HTML with status 200: the sign-in page of ${place?.owner ?? 'the application'}` +
        `${redirected ? `, after a redirect to ${addressOf(last.request.url)}` : ''}. ` +
        'The session had ended, and the page’s code cannot tell that from data; it fails when it reads the answer.',
      evidence: [
        citeRequest(last),
        ...citeRequestHeaders(last, 'accept', 'x-requested-with'),
        ...citeStatus(last),
        ...citeResponseHeaders(last, 'content-type'),
        ...citeResponseHeaders(callsOf(exchange)[0]!, 'location'),
      ],
    }
  },
})

function isHtml(entry: Entry): boolean {
  return /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(answerHeader(entry, 'content-type') ?? '')
}

/** Pages that load fragments ask for HTML by name. */
function wantsHtml(entry: Entry): boolean {
  return (
    /\bhtml\b/i.test(askedHeader(entry, 'accept') ?? '') || askedHeader(entry, 'hx-request') !== undefined
  )
}

/** Without a redirect only the body can tell; a page that asked for a sign-in form got what it asked for. */
function asksForPassword({ response }: Entry, { hops }: RecordedExchange): boolean {
  const first = hops[0]?.call
  if (!first || signInPlace(first.request.url) !== undefined) return false
  return response?.body !== undefined && passwordField.test(response.body)
}
