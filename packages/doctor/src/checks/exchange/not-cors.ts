import type { LookAlikeKind } from '@clearway/rules/messages'
import { isLoopbackHost } from '@clearway/rules/origins'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Evidence, Severity } from '../../report.ts'
import { cite, citeError, citeRequest } from '../evidence.ts'
import { serverWideFailures } from '../server-wide.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { calledEntry, entriesOf, statusOf } from './entries.ts'
import { fixesForNotCors } from './fixes-for-not-cors.ts'
import { findSignInRedirect } from './sign-in-place.ts'
import { networkErrorKind, networkErrorWords } from './network-errors.ts'

/** These kinds of console line speak of an answer, not of the network. */
const aboutAnswers: ReadonlySet<LookAlikeKind> = new Set([
  'http-status',
  'html-instead-of-json',
  'opaque-body',
])

const lighter: Partial<Record<LookAlikeKind, Severity>> = { aborted: 'info', 'blocked-by-client': 'warning' }

/** Failures that people call CORS and are none: the recorder or the console names the network, a policy or an extension. */
export const notCors = defineCause({
  name: 'failures of the network and of other policies',
  codes: ['browser/not-cors'],
  of: ['kept-back', 'no-answer'],
  look: (exchange) => {
    if (exchange.kind !== 'call') return undefined
    const seen = byRecorder(exchange) ?? byConsole(exchange) ?? byAddress(exchange)
    if (!seen) return undefined
    const severity = lighter[seen.kind]
    return {
      code: 'browser/not-cors',
      ...(serverWideFailures.has(seen.kind) && { cause: seen.kind }),
      ...(severity && { severity }),
      summary: `${whoCalledWhat(exchange)}: ${networkErrorWords[seen.kind]}. CORS headers would not change that.`,
      evidence: seen.evidence,
      fixes: fixesForNotCors(seen.kind, calledEntry(exchange).request.url),
    }
  },
})

interface Seen {
  readonly kind: LookAlikeKind
  readonly evidence: readonly Evidence[]
}

function byRecorder(exchange: RecordedExchange): Seen | undefined {
  // What happens on the way to a sign-in page happens because the call was sent there.
  const redirect = findSignInRedirect(exchange)
  const hops = redirect ? exchange.hops.slice(0, redirect.hop + 1) : exchange.hops
  for (const entry of entriesOf({ hops })) {
    const kind = entry.error === undefined ? undefined : networkErrorKind(entry.error)
    if (kind) return { kind, evidence: [citeRequest(entry), ...citeError(entry)] }
  }
  return undefined
}

function byConsole({ messages }: RecordedExchange): Seen | undefined {
  if (messages.some(({ message }) => message.says === 'blocked')) return undefined
  for (const { at, message } of messages) {
    if (message.says !== 'not-cors' || aboutAnswers.has(message.kind)) continue
    return { kind: message.kind, evidence: [cite(at, 'console line', message.detail)] }
  }
  return undefined
}

/** An https page that called plain http and got no answer: browsers block that before it leaves. */
function byAddress(exchange: RecordedExchange): Seen | undefined {
  const called = calledEntry(exchange)
  if (!exchange.page?.origin.startsWith('https:') || !called.request.url.startsWith('http:')) return undefined
  if (entriesOf(exchange).some((entry) => statusOf(entry) !== undefined)) return undefined
  if (!URL.canParse(called.request.url) || isLoopbackHost(new URL(called.request.url).hostname))
    return undefined
  return {
    kind: 'mixed-content',
    evidence: [
      cite(called.at, 'page origin', exchange.page.origin),
      citeRequest(called),
      ...citeError(called),
    ],
  }
}
