import { jsonSchemaOf, type JsonSchema } from '@clearway/yaml'
import { directorySchema } from './schema.ts'

/** The published JSON Schema of the directory file, for editors and the reference. */
export function directoryJsonSchema(): JsonSchema {
  return jsonSchemaOf(directorySchema, 'Clearway: a directory of the local Entra ID')
}
