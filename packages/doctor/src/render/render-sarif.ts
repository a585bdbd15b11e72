import { createHash } from 'node:crypto'
import { problemInfo, type ProblemCode } from '@clearway/rules/problems'
import type { Evidence, Finding, InputReport, Report, Severity } from '../report.ts'
import { isUnread, leftOutWords } from './conclusion.ts'

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }

/**
 * A report as SARIF 2.1.0, for the upload in CI: a rule for each code that was found, a result for each finding, a
 * notification for each input that could not be read whole. Holds no absolute path.
 *
 * @see {@link https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html SARIF 2.1.0}
 */
export function renderSarif(report: Report): string {
  const { findings, inputs, notChecked } = report
  const leftOut = leftOutWords(report)
  const codes = [...new Set(findings.map(({ code }) => code))]
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'clearway doctor', rules: codes.map(rule) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: inputs.length === 0 || !inputs.every(isUnread),
            toolExecutionNotifications: [
              ...inputs.flatMap(inputNotifications),
              ...(leftOut === undefined ? [] : [{ level: 'warning', message: { text: leftOut } }]),
              ...notChecked.map(({ check, reason }) => ({
                level: 'note',
                message: { text: `Not checked: ${check}. ${reason}` },
              })),
            ],
          },
        ],
        results: findings.map((finding) => result(finding, codes.indexOf(finding.code))),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function rule(code: ProblemCode): object {
  const { title, summary, severity, fixes } = problemInfo(code)
  const help = fixes.map(({ title, steps }, index) => `${index + 1}. ${title}. ${steps}`).join('\n')
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: summary },
    help: { text: help },
    defaultConfiguration: { level: levels[severity] },
  }
}

function result(finding: Finding, ruleIndex: number): object {
  const { code, severity, summary, evidence } = finding
  const [first, ...others] = evidence
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: summary },
    locations: first ? [location(first)] : [],
    ...(others.length > 0 && {
      relatedLocations: others.map((each, index) => Object.assign(location(each), { id: index + 1 })),
    }),
    partialFingerprints: { 'clearway/v1': fingerprint(code, summary) },
  }
}

/**
 * The line is what code scanning requires, so that an input without lines gets its first; the byte offset is where the
 * evidence really stands.
 */
function location({ input, line, offset, what, value }: Evidence): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(input) },
      region: { startLine: line ?? 1, ...(offset !== undefined && { byteOffset: offset, byteLength: 0 }) },
    },
    message: { text: `${what}: ${value}` },
  }
}

function inputNotifications({ name, problems }: InputReport): readonly object[] {
  return problems.map(({ code, detail, offset }) => ({
    level: levels[problemInfo(code).severity],
    message: { text: `${code}: ${detail}` },
    locations: [
      location({ input: name, what: code, value: detail, ...(offset !== undefined && { offset }) }),
    ],
  }))
}

/** A path below the current folder as it is; of every other one the file's name alone. */
function relativeUri(name: string): string {
  if (name === '-') return 'stdin'
  const parts = name.replaceAll('\\', '/').split('/')
  const outside = /^(?:\/|[a-z][a-z0-9+.-]*:)/i.test(name) || name.startsWith('\\') || parts.includes('..')
  const kept = (outside ? parts.slice(-1) : parts).filter(
    (part) => part !== '' && part !== '.' && part !== '..',
  )
  return kept.length === 0 ? 'input' : kept.map(encodeURIComponent).join('/')
}

function fingerprint(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)
}
