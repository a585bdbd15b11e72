import { problemDocsPath, problemInfo, type Fix } from '@clearway/rules/problems'
import type { Found } from './checks/check.ts'
import { insertOrigins } from './fixes/insert-origins.ts'
import { rankFixes } from './fixes/rank-fixes.ts'
import { groupFound, otherAddresses, type FoundGroup } from './group-found.ts'
import type { Evidence, Finding, Report, Severity } from './report.ts'
import { bySeverity, severityOf } from './severity.ts'

const maxEvidence = 12
/** Of these, for the addresses besides the first. */
const maxOfOthers = 4
const maxFindings = 200

/**
 * Makes findings of what checks found: one for each problem of each thing, or of each cause that several
 * addresses share, with the evidence of all inputs together and what the catalogue knows. Errors first, then
 * what was seen most often; of more than 200 the rest is counted only.
 */
export function joinFound(found: readonly Found[]): Pick<Report, 'findings' | 'findingsLeftOut'> {
  const weighed = groupFound(found)
    .map(weigh)
    .sort((a, b) => bySeverity(a.severity, b.severity) || b.count - a.count)
  const leftOut = weighed.slice(maxFindings)
  return {
    findings: weighed.slice(0, maxFindings).map(toFinding),
    ...(leftOut.length > 0 && { findingsLeftOut: countSeverities(leftOut) }),
  }
}

function countSeverities(weighed: readonly WeighedGroup[]): NonNullable<Report['findingsLeftOut']> {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const { severity } of weighed) counts[severity] += 1
  return counts
}

interface WeighedGroup {
  readonly group: FoundGroup
  readonly worst: Found
  readonly severity: Severity
  readonly count: number
}

function weigh(group: FoundGroup): WeighedGroup {
  const found = group.flat()
  const worst = found.reduce((one, other) =>
    bySeverity(severityOf(other), severityOf(one)) < 0 ? other : one,
  )
  return { group, worst, severity: severityOf(worst), count: found.length }
}

function toFinding({ group, worst, severity, count }: WeighedGroup): Finding {
  const { code } = worst
  const info = problemInfo(code)
  const things = startingWith(worst, group)
  const chain = things.flat().find((each) => each.chain)?.chain
  return {
    code,
    severity,
    title: info.title,
    summary: worst.summary + otherAddresses(things),
    count,
    evidence: evidenceOf(things),
    ...(chain && { chain }),
    fixes: fixesFor(things.flat(), info.fixes),
    docs: problemDocsPath(code),
  }
}

function startingWith(found: Found, group: FoundGroup): FoundGroup {
  const first = group.find((thing) => thing.includes(found)) ?? group[0]
  return [first, ...group.filter((thing) => thing !== first)]
}

/** All that supports the first, and of each other address one fact that shows it. */
function evidenceOf([ofFirst, ...others]: FoundGroup): readonly Evidence[] {
  const ofOthers = different(others.flatMap(([{ evidence }]) => evidence.slice(0, 1))).slice(0, maxOfOthers)
  const own = different(ofFirst.flatMap(({ evidence }) => evidence))
  return [...own.slice(0, maxEvidence - ofOthers.length), ...ofOthers]
}

function different(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<string>()
  return evidence.filter(({ input, entry, line, offset, what, value }) => {
    const key = JSON.stringify([input, entry, line, offset, what, value])
    return !seen.has(key) && seen.add(key)
  })
}

/** Those of the checks, then those of the catalogue, in the order and with the origins that fit the case. */
function fixesFor(found: readonly Found[], ofCatalogue: readonly Fix[]): readonly Fix[] {
  const ofChecks = found.flatMap(({ fixes = [] }) => fixes)
  const answeredBy = found.flatMap((each) => each.answeredBy ?? [])
  const page = found.find((each) => each.page !== undefined)?.page
  const called = found.find((each) => each.called !== undefined)?.called
  return withoutRepeats([...ofChecks, ...rankFixes(ofCatalogue, answeredBy)]).map((fix) =>
    ofCatalogue.includes(fix) ? insertOrigins(fix, { page, called }) : fix,
  )
}

function withoutRepeats(fixes: readonly Fix[]): readonly Fix[] {
  const titles = new Set<string>()
  return fixes.filter(({ title }) => !titles.has(title) && titles.add(title))
}
