import { differences, profiles, steps } from '../../packages/rules/dist/verdict.js'
import { documentOf, table } from './markdown.mjs'

const source = 'packages/rules/src/verdict'

const show = (value) => {
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  return `\`${JSON.stringify(value)}\``
}

const render = () =>
  documentOf(source, [
    '# What browsers do with a call to another origin',
    'A verdict of `clearway judge` and of the doctor names the step that decided. The steps are those of the Fetch ' +
      'standard; where an engine does otherwise, that is a named difference. The profile `chromium` is compared with real ' +
      'Chromium over thousands of generated exchanges, `firefox` with Firefox ESR over the hand-written ones; `webkit` ' +
      'is held by what was seen once and by documentation.',
    '## Steps',
    table(
      ['step', 'what', 'says'],
      Object.entries(steps).map(([id, { title, says, spec }]) => [`\`${id}\``, `[${title}](${spec})`, says]),
    ),
    '## Differences',
    'What each engine does, in the words of the difference; the last column says how that is known.',
    table(
      ['name', 'what', ...profiles, 'seen'],
      differences.map(({ name, about, values, seen }) =>
        [`\`${name}\``, about].concat(
          profiles.map((profile) => show(values[profile])),
          seen,
        ),
      ),
    ),
  ])

/** What browsers do, step by step, and where they differ. */
export const browserReference = [{ path: 'docs/reference/browsers.md', render }]
