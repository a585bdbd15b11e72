import type { ProfileVerdict, Report } from '../../report.ts'
import { wrap } from '../wrap.ts'
import { conclusion } from '../conclusion.ts'
import { findingText } from './finding-text.ts'
import { inputLines } from './input-text.ts'
import { noPaint, toAscii, type TextStyle } from './text-style.ts'

/** Characters in a line. */
const width = 80

/** A report for a terminal of 80 columns. Addresses and text to copy may be wider; they are never broken. */
export function renderText(report: Report, options: Partial<TextStyle> = {}): string {
  const style: TextStyle = { paint: noPaint, unicode: true, fixes: 'first', ...options }
  const { paint } = style
  const { findings, inputs, notChecked, verdicts = [] } = report
  const sections = [
    ...findings.map((finding) => findingText(finding, style, width)),
    ...(inputs.length === 0
      ? []
      : [[paint.strong('Read'), ...inputs.flatMap((input) => inputLines(input, style, width))]]),
    ...(verdicts.length === 0
      ? []
      : [
          [
            paint.strong('What each browser makes of it'),
            ...verdicts.flatMap((verdict) => verdictLines(verdict, style)),
          ],
        ]),
    ...(notChecked.length === 0
      ? []
      : [
          [
            paint.strong('Not checked'),
            ...notChecked.flatMap(({ check, reason }) =>
              wrap(`${check}: ${reason}`, width - 4).map((line, at) =>
                at === 0 ? `  - ${line}` : `    ${line}`,
              ),
            ),
          ],
        ]),
    [verdictLine(report, style)],
  ]
  const text = `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
  return style.unicode ? text : toAscii(text)
}

function verdictLines(
  { profile, outcome, step, reason }: ProfileVerdict,
  { paint }: TextStyle,
): readonly string[] {
  const shown = outcome === 'readable' ? paint.good(outcome) : paint.error(outcome)
  const lines = wrap(reason, width - 12).map((line) => `            ${line}`)
  return [`  ${profile.padEnd(9)} ${shown} ${paint.quiet(`(${step})`)}`, ...lines]
}

function verdictLine(report: Report, { paint }: TextStyle): string {
  const { severity, text } = conclusion(report)
  return paint[severity](text)
}
