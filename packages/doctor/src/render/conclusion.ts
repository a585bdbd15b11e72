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

/** How many findings there are of each severity, the gravest first: `2 errors, 1 note`. */
function countFindings({ findings }: Pick<Report, 'findings'>): string {
  return (['error', 'warning', 'info'] as const)
    .map((severity) => ({ severity, number: findings.filter((each) => each.severity === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => count(number, ...words[severity]))
    .join(', ')
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
  const total = countFindings(report)
  if (findings.some(({ severity }) => severity === 'error'))
    return { severity: 'error', text: `Found ${total}.` }
  if (findings.length > 0) return { severity: 'warning', text: `Found no error: ${total}.` }
  if (inputs.length > 0 && inputs.every(isUnread))
    return { severity: 'error', text: 'Nothing could be read.' }
  if (notChecked.length > 0)
    return { severity: 'warning', text: 'Found nothing wrong, but not everything could be checked.' }
  return { severity: 'good', text: 'Found nothing wrong.' }
}
