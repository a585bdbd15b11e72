import type { ProfileVerdict, Report } from '../../report.ts'
import { wrap } from '../wrap.ts'
import { conclusion, leftOutWords } from '../conclusion.ts'
import { findingText } from './finding-text.ts'
import { inputLines } from './input-text.ts'
import { noPaint, toAscii, type TextStyle } from './text-style.ts'

/** Characters in a line. */
const width = 80

/**
 * A report for a terminal of 80 columns. Addresses, or whatever else has no blanks, and text to copy may be wider: they
 * are never broken, so that they can be copied. Long ones are cut in their middle.
 */
export function renderText(report: Report, options: Partial<TextStyle> = {}): string {
  const style: TextStyle = { paint: noPaint, unicode: true, fixes: 'first', ...options }
  const { paint } = style
  const { findings, inputs, notChecked, held = [], verdicts = [] } = report
  const leftOut = leftOutWords(report)
  const sections = [
    ...findings.map((finding) => findingText(finding, style, width)),
    ...(leftOut === undefined ? [] : [wrap(leftOut, width).map(paint.warning)]),
    ...(inputs.length === 0
      ? []
      : [[paint.strong('Read'), ...inputs.flatMap((input) => inputLines(input, style, width))]]),
    ...(held.length === 0
      ? []
      : [
          [
            paint.strong('What holds of the token'),
            ...held.flatMap(({ check, value }) =>
              wrap(`${check}: ${value}`, width - 4).map((line, at) =>
                at === 0 ? `  ${paint.good(style.unicode ? '✓' : '*')} ${line}` : `    ${line}`,
              ),
            ),
          ],
        ]),
    ...(verdicts.length === 0
      ? []
      : [
          [
            paint.strong('What each browser makes of it'),
            ...agreeing(verdicts).flatMap((each) => verdictLines(each, style)),
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

/** Profiles that say the same, together. */
function agreeing(verdicts: readonly ProfileVerdict[]): readonly (readonly ProfileVerdict[])[] {
  const groups = new Map<string, ProfileVerdict[]>()
  for (const verdict of verdicts) {
    const key = `${verdict.outcome} ${verdict.step} ${verdict.reason}`
    const group = groups.get(key)
    if (group) group.push(verdict)
    else groups.set(key, [verdict])
  }
  return [...groups.values()]
}

function verdictLines(group: readonly ProfileVerdict[], { paint }: TextStyle): readonly string[] {
  const { outcome, step, reason } = group[0]!
  const shown = outcome === 'readable' ? paint.good(outcome) : paint.error(outcome)
  return [
    `  ${group.map(({ profile }) => profile).join(', ')}: ${shown} ${paint.quiet(`(${step})`)}`,
    ...wrap(reason, width - 4).map((line) => `    ${line}`),
  ]
}

function verdictLine(report: Report, { paint }: TextStyle): string {
  const { severity, text } = conclusion(report)
  return paint[severity](text)
}
