import { directoryFileJsonSchema, directoryJsonSchema } from '../../packages/entra/dist/index.js'
import { documentOf, generatedMark, table } from './markdown.mjs'
import { sectionsOf } from './schema-sections.mjs'

const schema = directoryJsonSchema()
const fileSchema = directoryFileJsonSchema()
const source = 'packages/entra/src/directory/schema.ts'

/** The schema of a key's value where it is a mapping, or a list of them. */
const mappingAt = (node) => {
  const only = [node, ...(node?.anyOf ?? [])].find((each) => each?.properties || each?.items)
  return only?.items ? mappingAt(only.items) : only
}

/** The names that only manifests have, by their place and by what becomes of them. */
const manifestNames = (known, read, path = '') => {
  const added = Object.entries(read.properties).filter(([key]) => !(key in known.properties))
  const names = (ofOlder) =>
    added
      .filter(([, { description }]) => description.includes('older') === ofOlder)
      .map(([key]) => `\`${key}\``)
      .join(', ')
  const below = Object.entries(known.properties).flatMap(([key, value]) => {
    const [own, inFile] = [mappingAt(value), mappingAt(read.properties[key])]
    return own?.properties && inFile ? manifestNames(own, inFile, path === '' ? key : `${path}.${key}`) : []
  })
  return [
    ...(added.length > 0 ? [[path ? `\`${path}\`` : 'the application', names(true), names(false)]] : []),
    ...below,
  ]
}

const applicationIn = (directory) => directory.properties.tenants.items.properties.applications.items

const renderReference = () =>
  documentOf(source, [
    '# Directory of the local Entra ID',
    'One file in YAML or JSON, at most 16 MB: `clearway entra <file>`. Every mistake is reported at once, with its ' +
      'place and its fix; a changed file is read again while Entra runs, and one with mistakes is not put to use. ' +
      'The [JSON Schema](directory.schema.json) completes and checks it in editors.',
    'The keys are those of an application’s manifest and of Microsoft Graph. What cannot be seen from outside is left ' +
      'out, and unknown keys are refused. The texts of secrets stand in the file: they open nothing but this Entra.',
    'An application may be [its whole manifest](#whole-manifests), as Entra’s portal or Microsoft Graph writes it.',
    ...sectionsOf(schema),
    '## Whole manifests',
    'A manifest can stand in `applications` as it was downloaded, in the format of Microsoft Graph or in the older one of ' +
      'Azure AD Graph. Older names are taken for what they are called now; what nothing here acts on is read, and named ' +
      'once at the start; null is no value; what OData adds (`@odata.context`) is left out. Everything else is refused ' +
      'as it is everywhere in the file.',
    table(
      ['In', 'Older names', 'Read, without effect'],
      manifestNames(applicationIn(schema), applicationIn(fileSchema)),
    ),
    'Some values are read as others, or left out, and named as well: a secret or a certificate that the manifest has ' +
      'null for, since Entra does not show it; a key for encryption; a role without a value; optional claims that no ' +
      'token here has; `AzureADandPersonalMicrosoftAccount` is `AzureADMultipleOrgs`, and `ApplicationGroup` is ' +
      '`SecurityGroup`.',
  ])

const renderSchema = () =>
  `${JSON.stringify({ $comment: `${generatedMark} from ${source}; do not edit.`, ...fileSchema }, null, 2)}\n`

/** The reference of the directory file, and its schema. */
export const directoryReference = [
  { path: 'docs/reference/directory.md', render: renderReference },
  { path: 'docs/reference/directory.schema.json', render: renderSchema },
]
