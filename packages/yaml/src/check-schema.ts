import type { z } from 'zod'
import type { JsonSchema } from './json-schema.ts'
import type { Mistake } from './mistake.ts'
import { tellIssue } from './tell-issue.ts'

/** What a file may hold, and how its mistakes are told. */
export interface FileSchema {
  readonly schema: z.ZodType
  /** Its JSON Schema: the descriptions in it are told as fixes. */
  readonly jsonSchema: () => JsonSchema
  /** Whether messages quote values of the file; those under secret keys are never quoted. Default true. */
  readonly quotes?: boolean
  /**
   * Words that people bring from elsewhere, by the key that is meant by them, or the path to it from there: `clientId` is
   * `appId`, `secret` is `credentials[0].text`.
   */
  readonly synonyms?: Readonly<Record<string, string>>
}

/** zod measures whatever has a length: of a text where a list belongs it says that it is long as well. */
const withoutSizesOfOtherKinds = (issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] => {
  const ofOtherKind = new Set(
    issues.flatMap(({ code, path }) => (code === 'invalid_type' ? [JSON.stringify(path)] : [])),
  )
  return issues.filter(
    ({ code, path }) =>
      (code !== 'too_big' && code !== 'too_small') || !ofOtherKind.has(JSON.stringify(path)),
  )
}

/**
 * Checks data against a schema and returns every mistake. No data at all is an empty mapping.
 *
 * @param referring - Values that came from references, by path (as JSON text), as they are written: what they lead
 * to is not shown.
 */
export const checkSchema = (
  { schema, jsonSchema, quotes = true, synonyms = {} }: FileSchema,
  data: unknown,
  referring: ReadonlyMap<string, string> = new Map(),
): Mistake[] => {
  const result = schema.safeParse(data ?? {})
  if (result.success) return []
  const telling = { data, jsonSchema: jsonSchema(), referring, quotes, synonyms }
  return withoutSizesOfOtherKinds(result.error.issues).flatMap((issue) => tellIssue(telling, issue))
}
