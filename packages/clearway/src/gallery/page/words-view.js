import { element } from './element.js'
import { meaning } from './explain.js'

/** All words of the glossary. */
export const wordsView = (glossary) =>
  element(
    'div',
    { class: 'words' },
    element(
      'div',
      { class: 'opening' },
      element('p', { class: 'trail quiet' }, element('a', { href: '#' }, 'All exhibits'), ' / Words'),
      element('h1', { tabindex: '-1' }, 'Words'),
      element('p', { class: 'lead' }, 'What the exhibits take for known, in a sentence or two.'),
    ),
    element(
      'dl',
      {},
      glossary.map((entry) =>
        element(
          'div',
          {},
          element('dt', {}, entry.word),
          element('dd', {}, ...meaning(entry).filter(Boolean)),
        ),
      ),
    ),
  )
