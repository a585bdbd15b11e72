import { problemInfo } from '@clearway/rules/problems'
import type { Found } from './checks/check.ts'
import type { Severity } from './report.ts'

const inOrder: readonly Severity[] = ['error', 'warning', 'info']

/** How grave something found is: as the check says, else as the catalogue. */
export function severityOf({ code, severity }: Pick<Found, 'code' | 'severity'>): Severity {
  return severity ?? problemInfo(code).severity
}

/** For a sort with the gravest first: below 0 where the one is graver than the other. */
export function bySeverity(one: Severity, other: Severity): number {
  return inOrder.indexOf(one) - inOrder.indexOf(other)
}
