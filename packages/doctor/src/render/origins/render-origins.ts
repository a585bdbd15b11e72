import { explainOrigins, type OriginsExplained } from '@clearway/rules/origins'
import { rankWays, type PublishingFacts, type Way } from '@clearway/rules/publishing'
import { noPaint, toAscii, type TextStyle } from '../text/text-style.ts'
import { wrap } from '../wrap.ts'

/** How two origins are explained. */
export interface OriginsOptions {
  readonly format: 'text' | 'json'
  /** What is known of the two applications besides their addresses. */
  readonly facts?: PublishingFacts
  readonly style?: Partial<TextStyle>
}

/** How wide text is, in characters. */
const width = 78

/**
 * Says how a page and what it calls stand to each other (one origin or not, which part differs, one site or
 * not), and for two origins the ways to bring them together, the fitting ones first.
 *
 * @param page - The URL or origin of the page.
 * @param called - The URL or origin of what it calls.
 * @returns The text; undefined when one of the two is no http or https URL.
 */
export function renderOrigins(page: string, called: string, options: OriginsOptions): string | undefined {
  const origins = explainOrigins(page, called)
  if (!origins) return undefined
  const ways = rankWays(page, called, options.facts)
  if (options.format === 'json') {
    return `${JSON.stringify({ schema: 'clearway.origins/1', origins, ways }, null, 2)}\n`
  }
  const { paint = noPaint, unicode = true, fixes = 'first' } = options.style ?? {}
  const style = { paint, unicode, fixes }
  const text = [...originsText(origins, style), ...waysText(ways, style)].join('\n')
  return `${unicode ? text : toAscii(text)}\n`
}

const indent = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line))

function originsText(origins: OriginsExplained, { paint }: TextStyle): readonly string[] {
  const { page, called, sameOrigin, sameSite, differences, sentences } = origins
  const heading = sameOrigin ? 'One origin' : sameSite ? 'Two origins, one site' : 'Two origins, two sites'
  return [
    paint.strong(heading),
    '',
    `  page    ${page}`,
    `  called  ${called}`,
    ...differences.map(({ part, ...each }) => `  ${part.padEnd(6)}  ${each.page} → ${each.called}`),
    '',
    ...Object.values(sentences).flatMap((sentence) => wrap(sentence, width)),
  ]
}

const fits: Readonly<Record<Way['fits'], string>> = {
  best: 'begin here',
  well: 'fits well',
  partly: 'fits in part',
  not: 'does not help here',
}

function waysText(ways: readonly Way[], style: TextStyle): readonly string[] {
  if (ways.length === 0) return []
  const { paint } = style
  return [
    '',
    paint.strong('Ways to bring them together'),
    ...ways.flatMap((way, index) => [
      '',
      `${index + 1}. ${paint.strong(way.title)} (${fits[way.fits]})`,
      ...indent(wrap(way.why, width - 3), 3),
      ...(way.fits === 'not' ? [] : indent(wrap(`Stays: ${way.keeps}`, width - 3), 3)),
      ...(way.fits === 'not' ? [] : indent(wrap(`Limits: ${way.limits}`, width - 3), 3)),
      ...(style.fixes === 'all' || index === 0 ? changesText(way, style) : []),
    ]),
    ...(style.fixes === 'all' ? [] : ['', paint.quiet('What each changes, in full: --all-fixes')]),
  ]
}

function changesText({ changes }: Way, { paint }: TextStyle): readonly string[] {
  return changes.flatMap(({ title, steps, text }) => [
    '',
    `   ${paint.strong(title)}`,
    ...indent(wrap(steps, width - 5), 5),
    ...(text === undefined ? [] : ['', ...indent(text.split('\n'), 7)]),
  ])
}
