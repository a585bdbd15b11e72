import { jsonSchemaOf, type JsonSchema } from '@clearway/yaml'
import { withManifests } from './manifest/manifest-json-schema.ts'
import { directorySchema } from './schema.ts'

/** The JSON Schema of a directory in its own words, for the reference. */
export function directoryJsonSchema(): JsonSchema {
  return jsonSchemaOf(directorySchema, 'Clearway: a directory of the local Entra ID')
}

/** The published JSON Schema of the directory file, for editors: applications may be manifests in either format. */
export function directoryFileJsonSchema(): JsonSchema {
  return withManifests(directoryJsonSchema())
}
