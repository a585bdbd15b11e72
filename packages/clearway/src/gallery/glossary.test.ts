import { findExhibits, glossary, statements } from '@clearway/gallery'
import { catalogue } from '@clearway/rules/problems'
import { expect, test } from 'vitest'

const exhibits = await findExhibits()
/** What the page shows in sentences. */
const texts = [
  JSON.stringify(catalogue),
  ...statements.map(({ says }) => says),
  ...exhibits.flatMap(({ broken, mended, open }) => [broken, mended, open ?? '']),
]
  .join('\n')
  .toLowerCase()

test.each(glossary)('$word is used on the page, and explained in a sentence or two', (entry) => {
  const { forms = [], says, word } = entry
  expect([word, ...forms].filter((form) => texts.includes(form.toLowerCase()))).not.toEqual([])
  expect(says.match(/[.?](?= [A-Z]|$)/g)?.length).toBeLessThanOrEqual(2)
  expect(says.length).toBeLessThan(260)
})

test('no form belongs to two words, and the words are in order', () => {
  const forms = glossary.flatMap(({ forms: others = [], word }) =>
    [word, ...others].map((form) => form.toLowerCase()),
  )
  expect(forms.filter((form, at) => forms.indexOf(form) !== at)).toEqual([])
  const words = glossary.map(({ word }) => word)
  expect(words).toEqual(words.toSorted((a, b) => a.localeCompare(b, 'en')))
})
