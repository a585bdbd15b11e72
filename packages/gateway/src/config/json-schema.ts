import { jsonSchemaOf, type JsonSchema } from '@clearway/yaml'
import { configSchema } from './schema.ts'

/** The published JSON Schema of the configuration file, for editors and the reference. */
export const configJsonSchema = (): JsonSchema => jsonSchemaOf(configSchema, 'Clearway configuration')
