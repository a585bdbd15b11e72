import type { Evidence, Finding } from '../../report.ts'
import { cutMiddle } from '../cut-middle.ts'
import { drawChain, type ChainLine } from '../draw-chain.ts'
import { placeOf } from '../place-of.ts'
import { wrap } from '../wrap.ts'
import type { Mark, TextStyle } from './text-style.ts'

const indent = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line))

/** One finding: what it is, what happened, the chain, the evidence, the fixes. */
export function findingText(finding: Finding, style: TextStyle, width: number): readonly string[] {
  const { paint } = style
  const { severity, code, title, summary, count, evidence, chain = [], fixes, docs } = finding
  const times = count > 1 ? `, seen ${count} times` : ''
  return [
    `${paint[severity](severity.toUpperCase())}  ${paint.strong(title)}`,
    paint.quiet(code + times),
    '',
    ...indent(wrap(summary, width - 2), 2),
    ...(chain.length === 0
      ? []
      : ['', ...indent(drawChain(chain, width - 4, style.unicode).map(paintLine(style)), 4)]),
    ...(evidence.length === 0
      ? []
      : ['', `  ${paint.strong('Evidence')}`, ...indent(evidenceLines(evidence, style, width - 4), 4)]),
    ...(fixes.length === 0 ? [] : ['', ...indent(fixesText(finding, style, width - 2), 2)]),
    '',
    `  ${paint.quiet('More')}  ${docs}`,
  ]
}

function paintLine({ paint }: TextStyle): (line: ChainLine) => string {
  const marks: Readonly<Record<ChainLine['is'], Mark>> = {
    request: (text) => text,
    answer: paint.quiet,
    stop: paint.error,
  }
  return ({ text, is }) => marks[is](text)
}

/** Lines that a piece of evidence may fill; an address has no line breaks, and the terminal's own may be more. */
const mostLines = 4

/** What stands at one place, below it; a place is told once for all that stands there in a row. */
function evidenceLines(
  evidence: readonly Evidence[],
  { paint }: TextStyle,
  width: number,
): readonly string[] {
  return evidence.flatMap((each, index) => {
    const place = placeOf(each)
    const before = evidence[index - 1]
    const lines = indent(factLines(each, width - 2), 2)
    return before && placeOf(before) === place ? lines : [paint.quiet(place)].concat(lines)
  })
}

function factLines({ what, value }: Evidence, width: number): readonly string[] {
  const shown = value.replaceAll('\n', ' ')
  if (what.length + 2 + shown.length <= width) return [`${what}: ${shown}`]
  return [`${what}:`].concat(indent(wrap(cutMiddle(shown, mostLines * (width - 2)), width - 2), 2))
}

/** The first in full, of a note none: what works can wait. */
function fixesText({ fixes, severity }: Finding, style: TextStyle, width: number): readonly string[] {
  const isNote = severity === 'info'
  const { paint } = style
  const full = style.fixes === 'all' ? fixes : fixes.slice(0, isNote ? 0 : 1)
  const others = fixes.slice(full.length)
  return [
    ...full.flatMap((fix, index) => [
      ...(index === 0 ? [] : ['']),
      paint.strong(`Fix ${index + 1}${fixes.length > 1 ? ` of ${fixes.length}` : ''}: ${fix.title}`),
      ...indent(wrap(fix.steps, width - 2), 2),
      ...(fix.text === undefined ? [] : ['', ...indent(fix.text.split('\n'), 6)]),
    ]),
    ...(others.length === 0
      ? []
      : [
          ...(full.length === 0 ? [] : ['']),
          paint.quiet(`${full.length === 0 ? 'Fixes' : 'Other fixes'}, in full with --all-fixes`),
        ]),
    ...others.flatMap(({ title }, index) => {
      const number = `${full.length + index + 1}. `
      return wrap(title, width - 2 - number.length).map(
        (line, at) => `  ${at === 0 ? number : ' '.repeat(number.length)}${line}`,
      )
    }),
  ]
}
