import { problemDocsPath, problemInfo } from '@clearway/rules/problems'
import { differences, steps, type Exchange, type Leg, type Verdict } from '@clearway/rules/verdict'
import { cutMiddle } from '../cut-middle.ts'
import { wrap } from '../wrap.ts'
import { noPaint, toAscii, type Paint, type TextStyle } from '../text/text-style.ts'
import { passes, type Judged } from './judged.ts'

const width = 80
const column = 14

const indent = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => ' '.repeat(by) + line)

/** Profiles whose verdicts are alike but for the words. */
interface Group {
  readonly profiles: readonly string[]
  readonly members: readonly Judged[]
  readonly verdict: Verdict
}

/** Verdicts for a terminal of 80 columns: side by side, then each different one, what was sent, and why they differ. */
export function verdictsText(
  { origin, request }: Exchange,
  judged: readonly Judged[],
  { paint = noPaint, unicode = true }: Partial<Pick<TextStyle, 'paint' | 'unicode'>> = {},
): string {
  const groups = groupAlike(judged)
  const sections = [
    wrap(`${paint.strong(request.method ?? 'GET')} ${request.url} from a page of ${origin}`, width),
    sideBySide(judged, paint),
    ...groups.map((group) => groupLines(group, paint)),
    ...legSections(judged, paint),
    ...differenceSection(judged, paint),
  ]
  const text = `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
  return unicode ? text : toAscii(text)
}

function paintOutcome(verdict: Judged, paint: Paint): (text: string) => string {
  if (!passes(verdict)) return verdict.verdict.outcome === 'undecided' ? paint.warning : paint.error
  return verdict.verdict.outcome === 'readable' ? paint.good : paint.info
}

function sideBySide(judged: readonly Judged[], paint: Paint): readonly string[] {
  const row = (label: string, cells: readonly string[]): string =>
    `  ${label.padEnd(9)}${cells.join('')}`.trimEnd()
  const cell = (text: string): string => text.padEnd(column)
  return [
    row(
      '',
      judged.map(({ verdict }) => paint.strong(cell(verdict.profile))),
    ),
    row(
      'outcome',
      judged.map((each) => paintOutcome(each, paint)(cell(each.verdict.outcome))),
    ),
    row(
      'step',
      judged.map(({ verdict }) => cell(verdict.step)),
    ),
    row(
      'requests',
      judged.map(({ verdict }) => cell(String(verdict.legs.length))),
    ),
  ]
}

function groupLines({ profiles, members, verdict }: Group, paint: Paint): readonly string[] {
  const consoles = members.flatMap((each) =>
    each.console === undefined
      ? []
      : [
          `  ${paint.quiet(`console of ${each.verdict.profile}:`)}`,
          ...indent(wrap(each.console, width - 4), 4),
        ],
  )
  const mark = paintOutcome({ verdict }, paint)
  return [
    `${mark(headline(verdict))}  ${paint.quiet(profiles.join(', '))}`,
    ...indent(wrap(`${verdict.step}: ${steps[verdict.step].title}`, width - 2), 2),
    ...indent(wrap(verdict.reason, width - 2), 2),
    ...outcomeLines(verdict, paint),
    ...consoles,
  ]
}

function headline(verdict: Verdict): string {
  switch (verdict.outcome) {
    case 'readable':
      return `readable: the page gets status ${verdict.status}`
    case 'blocked':
      return `blocked at ${verdict.at === 'preflight' ? 'the preflight of ' : ''}URL ${verdict.hop + 1} of the chain`
    case 'opaque':
      return 'opaque: the page gets an answer in which it can read nothing'
    case 'not-cors':
      return 'not a question of CORS'
    case 'undecided':
      return `undecided: the answer to ${verdict.missing === 'preflight' ? 'the preflight' : 'the call'} is missing at hops[${verdict.hop}]`
  }
}

function outcomeLines(verdict: Verdict, paint: Paint): readonly string[] {
  if (verdict.outcome === 'readable') {
    const names = verdict.exposed.length === 0 ? 'none' : verdict.exposed.join(', ')
    return indent(wrap(`headers that the page may read: ${names}`, width - 2), 2)
  }
  if (verdict.outcome !== 'blocked') return []
  const { code, corsError } = verdict
  const chromium = corsError
    ? `  ${paint.quiet(`Chromium: ${corsError.name} ${corsError.parameter}`.trimEnd())}`
    : ''
  return [
    `  ${code}: ${problemInfo(code).title}${chromium === '' ? '' : `\n${chromium}`}`,
    `  ${paint.quiet(problemDocsPath(code))}`,
  ]
}

/** What was sent, once where all sent the same, else for each. */
function legSections(judged: readonly Judged[], paint: Paint): readonly (readonly string[])[] {
  const byLegs = groupBy(judged, ({ verdict }) => JSON.stringify(verdict.legs))
  return [...byLegs.values()].map((members) => {
    const who = byLegs.size === 1 ? '' : ` by ${members.map(({ verdict }) => verdict.profile).join(', ')}`
    const legs = members[0]?.verdict.legs.flatMap(legLines) ?? []
    return [paint.strong(`Sent${who}`)].concat(legs.length === 0 ? ['  nothing'] : legs)
  })
}

function legLines(leg: Leg, index: number): readonly string[] {
  const number = `${index + 1}. `
  const facts = [
    leg.origin === undefined ? 'no Origin' : `Origin: ${leg.origin}`,
    ...(leg.requestMethod === undefined ? [] : [`Access-Control-Request-Method: ${leg.requestMethod}`]),
    ...(leg.requestHeaders === undefined ? [] : [`Access-Control-Request-Headers: ${leg.requestHeaders}`]),
    leg.credentials ? `cookies: ${leg.cookies.join(', ') || 'whichever there are'}` : 'no cookies',
    ...leg.cookiesLeftOut.map(({ name, reason }) => `cookie ${name} stays behind: ${reason}`),
    ...(leg.stripped.length === 0 ? [] : [`left out: ${leg.stripped.join(', ')}`]),
  ]
  return [
    `  ${number}${leg.method} ${cutMiddle(leg.url, width - 6 - leg.method.length)}`,
    ...facts.flatMap((fact) => indent(wrap(fact, width - 5), 5)),
  ]
}

function differenceSection(judged: readonly Judged[], paint: Paint): readonly (readonly string[])[] {
  const names = new Set<string>(judged.flatMap(({ verdict }) => verdict.differences))
  const known = differences.filter(({ name }) => names.has(name))
  if (known.length === 0) return []
  return [
    [
      paint.strong('Where browsers differ'),
      ...known.flatMap(({ name, about }) => indent(wrap(`${name}: ${about}`, width - 2), 2)),
    ],
  ]
}

function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}

function groupAlike(judged: readonly Judged[]): readonly Group[] {
  const alike = groupBy(judged, ({ verdict }) => {
    const { outcome, step, reason } = verdict
    return JSON.stringify([
      outcome,
      step,
      reason,
      verdict.outcome === 'blocked' && [verdict.code, verdict.hop, verdict.at],
    ])
  })
  return [...alike.values()].flatMap((members) => {
    const [first] = members
    return first
      ? [{ profiles: members.map(({ verdict }) => verdict.profile), members, verdict: first.verdict }]
      : []
  })
}
