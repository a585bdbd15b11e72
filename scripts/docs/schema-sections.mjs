import { table } from './markdown.mjs'

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
        if (branch.type === 'null') return quoted('null')
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

/** A section for each mapping of a schema, in the order in which they are met. */
export const sectionsOf = (node, path = []) => {
  const required = new Set(node.required)
  const rows = Object.entries(node.properties).map(([key, value]) => [
    quoted(key),
    typeOf(value),
    required.has(key) ? 'yes' : '',
    cell(value.description ?? ''),
  ])
  const below = Object.entries(node.properties).flatMap(([key, value]) =>
    mappingsIn(value).flatMap((mapping) => sectionsOf(mapping, [...path, isList(value) ? `${key}[]` : key])),
  )
  const title = path.length === 0 ? 'Top level' : quoted(path.join('.'))
  return [
    `## ${title}`,
    ...(node.description ? [node.description] : []),
    table(['Key', 'Value', 'Required', 'Meaning'], rows),
    ...below,
  ]
}
