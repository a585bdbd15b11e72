import { copyable, element, prose } from './element.js'
import { sideView } from './side-view.js'

const remedies = { clearway: 'Clearway', configuration: 'configuration', code: 'code' }

const remedyText = (remedy) => {
  const text = remedy.map((each) => remedies[each] ?? each).join(' or ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const fact = (name, ...children) =>
  element('div', {}, element('dt', {}, name), element('dd', {}, ...children))

const factsView = ({ code, remedy }) =>
  element(
    'dl',
    { class: 'facts-of' },
    fact('Problem', element('a', { href: `#${code}` }, element('code', {}, code))),
    remedy.length > 0 && fact('Mended by', remedyText(remedy)),
  )

const showsView = ({ shows }) =>
  shows.length > 0 &&
  element(
    'section',
    { class: 'shows' },
    element('h2', {}, 'What it shows'),
    element(
      'ul',
      {},
      shows.map((says) => element('li', {}, ...prose(says))),
    ),
  )

const changeView = ({ change }) =>
  change &&
  element(
    'section',
    { class: 'change' },
    element('h2', {}, 'What was changed to mend it'),
    copyable(change.text, change.language),
  )

const consoleHint = ({ needsWindow }, keep) =>
  element(
    'div',
    { class: 'hint' },
    element(
      'p',
      { class: 'with-keyboard' },
      element('strong', {}, 'Look at the console, too. '),
      'A page is not told why the browser stopped its call; the console is. Press ',
      element('kbd', {}, 'F12'),
      needsWindow
        ? ' in the window that opens, choose Console, and read what is red.'
        : ', choose Console, break it, and read what is red. The exhibit’s page is a frame of this one, so its lines stand there.',
    ),
    needsWindow &&
      element('p', {}, 'If the window asks who you are, pick Ada Lovelace; there are no passwords here.'),
    needsWindow &&
      element(
        'p',
        { class: 'with-keyboard' },
        element('label', {}, keep, ' Keep the window open afterwards'),
      ),
  )

const neighbour = (exhibit, label, rel) =>
  exhibit &&
  element('a', { href: `#${exhibit.name}`, rel }, element('span', { class: 'quiet' }, label), exhibit.title)

/**
 * An exhibit: what it shows, and its two variants side by side.
 *
 * @param results - What its variants showed so far.
 * @param explain - Explains the words in a view.
 */
export function exhibitView(exhibit, { results, before, after, explain }) {
  const { open, title, unavailable } = exhibit
  const keep = element('input', { type: 'checkbox' })
  const sides = ['broken', 'mended'].map((variant) =>
    sideView({
      exhibit,
      variant,
      results,
      keepsWindow: () => keep.checked,
      onChange: () => showAll(),
    }),
  )
  const view = element(
    'div',
    { class: 'exhibit' },
    element(
      'div',
      { class: 'opening' },
      element(
        'p',
        { class: 'trail quiet' },
        element('a', { href: '#' }, 'All exhibits'),
        element('span', { 'aria-hidden': 'true' }, ' / '),
        exhibit.group.title,
      ),
      element('h1', { tabindex: '-1' }, title),
      factsView(exhibit),
    ),
    open !== undefined &&
      element(
        'p',
        { class: 'note' },
        element('strong', {}, 'No remedy in Clearway yet. '),
        'It can be broken here. What helps until then stands where it would be mended.',
      ),
    unavailable !== undefined &&
      element('p', { class: 'note' }, element('strong', {}, 'Not in this lab. '), unavailable),
    element(
      'div',
      { class: 'about' },
      element('div', {}, showsView(exhibit), consoleHint(exhibit, keep)),
      changeView(exhibit),
    ),
    element(
      'div',
      { class: 'sides' },
      sides.map(({ side }) => side),
    ),
    element(
      'nav',
      { class: 'neighbours', 'aria-label': 'Further exhibits' },
      neighbour(before, 'Previous', 'prev') || element('span'),
      neighbour(after, 'Next', 'next'),
    ),
  )
  const showAll = () => {
    sides.forEach(({ show }) => show())
    explain(view)
  }
  showAll()
  return view
}
