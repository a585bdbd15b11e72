import type { InputReport, Report, Severity } from '../report.ts'

/** What a report comes to. */
export interface Conclusion {
  readonly severity: 'error' | 'warning' | 'good'
  /** One sentence. */
  readonly text: string
}

const words: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['note', 'notes'],
}

/** A number with its noun. */
export function count(number: number, one: string, many: string = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** Numbers of findings by severity, the gravest first: `2 errors, 1 note`. */
function severityWords(numbers: Readonly<Record<Severity, number>>): string {
  return (['error', 'warning', 'info'] as const)
    .filter((severity) => numbers[severity] > 0)
    .map((severity) => count(numbers[severity], ...words[severity]))
    .join(', ')
}

const none: Readonly<Record<Severity, number>> = { error: 0, warning: 0, info: 0 }

/** All findings, those that are left out too. */
function countFindings({ findings, findingsLeftOut = none }: Report): Readonly<Record<Severity, number>> {
  const numbers = { ...findingsLeftOut }
  for (const { severity } of findings) numbers[severity] += 1
  return numbers
}

/** That not all findings are shown, in one sentence with what to do; undefined where all are. */
export function leftOutWords({ findings, findingsLeftOut }: Report): string | undefined {
  if (!findingsLeftOut) return undefined
  const { error, warning, info } = findingsLeftOut
  const others = count(error + warning + info, 'further finding')
  return `${others} (${severityWords(findingsLeftOut)}) left out after the first ${findings.length}. Bring fewer inputs at a time, or a shorter stretch, to see all.`
}

/**
 * Tells whether nothing of an input could be read. A text without a single known line has been read: there was
 * nothing in it.
 */
export function isUnread({ kind, exchanges, problems }: InputReport): boolean {
  return kind === 'unknown' || (exchanges === 0 && problems.some(({ code }) => code !== 'capture/sanitised'))
}

/** What a report comes to, in one sentence. */
export function conclusion(report: Report): Conclusion {
  const { findings, inputs, notChecked } = report
  const total = severityWords(countFindings(report))
  if (findings.some(({ severity }) => severity === 'error'))
    return { severity: 'error', text: `Found ${total}.` }
  if (findings.length > 0) return { severity: 'warning', text: `Found no error: ${total}.` }
  if (inputs.length > 0 && inputs.every(isUnread))
    return { severity: 'error', text: 'Nothing could be read.' }
  if (notChecked.length > 0 || inputs.some(isUnread))
    return { severity: 'warning', text: 'Found nothing wrong, but not everything could be checked.' }
  return { severity: 'good', text: 'Found nothing wrong.' }
}
