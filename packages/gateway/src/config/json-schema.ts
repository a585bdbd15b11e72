import { z } from 'zod'
import { configSchema } from './schema.ts'
import type { ConfigPath } from './mistake.ts'

/** A JSON Schema, as far as Clearway's own uses it. */
export interface JsonSchema {
  readonly title?: string
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly additionalProperties?: boolean | JsonSchema
}

/** The published JSON Schema of the configuration file, for editors and the reference. */
export const configJsonSchema = (): JsonSchema => ({
  ...(z.toJSONSchema(configSchema, { io: 'input', target: 'draft-2020-12' }) as JsonSchema),
  title: 'Clearway configuration',
})

const branches = (schema: JsonSchema): readonly JsonSchema[] => schema.anyOf?.flatMap(branches) ?? [schema]

/** The keys that the schema knows at a place, with their descriptions. */
export const keysAt = (schema: JsonSchema, path: ConfigPath): ReadonlyMap<string, JsonSchema> => {
  let here = branches(schema)
  for (const part of path) {
    here = here
      .flatMap((branch) => (typeof part === 'number' ? [branch.items] : [branch.properties?.[part]]))
      .flatMap((branch) => (branch ? branches(branch) : []))
  }
  return new Map(here.flatMap((branch) => Object.entries(branch.properties ?? {})))
}
