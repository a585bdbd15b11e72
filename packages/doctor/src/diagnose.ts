import type { Expectations } from './checks/check.ts'
import { checks } from './checks/index.ts'
import { recordExchanges } from './exchanges/record-exchanges.ts'
import { gather, type OnProgress } from './gather.ts'
import { redactReport } from './redact-report.ts'
import type { Report } from './report.ts'
import { runChecks } from './run-checks.ts'
import { readInput } from './sources/recognise.ts'
import type { Input } from './sources/source.ts'

export interface DiagnoseOptions {
  /** Seconds since 1970, against which pasted tokens are checked. Default: the clock. */
  readonly now?: number
  /** What the API expects of its tokens; what is not named is not checked. */
  readonly expectations?: Expectations
  readonly onProgress?: OnProgress
}

/**
 * Reads the inputs and says why calls failed: sources make entries, lines and tokens of the bytes; entries
 * are linked to exchanges and judged by the rule book; checks look at each and name causes.
 *
 * Works offline. Does not throw for any content; what cannot be read is named in the report. Everything in
 * the report is redacted.
 */
export async function diagnose(inputs: readonly Input[], options: DiagnoseOptions = {}): Promise<Report> {
  const { material, inputs: read, notChecked } = await gather(inputs, readInput, options.onProgress)
  const exchanges = recordExchanges(material)
  const checked = runChecks(
    {
      material,
      exchanges,
      expectations: options.expectations ?? {},
      now: options.now ?? Math.floor(Date.now() / 1000),
    },
    checks,
  )
  return redactReport({
    schema: 'clearway.report/1',
    inputs: read,
    findings: checked.findings,
    notChecked: [...notChecked, ...checked.notChecked],
  })
}
