import { copyable, element, prose } from './element.js'

const placeOf = ({ entry, line, offset }) => {
  if (entry !== undefined) return `request ${entry + 1} of the HAR`
  if (line !== undefined) return `line ${line}`
  return offset === undefined ? '' : `byte ${offset}`
}

const pieceView = ({ what, value }, place) =>
  element(
    'div',
    {},
    element('dt', {}, what),
    element('dd', {}, element('code', {}, value), place && element('span', { class: 'quiet place' }, place)),
  )

/** Each piece with its place, which is said once where all have the same. */
function evidenceView(evidence) {
  const places = evidence.map(placeOf)
  const only = new Set(places).size === 1 ? places[0] : ''
  return [
    element('h5', {}, only ? `Evidence, from ${only}` : 'Evidence'),
    element(
      'dl',
      { class: 'evidence' },
      evidence.map((piece, at) => pieceView(piece, only ? '' : places[at])),
    ),
  ]
}

const fixView = ({ title, steps, language, text }, at) =>
  element(
    'details',
    { class: 'fix', open: at === 0 },
    element('summary', {}, `${at + 1}. `, ...prose(title)),
    element('p', {}, ...prose(steps)),
    text !== undefined && copyable(text, language),
  )

/** Fixes in the order in which to try them, the first one open. */
export const fixesView = (fixes) => fixes.map(fixView)

const shownAtOnce = 3

/** The first of many fixes, and the others folded. */
function firstFixesView(fixes) {
  const views = fixesView(fixes)
  if (views.length <= shownAtOnce + 1) return views
  const others = views.splice(shownAtOnce)
  const summary = element('summary', {}, `${others.length} more fixes`)
  return [...views, element('details', { class: 'others' }, summary, others)]
}

const factsView = ({ code, count, severity }) => [
  element('span', { class: `mark ${severity}` }, severity),
  element('code', {}, code),
  count > 1 && element('span', { class: 'quiet' }, `seen ${count} times`),
]

const detailView = ({ code, evidence, fixes, summary }) => [
  element('p', {}, ...prose(summary)),
  ...(evidence.length > 0 ? evidenceView(evidence) : []),
  fixes.length > 0 && element('h5', {}, 'Fixes'),
  ...firstFixesView(fixes),
  element('p', {}, element('a', { href: `#${code}` }, 'All about this problem')),
]

/** What the doctor found, with its evidence and its fixes. */
export const findingView = (finding) =>
  element(
    'article',
    { class: 'finding' },
    element('p', { class: 'facts' }, factsView(finding)),
    element('h4', {}, ...prose(finding.title)),
    detailView(finding),
  )

/** The same for what is no error: it does not push the cause aside. */
export const foldedFindingView = (finding) =>
  element(
    'details',
    { class: 'finding folded' },
    element('summary', {}, ...prose(finding.title), element('span', { class: 'facts' }, factsView(finding))),
    element('div', { class: 'finding' }, detailView(finding)),
  )
