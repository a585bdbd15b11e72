import { z } from 'zod'
import type { DataPath } from './mistake.ts'

/** A JSON Schema, as far as Clearway's own uses it. */
export interface JsonSchema {
  readonly title?: string
  readonly type?: string
  readonly description?: string
  /** Values that could stand here; what is written first is what most people mean. */
  readonly examples?: readonly unknown[]
  /** Taken, but not what people should write. */
  readonly deprecated?: boolean
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly additionalProperties?: boolean | JsonSchema
}

/** The JSON Schema of a file that people write, for editors and the reference. */
export const jsonSchemaOf = (schema: z.ZodType, title: string): JsonSchema => ({
  ...(z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' }) as JsonSchema),
  title,
})

const branches = (schema: JsonSchema): readonly JsonSchema[] => schema.anyOf?.flatMap(branches) ?? [schema]

const below = (schema: JsonSchema, part: string | number): readonly JsonSchema[] => {
  const { additionalProperties: others, properties = {}, items } = schema
  const next =
    typeof part === 'number'
      ? items
      : Object.hasOwn(properties, part)
        ? properties[part]
        : (others ?? undefined)
  return typeof next === 'object' ? [next] : []
}

const at = (schema: JsonSchema, path: DataPath): readonly JsonSchema[] =>
  path.reduce<readonly JsonSchema[]>(
    (here, part) => here.flatMap(branches).flatMap((branch) => below(branch, part)),
    [schema],
  )

/** The keys that the schema knows at a place, with their descriptions. */
export const keysAt = (schema: JsonSchema, path: DataPath): ReadonlyMap<string, JsonSchema> =>
  new Map(
    at(schema, path)
      .flatMap(branches)
      .flatMap((branch) => Object.entries(branch.properties ?? {})),
  )

/** Values that the schema gives as examples for a place. */
export const examplesAt = (schema: JsonSchema, path: DataPath): readonly unknown[] =>
  at(schema, path).find(({ examples }) => examples !== undefined)?.examples ?? []

/** What the schema says of a place; of the nearest one around it, where it says nothing of the place itself. */
export const describedAt = (schema: JsonSchema, path: DataPath): string | undefined => {
  for (let length = path.length; length > 0; length -= 1) {
    const said = at(schema, path.slice(0, length)).find(({ description }) => description !== undefined)
    if (said) return said.description
  }
  return undefined
}
