import { element, prose, tell } from './element.js'

/** Where words are no part of a sentence, or stand in something to press. */
const skipped =
  'a, button, label, summary, code, pre, kbd, h1, h2, h3, h4, h5, dt, svg, dialog, .mark, .trail, .explanation'

const edge = 8

/** Below its word, or above where the window ends; it scrolls along. */
function place(explanation, button) {
  const { bottom, left, top } = button.getBoundingClientRect()
  const width = Math.min(
    22 * parseFloat(getComputedStyle(document.documentElement).fontSize),
    innerWidth - 2 * edge,
  )
  const isAbove = bottom > innerHeight * 0.7
  Object.assign(explanation.style, {
    width: `${width}px`,
    left: `${Math.max(edge, Math.min(left, document.documentElement.clientWidth - width - edge)) + scrollX}px`,
    top: `${(isAbove ? top - edge : bottom + edge) + scrollY}px`,
    translate: isAbove ? '0 -100%' : '',
  })
}

/** What a word means, and where that is said at length. */
export const meaning = ({ link, says }) => [
  ...prose(says),
  link && ' ',
  link && element('a', { href: link.href, target: '_blank', rel: 'noreferrer' }, link.title),
]

/** A word to press, and what it means beside it: who listens reads that next. */
function termView(entry, text) {
  const button = element('button', { type: 'button', class: 'term', 'data-word': entry.word }, text)
  const explanation = element(
    'span',
    { class: 'explanation', popover: 'auto', onbeforetoggle: ({ newState }) => show(newState) },
    element('strong', {}, entry.word),
    element('span', {}, ...meaning(entry).filter(Boolean)),
    element('a', { href: '#words' }, 'All words'),
  )
  const show = (state) => {
    if (state !== 'open') return
    place(explanation, button)
    tell(entry.says.replaceAll('`', ''))
  }
  button.popoverTargetElement = explanation
  return [button, explanation]
}

/** Finds words by any of their forms, the longest form first. */
function patternOf(forms) {
  const longestFirst = [...forms].sort((one, other) => other.length - one.length)
  const escaped = longestFirst.map((form) => form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(?<![\\p{L}\\p{N}-])(${escaped.join('|')})s?(?![\\p{L}\\p{N}-])`, 'giu')
}

/**
 * Makes what explains the words of a glossary in a view: each where it stands first, and those that are explained there
 * already not again. It can be called again when there is more in the view.
 */
export function createExplainer(glossary) {
  const entries = new Map(
    glossary.flatMap((entry) =>
      [entry.word, ...(entry.forms ?? [])].map((form) => [form.toLowerCase(), entry]),
    ),
  )
  const pattern = patternOf(entries.keys())

  function explainText(node, explained) {
    const text = node.data
    const pieces = []
    let from = 0
    for (const { 0: found, 1: form, index } of text.matchAll(pattern)) {
      const entry = entries.get(form.toLowerCase())
      if (explained.has(entry.word)) continue
      explained.add(entry.word)
      pieces.push(text.slice(from, index), ...termView(entry, found))
      from = index + found.length
    }
    if (pieces.length > 0) node.replaceWith(...pieces, text.slice(from))
  }

  return (view) => {
    const explained = new Set([...view.querySelectorAll('.term')].map(({ dataset }) => dataset.word))
    const walker = document.createTreeWalker(view, NodeFilter.SHOW_TEXT)
    const texts = []
    while (walker.nextNode()) texts.push(walker.currentNode)
    for (const node of texts) if (!node.parentElement.closest(skipped)) explainText(node, explained)
  }
}
