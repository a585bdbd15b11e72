import { existsSync } from 'node:fs'
import { catalogue, problemAreas, problemDocsPath } from '../../packages/rules/dist/problems.js'
import { bulletList, codeBlock, documentOf, numberedList, table } from './markdown.mjs'

const areaOf = (code) => code.slice(0, code.indexOf('/'))

const folder = new URL('../../packages/rules/src/problems/', import.meta.url)

/** Where an area's entries stand: one file, or a folder of files by theme. */
const sourceOf = (area) =>
  `packages/rules/src/problems/${area}${existsSync(new URL(`${area}/`, folder)) ? '/' : '.ts'}`

const renderFix = ({ title, steps, language, text }, index) =>
  [`### ${index + 1}. ${title}`, steps, ...(text === undefined ? [] : [codeBlock(language, text)])].join(
    '\n\n',
  )

const factsOf = (code, { severity, status, since }) =>
  [`\`${code}\``, severity, status && `HTTP ${status}`, `since ${since}`].filter(Boolean).join(' · ')

const renderProblem = (code, info) =>
  documentOf(sourceOf(areaOf(code)), [
    `# ${info.title}`,
    factsOf(code, info),
    '## What happened',
    info.summary,
    '## What people see',
    info.seen,
    '## Causes',
    info.causes.length > 1 && 'The most likely one first.',
    numberedList(info.causes),
    '## Fixes',
    ...info.fixes.map(renderFix),
    ...(info.spec ? ['## Specifications', bulletList(info.spec.map((url) => `<${url}>`))] : []),
    '[All problems](../README.md)',
  ])

const renderArea = ([area, about]) => {
  const rows = Object.entries(catalogue)
    .filter(([code]) => areaOf(code) === area)
    .map(([code, { title, severity, status }]) => [
      `[\`${code}\`](${code}.md)`,
      title,
      severity,
      status ?? '–',
    ])
  return [`## ${area}`, about, table(['Code', 'Title', 'Severity', 'Status'], rows)].join('\n\n')
}

const renderIndex = () =>
  documentOf('packages/rules/src/problems/', [
    '# Problems',
    'Every problem that Clearway can name, by area. The code stands in the `Clearway-Problem` header of a ' +
      'refusal and in the `code` of its body. Codes are permanent.',
    'Of severity *error* are problems for which somebody has to change software or configuration; after a ' +
      '*warning* the person or the caller can go on by themselves. A problem without a status is never an answer of ' +
      'Clearway’s own: the doctor finds it in captures and logs, or the configuration is refused for it.',
    ...Object.entries(problemAreas).map(renderArea),
  ])

/** The page of each problem, and their index. */
export const problemPages = [
  { path: 'docs/problems/README.md', render: renderIndex },
  ...Object.entries(catalogue).map(([code, info]) => ({
    path: problemDocsPath(code),
    render: () => renderProblem(code, info),
  })),
]
