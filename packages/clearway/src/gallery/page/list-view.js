import { element } from './element.js'
import { grouped } from './groups.js'

const textOf = ({ name, title, broken, mended, code, remedy, shows }) =>
  [name, title, broken, mended, code, ...remedy, ...shows].join(' ').toLowerCase()

/** What one should know of an exhibit before choosing it. */
const marksOf = ({ needsWindow, open, unavailable }) => [
  open !== undefined && element('span', { class: 'mark warning' }, 'No remedy in Clearway yet'),
  unavailable !== undefined && element('span', { class: 'mark' }, 'Not in this lab'),
  needsWindow && unavailable === undefined && element('span', { class: 'mark' }, 'Opens a window'),
]

const rowOf = (exhibit) =>
  element(
    'li',
    {},
    element(
      'a',
      { href: `#${exhibit.name}`, id: `to-${exhibit.name}` },
      element('span', { class: 'row-title' }, exhibit.title),
      element('span', { class: 'row-facts' }, element('code', {}, exhibit.code), ...marksOf(exhibit)),
    ),
  )

const groupView = ({ group, members }) => {
  const rows = members.map((exhibit) => ({ row: rowOf(exhibit), text: textOf(exhibit) }))
  const view = element(
    'section',
    { class: 'group', 'aria-labelledby': `group-${group.id}` },
    element(
      'div',
      { class: 'group-about' },
      element('h2', { id: `group-${group.id}` }, group.title),
      element('p', { class: 'quiet' }, group.about),
    ),
    element(
      'ul',
      { class: 'rows' },
      rows.map(({ row }) => row),
    ),
  )
  return { view, rows }
}

/**
 * All exhibits, with a filter. It is made once and kept, so that who comes back finds the filter as it was.
 */
export function listView(exhibits) {
  const groups = grouped(exhibits).map(groupView)
  const all = exhibits.length
  const count = element('p', { class: 'quiet', role: 'status', id: 'count' })
  const input = element('input', {
    type: 'search',
    id: 'filter',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: 'redirect, preflight, audience …',
    'aria-describedby': 'count',
    oninput: () => filter(),
  })
  const none = element(
    'p',
    { class: 'note', hidden: true },
    'No exhibit has all of these words. ',
    element('button', { type: 'button', class: 'small', onclick: () => clear() }, 'Show all'),
  )

  function filter() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
    let left = 0
    for (const { view, rows } of groups) {
      for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word))
      const kept = rows.filter(({ row }) => !row.hidden).length
      view.hidden = kept === 0
      left += kept
    }
    none.hidden = left > 0
    count.textContent = left === all ? `${all} exhibits` : `${left} of ${all} exhibits`
  }
  function clear() {
    input.value = ''
    filter()
    input.focus()
  }

  filter()
  return element(
    'div',
    { class: 'list' },
    element(
      'div',
      { class: 'opening' },
      element('h1', { tabindex: '-1' }, 'Every failure, broken and mended'),
      element(
        'p',
        { class: 'lead' },
        'Each exhibit is a failure that people meet when pages call APIs behind a sign-in. Break it in this browser, ' +
          'read what the doctor says of it, and mend it. Everything runs on this machine.',
      ),
    ),
    element(
      'div',
      { class: 'filter', role: 'search' },
      element('label', { for: 'filter' }, 'Filter'),
      input,
      count,
    ),
    none,
    ...groups.map(({ view }) => view),
  )
}
