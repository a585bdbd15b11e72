import {
  findExhibits,
  groupExhibits,
  sourceDocuments,
  statements,
} from '../../examples/gallery/dist/index.js'
import { problemDocsPath } from '../../packages/rules/dist/problems.js'
import { documentOf, table } from './markdown.mjs'

const exhibits = await findExhibits()

const problemLink = ({ code }) => `[\`${code}\`](${problemDocsPath(code).replace(/^docs/, '..')})`

const names = { clearway: 'Clearway', configuration: 'configuration', code: 'code' }

const remedyOf = ({ open, remedy = [] }) =>
  open === undefined ? remedy.map((each) => names[each]).join(' or ') : 'nothing yet'

const tlsOf = ({ needsTls }) => (needsTls ? '`--tls`' : '')

const statementRows = (document) =>
  statements
    .filter(({ id }) => id.startsWith(`${document.id}/`))
    .flatMap(({ id, says }) => {
      const showing = exhibits.filter(({ shows }) => shows.includes(id))
      if (showing.length === 0) throw new Error(`no exhibit shows the statement ${id}`)
      return showing.map((exhibit, at) => [
        at === 0 ? says : '',
        at === 0 ? `\`${id}\`` : '',
        `[${exhibit.name}](#${exhibit.name})`,
        problemLink(exhibit),
        remedyOf(exhibit),
        tlsOf(exhibit),
      ])
    })

const renderDocument = (document) =>
  [
    `### ${document.title}`,
    document.about,
    table(['Statement', 'Id', 'Exhibit', 'Problem', 'Mended by', 'Needs'], statementRows(document)),
  ].join('\n\n')

const factsOf = (exhibit) =>
  [
    problemLink(exhibit),
    exhibit.open === undefined ? `mended by ${remedyOf(exhibit)}` : 'no remedy in Clearway yet',
    exhibit.needsTls && 'needs `--tls`',
    exhibit.needsWindow && 'opens a window',
  ]
    .filter(Boolean)
    .join(' · ')

const renderExhibit = (exhibit) =>
  [
    `#### ${exhibit.name}`,
    `**${exhibit.title}**`,
    factsOf(exhibit),
    `Broken: ${exhibit.broken}`,
    exhibit.open === undefined ? `Mended: ${exhibit.mended}` : `Not mended yet: ${exhibit.open}`,
  ].join('\n\n')

const renderGroup = (group) =>
  [`### Exhibits: ${group.document.title}`, ...group.exhibits.map(renderExhibit)].join('\n\n')

const render = () =>
  documentOf('examples/gallery/', [
    '# The gallery’s exhibits',
    `${exhibits.length} exhibits, each a failure that is broken and mended in the visitor’s own browser: see ` +
      '[the guide](../guide/gallery.md). Where Clearway has no remedy yet, an exhibit can be broken, ' +
      'and says what is missing. Those that need `--tls` run after `npm start -- --tls`.',
    '## What each shows',
    'The documents that the project started from describe failures and remedies. Each statement, in our words, with ' +
      'the exhibits that show it.',
    ...sourceDocuments.map(renderDocument),
    '## All exhibits',
    ...groupExhibits(exhibits).map(renderGroup),
  ])

/** What the gallery shows, from the exhibits themselves. */
export const galleryReference = [{ path: 'docs/reference/gallery.md', render }]
