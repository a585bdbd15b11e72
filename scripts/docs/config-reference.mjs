import { configJsonSchema } from '../../packages/gateway/dist/index.js'
import { documentOf, generatedMark } from './markdown.mjs'
import { sectionsOf } from './schema-sections.mjs'

const schema = configJsonSchema()
const source = 'packages/gateway/src/config/schema.ts'

const renderReference = () =>
  documentOf(source, [
    '# Configuration',
    'One YAML file. `clearway check --config <file>` reports every mistake at once, with its place and its fix. ' +
      'The [JSON Schema](config.schema.json) completes and checks it in editors.',
    'Text may refer to the environment and to files: `${env:NAME}`, `${file:path}`. Durations are a whole number ' +
      'and a unit (`500ms`, `30s`, `15m`, `8h`, `1d`), sizes likewise (`64kB`, `100MB`, `2GB`).',
    ...sectionsOf(schema),
  ])

const renderSchema = () =>
  `${JSON.stringify({ $comment: `${generatedMark} from ${source}; do not edit.`, ...schema }, null, 2)}\n`

/** The reference of the configuration file, and its schema. */
export const configReference = [
  { path: 'docs/reference/config.md', render: renderReference },
  { path: 'docs/reference/config.schema.json', render: renderSchema },
]
