import { catalogue } from '@clearway/rules/problems'
import { redact, redactField } from './redact.ts'
import type { Evidence, Report } from '../report.ts'

const ownFixes = Object.values(catalogue).flatMap(({ fixes }) => fixes)
const ownTexts: ReadonlySet<string | undefined> = new Set(
  ownFixes.flatMap(({ title, steps, text }) => [title, steps, text]),
)

/** Control characters, those that turn the direction of writing, and those that are not seen. */
const unseen = /\r\n|[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu

/** The name at the end of what a piece of evidence is: `request header authorization`, `cookie ESTSAUTH`. */
const fieldName = /\b(?:header|cookie|field|parameter|body|query|fragment)\s+["'`]?([\w.$-]{1,64})["'`]?$/i

/**
 * A report in which every text is redacted ({@link redact}), and control characters are written as `\u{…}`, so that
 * no text of an input acts on a terminal. Line breaks and tabs stay. What the problem catalogue says stays as it is.
 */
export function redactReport(report: Report): Report {
  const findings = report.findings.map((finding) =>
    Object.assign(redactTexts({ ...finding, evidence: [] }), {
      evidence: finding.evidence.map(redactEvidence),
    }),
  )
  return { ...redactTexts({ ...report, findings: [] }), findings }
}

/** The same data with every text in it redacted and made visible; keys stay. */
export function redactTexts<Data>(data: Data): Data {
  return redactAny(data) as Data
}

function redactAny(data: unknown): unknown {
  if (typeof data === 'string') return ownTexts.has(data) ? data : redact(visible(data))
  if (Array.isArray(data)) return data.map(redactAny)
  if (typeof data !== 'object' || data === null) return data
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, redactAny(value)]))
}

function redactEvidence(evidence: Evidence): Evidence {
  const name = fieldName.exec(evidence.what)?.[1]
  const value = visible(evidence.value)
  return { ...redactTexts(evidence), value: name === undefined ? redact(value) : redactField(name, value) }
}

function visible(text: string): string {
  return text.replace(unseen, (character) => {
    if (character === '\r\n') return '\n'
    if (character === '\n' || character === '\t') return character
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
  })
}
