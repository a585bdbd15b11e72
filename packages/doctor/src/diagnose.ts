import type { Expectations } from './checks/check.ts'
import { checks } from './checks/index.ts'
import { recordExchanges } from './exchanges/record-exchanges.ts'
import { gather, type OnProgress } from './gather.ts'
import type { Material } from './material.ts'
import type { Probed, ProbeOptions } from './probe/probe.ts'
import type { TokenToVerify } from './probe/verify-token.ts'
import { redactReport } from './redact/redact-report.ts'
import type { InputReport, NotChecked, Report } from './report.ts'
import { runChecks } from './run-checks.ts'
import { readInput } from './sources/recognise.ts'
import type { Input } from './sources/source.ts'

/** What to look at besides the inputs, and against what. */
export interface DiagnoseOptions {
  /** Seconds since 1970, against which tokens are checked that no recorded request carries. Default: the clock. */
  readonly now?: number
  /** What the API expects of its tokens; what is not named is not checked. */
  readonly expectations?: Expectations
  /** A call to make. Without it, and without an authority to verify with, nothing is contacted. */
  readonly probe?: ProbeOptions
  /** A token to check as the API's guard would. */
  readonly verify?: Omit<TokenToVerify, 'expectations' | 'now'>
  readonly onProgress?: OnProgress
}

/**
 * Reads the inputs and says why calls failed: sources make entries, lines and tokens of the bytes; entries
 * are linked to exchanges and judged by the rule book; checks look at each and name causes.
 *
 * Works offline unless it is told to probe or to verify. Does not throw for any content; what cannot be
 * read is named in the report. Everything in the report is redacted.
 */
export async function diagnose(inputs: readonly Input[], options: DiagnoseOptions = {}): Promise<Report> {
  const { expectations = {}, now = Math.floor(Date.now() / 1000) } = options
  const read = await gather(inputs, readInput, options.onProgress)
  // Loaded when asked for: most people bring files, and wait for the command to start.
  const probed = options.probe && (await (await import('./probe/probe.ts')).probe(options.probe))
  const verified =
    options.verify &&
    (await (await import('./probe/verify-token.ts')).verifyToken({ ...options.verify, expectations, now }))

  const material: Material = verified
    ? { ...read.material, tokens: [...read.material.tokens, verified.found] }
    : read.material
  const exchanges = [...recordExchanges(material), ...(probed ? [probed.exchange] : [])]
  const checked = runChecks({ material, exchanges, expectations, now }, checks)
  return redactReport({
    schema: 'clearway.report/1',
    inputs: [...read.inputs, ...(probed ? [probeReport(probed)] : [])],
    findings: checked.findings,
    ...(checked.findingsLeftOut && { findingsLeftOut: checked.findingsLeftOut }),
    notChecked: cut([
      ...(verified?.notChecked ?? []),
      ...(probed ? probeLimits(probed) : []),
      ...checked.notChecked,
      ...read.notChecked,
    ]),
    ...(verified && verified.held.length > 0 && { held: verified.held }),
    ...(probed && {
      verdicts: probed.verdicts.map(({ profile, outcome, step, reason }) => ({
        profile,
        outcome,
        step,
        reason,
      })),
    }),
  })
}

const maxNotChecked = 30

function cut(notChecked: readonly NotChecked[]): readonly NotChecked[] {
  const others = notChecked.length - maxNotChecked
  if (others <= 0) return notChecked
  const left = {
    check: `${others} further points`,
    reason: 'They are left out here. Bring fewer inputs at a time.',
  }
  return [...notChecked.slice(0, maxNotChecked), left]
}

function probeReport({ exchange }: Probed): InputReport {
  const requests = exchange.hops.flatMap(({ preflight, call }) => [preflight, call]).filter((each) => each)
  const [first] = requests
  return { name: first?.at.input ?? 'probe', kind: 'probe', exchanges: requests.length, problems: [] }
}

function probeLimits({ exchange, notContacted }: Probed): readonly NotChecked[] {
  return [
    ...(notContacted === undefined
      ? []
      : [
          {
            check: `what ${notContacted} answers`,
            reason: `A redirect leads there. The probe contacts only hosts that are named: add --allow-host ${notContacted}.`,
          },
        ]),
    ...(exchange.exchange?.request.credentials === 'include'
      ? [
          {
            check: 'what a signed-in person gets',
            reason: 'The probe has no cookies. Record a HAR in the browser for that.',
          },
        ]
      : []),
  ]
}
