import { configJsonSchema } from '../../packages/gateway/dist/index.js'
import { documentOf, generatedMark, table } from './markdown.mjs'

const schema = configJsonSchema()
const source = 'packages/gateway/src/config/schema.ts'

const branchesOf = (node) => node.anyOf?.flatMap(branchesOf) ?? [node]

const cell = (text) => text.replaceAll('<', '&lt;')

const quoted = (value) => `\`${value}\``

/** What may stand at a place, in few words. */
const typeOf = (node) =>
  [
    ...new Set(
      branchesOf(node).map((branch) => {
        if (branch.const !== undefined) return quoted(branch.const)
        if (branch.enum) return branch.enum.map(quoted).join(', ')
        if (branch.type === 'array') return `list of ${typeOf(branch.items)}`
        if (branch.properties || branch.additionalProperties) return 'mapping'
        return branch.type === 'integer' || branch.type === 'number'
          ? 'number'
          : branch.type === 'boolean'
            ? '`true`, `false`'
            : 'text'
      }),
    ),
  ].join(' or ')

const mappingsIn = (node) =>
  branchesOf(node).flatMap((branch) =>
    branch.type === 'array' ? mappingsIn(branch.items) : branch.properties ? [branch] : [],
  )

const isList = (node) =>
  branchesOf(node).some((branch) => branch.type === 'array' && mappingsIn(branch.items).length > 0)

/** A section for each mapping, in the order in which they are met. */
const sectionsOf = (path, node) => {
  const required = new Set(node.required)
  const rows = Object.entries(node.properties).map(([key, value]) => [
    quoted(key),
    typeOf(value),
    required.has(key) ? 'yes' : '',
    cell(value.description ?? ''),
  ])
  const below = Object.entries(node.properties).flatMap(([key, value]) =>
    mappingsIn(value).flatMap((mapping) => sectionsOf([...path, isList(value) ? `${key}[]` : key], mapping)),
  )
  const title = path.length === 0 ? 'Top level' : quoted(path.join('.'))
  return [
    `## ${title}`,
    ...(node.description ? [node.description] : []),
    table(['Key', 'Value', 'Required', 'Meaning'], rows),
    ...below,
  ]
}

const renderReference = () =>
  documentOf(source, [
    '# Configuration',
    'One YAML file. `clearway check --config <file>` reports every mistake at once, with its place and its fix. ' +
      'The [JSON Schema](config.schema.json) completes and checks it in editors.',
    'Text may refer to the environment and to files: `${env:NAME}`, `${file:path}`. Durations are a whole number ' +
      'and a unit (`500ms`, `30s`, `15m`, `8h`, `1d`), sizes likewise (`64kB`, `100MB`, `2GB`).',
    ...sectionsOf([], schema),
  ])

const renderSchema = () =>
  `${JSON.stringify({ $comment: `${generatedMark} from ${source}; do not edit.`, ...schema }, null, 2)}\n`

/** The reference of the configuration file, and its schema. */
export const configReference = [
  { path: 'docs/reference/config.md', render: renderReference },
  { path: 'docs/reference/config.schema.json', render: renderSchema },
]
