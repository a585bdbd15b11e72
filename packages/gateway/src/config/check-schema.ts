import { checkSchema as check, type Mistake } from '@clearway/yaml'
import { configJsonSchema } from './json-schema.ts'
import type { Referring } from './references.ts'
import { configSchema } from './schema.ts'

/**
 * Checks data against the configuration's schema and returns every mistake.
 *
 * @param referring - Values that came from references: not to be shown.
 */
export const checkSchema = (data: unknown, referring: Referring): Mistake[] =>
  check({ schema: configSchema, jsonSchema: configJsonSchema }, data, referring)
