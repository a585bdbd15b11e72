import { problemDocsPath, problemInfo, type Fix } from '@clearway/rules/problems'
import type { Found } from './checks/check.ts'
import type { Evidence, Finding, Severity } from './report.ts'

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

const maxEvidence = 12
const maxFindings = 200

/**
 * Makes findings of what checks found: one for each problem of each thing, with the evidence of all inputs
 * together and what the catalogue knows. Errors first, then what was seen most often.
 */
export function joinFound(found: readonly Found[]): readonly Finding[] {
  const groups = new Map<string, Found[]>()
  for (const each of found) {
    const key = `${each.code} ${each.subject}`
    const group = groups.get(key)
    if (group) group.push(each)
    else if (groups.size < maxFindings) groups.set(key, [each])
  }
  return [...groups.values()]
    .map(toFinding)
    .sort((a, b) => rank[a.severity] - rank[b.severity] || b.count - a.count)
}

function toFinding(group: readonly Found[]): Finding {
  const [first] = group as readonly [Found, ...Found[]]
  const info = problemInfo(first.code)
  const severityOf = ({ severity }: Found): Severity => severity ?? info.severity
  const [worst] = group.toSorted((a, b) => rank[severityOf(a)] - rank[severityOf(b)])
  const chain = group.find((each) => each.chain)?.chain
  return {
    code: first.code,
    severity: severityOf(worst ?? first),
    title: info.title,
    summary: (worst ?? first).summary,
    count: group.length,
    evidence: different(group.flatMap(({ evidence }) => evidence)).slice(0, maxEvidence),
    ...(chain && { chain }),
    fixes: withoutRepeats([...group.flatMap(({ fixes = [] }) => fixes), ...info.fixes]),
    docs: problemDocsPath(first.code),
  }
}

function different(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<string>()
  return evidence.filter(({ input, entry, line, offset, what, value }) => {
    const key = JSON.stringify([input, entry, line, offset, what, value])
    return !seen.has(key) && seen.add(key)
  })
}

function withoutRepeats(fixes: readonly Fix[]): readonly Fix[] {
  const titles = new Set<string>()
  return fixes.filter(({ title }) => !titles.has(title) && titles.add(title))
}
