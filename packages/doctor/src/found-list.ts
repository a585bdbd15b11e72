import type { Found } from './checks/check.ts'
import type { RecordedExchange } from './exchanges/recorded-exchange.ts'
import type { FoundToken, Place } from './material.ts'
import type { ProblemCode } from '@clearway/rules/problems'
import { bySeverity, severityOf } from './severity.ts'

/** Collects what checks find, and puts together what speaks of the same failure. */
export interface FoundList {
  /** What was found about a call. */
  addOfExchange(found: Found, exchange: RecordedExchange): void
  addOfMessage(found: Found): void
  /**
   * What was found about a token. Where the same was found about the very call that carried it, it is evidence
   * for that. Where the call failed because the API answers a bad token the wrong way, that is the error, and the
   * token a warning: tokens expire.
   */
  addOfToken(found: Found, token: FoundToken): void
  /**
   * What a log line names. A log has no link to a call: where the same was found about one thing only, the
   * line is taken to speak of that. It cannot tell whether the caller went on: where calls with the same problem
   * all did, it is a warning.
   */
  addOfLogLine(found: Found): void
  readonly all: readonly Found[]
}

/** What an API does wrong about a token that it rightly refuses. */
const wrongAnswers: readonly ProblemCode[] = ['api/redirects-instead-of-401', 'api/error-hides-401']

/** Makes an empty list. Exchanges have to be added first, log lines last. */
export function createFoundList(): FoundList {
  const all: Found[] = []
  const ofEntry = new Map<string, number>()
  const subjects = new Map<ProblemCode, Set<string>>()
  const recovered = new Set<ProblemCode>()

  const add = (found: Found): void => {
    all.push(found)
    if (found.recovered) return void recovered.add(found.code)
    const known = subjects.get(found.code)
    if (known) known.add(found.subject)
    else subjects.set(found.code, new Set([found.subject]))
  }
  return {
    addOfExchange: (found, { hops }) => {
      add(found)
      for (const { preflight, call } of hops)
        for (const entry of [preflight, call])
          if (entry) ofEntry.set(keyOf(found.code, entry.at), all.length - 1)
    },
    addOfMessage: add,
    addOfToken: (found, { entry }) => {
      const index = entry && ofEntry.get(keyOf(found.code, entry.at))
      const call = index === undefined ? undefined : all[index]
      const answeredWrongly = entry && wrongAnswers.some((code) => ofEntry.has(keyOf(code, entry.at)))
      if (index === undefined || call === undefined) {
        add(answeredWrongly ? asWarning(found) : found)
      } else all[index] = supported(call, found)
    },
    addOfLogLine: (found) => {
      // Not `add`: lines of a log are no reason to join other lines to.
      const [subject, ...others] = subjects.get(found.code) ?? []
      if (subject === undefined) all.push(recovered.has(found.code) ? asWarning(found) : found)
      else all.push(others.length > 0 ? found : { ...found, subject })
    },
    all,
  }
}

function keyOf(code: ProblemCode, { input, entry, line, offset }: Place): string {
  return JSON.stringify([code, input, entry, line, offset])
}

function supported(call: Found, more: Found): Found {
  return {
    ...call,
    severity: [severityOf(call), severityOf(more)].toSorted(bySeverity)[0]!,
    evidence: [...call.evidence, ...more.evidence],
    fixes: [...(more.fixes ?? []), ...(call.fixes ?? [])],
  }
}

/** An error as a warning; what is lighter stays. */
function asWarning(found: Found): Found {
  return severityOf(found) === 'error' ? { ...found, severity: 'warning' } : found
}
