import { addressOf } from './checks/address.ts'
import { calledUrl } from './checks/exchange/entries.ts'
import { originOfUrl } from './exchanges/page-origin.ts'
import { calledUrl as urlOfLine } from './checks/message/line.ts'
import { limitsOfTokens } from './checks/token/limits.ts'
import { createUnexplainedCalls } from './unexplained-calls.ts'
import type { Case, Check, Found, Subjects } from './checks/check.ts'
import type { RecordedExchange } from './exchanges/recorded-exchange.ts'
import type { ConsoleMessage, Lack } from './material.ts'
import { stackOfSystem, stacksOf, stacksOfAddress } from './fixes/answering-stacks.ts'
import { createFoundList } from './found-list.ts'
import { recoveriesOf } from './checks/recovery/recovered.ts'
import { joinFound } from './join-found.ts'
import type { Evidence, NotChecked, Report } from './report.ts'

/** The checks, by what they look at; in each list the first that explains a failure is heard. */
export type Checks = { readonly [Kind in keyof Subjects]: readonly Check<Kind>[] }

/** What the checks say. */
export type Checked = Pick<Report, 'findings' | 'findingsLeftOut' | 'notChecked'>

/**
 * Runs the checks over everything that there is, and joins what they found about one thing.
 *
 * A console line that speaks of a recorded call is evidence for what was found about the call; only when
 * nothing was found there it is looked at by itself.
 */
export function runChecks(all: Case, checks: Checks): Checked {
  const found = createFoundList()
  const notChecked = new Map<string, NotChecked>()
  const unexplained = createUnexplainedCalls()
  const explained = new Set<unknown>()
  const withRecovery = recoveriesOf(all)

  for (const exchange of all.exchanges) {
    const causes = checks.exchange.filter(({ needs = [], name }) => {
      const lack = needs.find((need) => isLacking(exchange, need))
      if (lack === undefined) return true
      if (wentWrong(exchange)) notChecked.set(`${name} ${lack}`, { check: name, reason: reasons[lack] })
      return false
    })
    const heard = hear(causes, exchange, all).map((each) => withRecovery(each, exchange))
    const parties = heard.length > 0 && {
      ...partiesOf(pageOf(exchange), calledUrl(exchange)),
      answeredBy: stacksOf(exchange),
    }
    for (const [at, each] of heard.entries()) {
      const lines = at === 0 ? exchange.messages : []
      found.addOfExchange(
        { ...parties, ...each, evidence: [...each.evidence, ...lines.map(lineEvidence)] },
        exchange,
      )
      for (const line of lines) explained.add(line)
    }
    if (heard.length === 0 && exchange.ended === 'blocked') unexplained.add(exchange)
  }
  for (const line of all.material.messages) {
    if (explained.has(line)) continue
    const { message } = line
    const url = urlOfLine(message)
    const parties = {
      ...partiesOf(message.says === 'blocked' ? message.origin : undefined, url),
      answeredBy: stacksOfAddress(url ?? ''),
    }
    for (const each of hear(checks.message, line, all)) found.addOfMessage({ ...parties, ...each })
  }
  for (const token of all.material.tokens) {
    for (const each of hear(checks.token, token, all))
      found.addOfToken(token.entry ? withRecovery(each, token.entry) : each, token)
  }
  for (const line of all.material.logLines) {
    const stack = stackOfSystem(line.error.system)
    const parties = {
      ...partiesOf(line.error.values['origin'], undefined),
      ...(stack && { answeredBy: [stack] }),
    }
    for (const each of hear(checks.logLine, line, all)) found.addOfLogLine({ ...parties, ...each })
  }
  const limits = [...notChecked.values(), ...unexplained.list(), ...limitsOfTokens(all)]
  if (found.all.length === 0 && limits.length === 0) {
    const line = all.material.messages.find(({ message }) => message.says === 'failed')
    if (line) limits.push(unspecific(line))
  }
  return { ...joinFound(found.all), notChecked: limits }
}

/** The page that calls; what a person goes to is itself the page. */
function pageOf({ kind, page, hops }: RecordedExchange): string | undefined {
  if (kind !== 'navigation') return page?.origin
  const last = hops.at(-1)
  const opened = last?.call ?? last?.preflight
  return opened && originOfUrl(opened.request.url)
}

/** Between which origins a call is, as far as that is known. */
function partiesOf(page: string | undefined, url: string | undefined): Pick<Found, 'page' | 'called'> {
  const called = url === undefined ? undefined : originOfUrl(url)
  return { ...(page !== undefined && { page }), ...(called !== undefined && { called }) }
}

function hear<Kind extends keyof Subjects>(
  checks: readonly Check<Kind>[],
  subject: Subjects[Kind],
  all: Case,
): readonly Found[] {
  const heard: Found[] = []
  let explained = false
  for (const check of checks) {
    if (explained && !check.adds) continue
    const found = check.look(subject, all)
    if (!found) continue
    heard.push(found)
    if (!check.adds) explained = true
  }
  return heard
}

/** A NetLog without cookies still notes down which of them stayed behind, and why. */
function isLacking({ lacks, hops }: RecordedExchange, need: Lack): boolean {
  if (need === 'cookies' && hops.some(({ call }) => call?.cookiesLeftOut !== undefined)) return false
  return lacks.has(need)
}

function wentWrong({ ended, hops }: RecordedExchange): boolean {
  const status = hops.at(-1)?.call?.response?.status ?? 0
  return ended !== 'delivered' || status >= 400
}

const reasons: Readonly<Record<Lack, string>> = {
  authorization:
    'The capture was saved without Authorization headers. Save it with sensitive data, or use Fiddler.',
  cookies:
    'The capture was saved without cookies. Save a HAR with sensitive data, or a NetLog with “Include cookies and credentials”.',
  preflights: 'The recorder does not record preflights. Use the browser’s own developer tools.',
  bodies: 'The capture holds no bodies. Save it “with content”.',
  verdict: 'The recorder sees the wire but not what the browser made of it; bring the console’s lines too.',
  'blocked-headers':
    'The recorder leaves out the answers that the browser kept from the page. Use the browser’s own developer tools.',
}

function unspecific({ at, message }: ConsoleMessage): NotChecked {
  const line = at.line === undefined ? '' : ` in line ${at.line}`
  return {
    check: `why the call${message.url === undefined ? '' : ` to ${addressOf(message.url)}`} failed that ${at.input === '-' ? 'standard input' : at.input} tells of${line}`,
    reason:
      'The line tells that a call failed, not why. Bring the console’s line before it, which gives the reason, or a HAR with the call.',
  }
}

function lineEvidence({ at, text }: RecordedExchange['messages'][number]): Evidence {
  return { ...at, what: 'console line', value: text }
}
