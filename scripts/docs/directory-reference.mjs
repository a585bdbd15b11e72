import { directoryJsonSchema } from '../../packages/entra/dist/index.js'
import { documentOf, generatedMark } from './markdown.mjs'
import { sectionsOf } from './schema-sections.mjs'

const schema = directoryJsonSchema()
const source = 'packages/entra/src/directory/schema.ts'

const renderReference = () =>
  documentOf(source, [
    '# Directory of the local Entra ID',
    'One file in YAML or JSON, at most 16 MB: `clearway entra <file>`. Every mistake is reported at once, with its ' +
      'place and its fix; a changed file is read again while Entra runs, and one with mistakes is not put to use. ' +
      'The [JSON Schema](directory.schema.json) completes and checks it in editors.',
    'The keys are those of an application’s manifest and of Microsoft Graph. What cannot be seen from outside is left ' +
      'out, and unknown keys are refused. The texts of secrets stand in the file: they open nothing but this Entra.',
    ...sectionsOf(schema),
  ])

const renderSchema = () =>
  `${JSON.stringify({ $comment: `${generatedMark} from ${source}; do not edit.`, ...schema }, null, 2)}\n`

/** The reference of the directory file, and its schema. */
export const directoryReference = [
  { path: 'docs/reference/directory.md', render: renderReference },
  { path: 'docs/reference/directory.schema.json', render: renderSchema },
]
