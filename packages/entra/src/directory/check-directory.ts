import { checkSchema, mostMistakes, writePath, type Mistake } from '@clearway/yaml'
import { checkDuplicates } from './check-duplicates.ts'
import { checkReferences } from './check-references.ts'
import type { Directory } from './directory.ts'
import { directoryJsonSchema } from './json-schema.ts'
import { directorySchema } from './schema.ts'
import { soundParts } from './sound-parts.ts'

/** One thing that is wrong with a directory. */
export interface DirectoryMistake {
  readonly code: Mistake['code']
  /** Where: `tenants[0].users[2].id`. Empty: the directory as a whole. */
  readonly path: string
  /** What. Never quotes a value: a secret may have landed in the wrong property. */
  readonly message: string
  /** What to write instead. */
  readonly fix: string
}

/** Everything that is wrong with a directory, shapes first, then what is there twice or refers to nothing. */
export function findMistakes(data: unknown): Mistake[] {
  const file = { schema: directorySchema, jsonSchema: directoryJsonSchema, quotes: false }
  const shapes = checkSchema(file, data)
  const sound = soundParts<Directory>(
    data,
    shapes.map(({ path }) => path),
  )
  return [...shapes, ...checkDuplicates(sound), ...checkReferences(sound)].slice(0, mostMistakes)
}

/**
 * Returns everything that is wrong with a directory, 500 mistakes at most. An empty array means that `startEntra`
 * takes it.
 *
 * It does not check that secrets are strong, nor that anybody could sign in to an application.
 */
export function checkDirectory(value: unknown): DirectoryMistake[] {
  return findMistakes(value).map(({ code, path, message, fix }) => ({
    code,
    path: writePath(path),
    message,
    fix,
  }))
}
