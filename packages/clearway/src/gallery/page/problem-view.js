import { element, prose } from './element.js'
import { fixesView } from './finding-view.js'

/** All that is known of a problem, and the exhibits that it can be seen in. */
export const problemView = (code, { causes, fixes, seen, summary, title }, exhibits) =>
  element(
    'div',
    { class: 'problem' },
    element(
      'div',
      { class: 'opening' },
      element('p', { class: 'trail quiet' }, element('a', { href: '#' }, 'All exhibits'), ' / Problem'),
      element('h1', { tabindex: '-1' }, title),
      element('p', {}, element('code', {}, code)),
    ),
    element('p', { class: 'lead' }, ...prose(summary)),
    exhibits.length > 0 && element('h2', {}, 'Seen in'),
    exhibits.length > 0 &&
      element(
        'ul',
        {},
        exhibits.map(({ name, title: of }) => element('li', {}, element('a', { href: `#${name}` }, of))),
      ),
    element('h2', {}, 'What people see'),
    element('p', {}, ...prose(seen)),
    element('h2', {}, 'Causes'),
    element(
      'ol',
      {},
      causes.map((cause) => element('li', {}, ...prose(cause))),
    ),
    element('h2', {}, 'Fixes'),
    ...fixesView(fixes),
  )
