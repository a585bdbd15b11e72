import type { ProblemCode } from '@clearway/rules/problems'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import type { Evidence, Severity } from '../../report.ts'
import { bySeverity, severityOf } from '../../severity.ts'
import { stopOf } from '../chain.ts'
import type { Case, Found } from '../check.ts'
import { citeRequest, citeStatus } from '../evidence.ts'
import { expiryOf } from '../exchange/carried.ts'
import { calledEntry, entriesOf, statusOf } from '../exchange/entries.ts'
import { renewalBefore, type Renewal } from './renewal.ts'
import { repeatsOf, type Repeated } from './repeated-calls.ts'
import { hasAskedHeaders } from './same-call.ts'

/** What every page meets that stays open for long enough. */
const toBeExpected: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'token/expired',
  'token/missing',
  'session/expired',
  'session/missing',
  'idp/code-or-refresh-token-ended',
  'idp/interaction-required',
  'idp/silent-sign-in-failed',
])

/** The same, answered so that the page has to guess it. */
const answeredWrongly: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'api/error-hides-401',
  'api/redirects-instead-of-401',
  'session/redirected-to-sign-in',
  'session/sign-in-page-as-answer',
])

const ofPreflights = /^(?:cors|proxy|browser)\//

/** Says of what was found about a call that the page went on, where it did; of everything else nothing. */
export type WithRecovery = (found: Found, failed: RecordedExchange | Entry) => Found

/**
 * Makes a function that looks for the same call later on. An expired token or session is a note where the page renewed
 * it and the call went through then; where the server answered it wrongly, a warning. A preflight that failed is a note
 * where the server failed for the moment and the call went through from then on, and else a warning.
 *
 * All else stays as it was found, and so does what a person mended by loading the page anew.
 */
export function recoveriesOf(all: Case): WithRecovery {
  const recoveries = new Map<RecordedExchange, Recovery>()
  let ofEntries: ReadonlyMap<Entry, RecordedExchange> | undefined
  const exchangeOf = (failed: RecordedExchange | Entry): RecordedExchange | undefined =>
    'hops' in failed ? failed : (ofEntries ??= byEntry(all)).get(failed)
  return (found, of) => {
    const failed = mayRecover(found) ? exchangeOf(of) : undefined
    if (!failed) return found
    const recovery = recoveries.get(failed) ?? recoveryOf(failed, all)
    recoveries.set(failed, recovery)
    return isRefusedTooEarly(found, failed, all) ? found : withRecovery(found, failed, recovery)
  }
}

/** The same call when it went through: after a renewal, and at all. */
interface Recovery {
  readonly renewed: (Repeated & { readonly renewal: Renewal }) | undefined
  readonly again: Repeated | undefined
}

function recoveryOf(failed: RecordedExchange, all: Case): Recovery {
  const repeats = repeatsOf(failed, all)
  const failing = repeats.findIndex(({ failsAgain }) => failsAgain)
  // Behind one that did not last each further success is another one's.
  const lasting = failing === -1 ? repeats : repeats.slice(0, failing + 1)
  const [renewed] = lasting.flatMap((each) => {
    const renewal = renewalBefore(each, failed, all)
    return renewal ? [{ ...each, renewal }] : []
  })
  return { renewed, again: repeats.find(({ exchange }) => hasAskedHeaders(failed, exchange)) }
}

function byEntry({ exchanges }: Case): ReadonlyMap<Entry, RecordedExchange> {
  return new Map(
    exchanges.flatMap((exchange) => entriesOf(exchange).map((entry) => [entry, exchange] as const)),
  )
}

function mayRecover({ code }: Found): boolean {
  return toBeExpected.has(code) || answeredWrongly.has(code) || ofPreflights.test(code)
}

/** Clocks differ by that much, in seconds. */
const skew = 300

/** A token refused as expired long before it does is no matter of renewing it: a clock is wrong. */
function isRefusedTooEarly({ code }: Found, failed: RecordedExchange, all: Case): boolean {
  return code === 'token/expired' && (expiryOf(failed, all)?.secondsPast ?? 0) < -skew
}

function withRecovery(found: Found, failed: RecordedExchange, { renewed, again }: Recovery): Found {
  const isExpected = toBeExpected.has(found.code)
  if (renewed && (isExpected || answeredWrongly.has(found.code))) {
    return lighter(found, isExpected ? 'info' : 'warning', {
      says: `The page renewed its ${renewed.renewal.of} and went on: ${answered(renewed)}.`,
      evidence: [...renewed.renewal.evidence, ...citeAgain(renewed)],
    })
  }
  if (!again || !ofPreflights.test(found.code) || !isStoppedAtPreflight(failed)) return found
  const isPassing = isForTheMoment(failed) && !again.failsAgain
  const says = isPassing
    ? `It failed for the moment only: ${answered(again)}.`
    : `It does not fail each time: ${answered(again)}. It looks like this where several servers answer by turns and one of them is set up otherwise.`
  return lighter(found, isPassing ? 'info' : 'warning', { says, evidence: citeAgain(again) })
}

function lighter(
  found: Found,
  severity: Severity,
  { says, evidence }: { readonly says: string; readonly evidence: readonly Evidence[] },
): Found {
  if (bySeverity(severityOf(found), severity) >= 0) return found
  return {
    ...found,
    severity,
    recovered: true,
    summary: `${found.summary} ${says}`,
    evidence: [...found.evidence, ...evidence],
  }
}

function answered({ exchange }: Repeated): string {
  const entry = calledEntry(exchange)
  return `the same call was answered with ${statusOf(entry) ?? 'success'} later${placeWords(entry)}`
}

function placeWords({ at: { entry, line } }: Entry): string {
  if (entry !== undefined) return ` (entry ${entry})`
  return line === undefined ? '' : ` (line ${line})`
}

function citeAgain({ exchange }: Repeated): readonly Evidence[] {
  const entry = calledEntry(exchange)
  return [citeRequest(entry), ...citeStatus(entry)]
}

function isStoppedAtPreflight(failed: RecordedExchange): boolean {
  const stop = stopOf(failed)
  return stop !== undefined && failed.hops.some(({ preflight }) => preflight === stop)
}

/** Overloaded, restarting, not reached: the next try may well go through. */
function isForTheMoment(failed: RecordedExchange): boolean {
  const status = statusOf(stopOf(failed))
  return status === undefined || status >= 500 || status === 408 || status === 429
}
