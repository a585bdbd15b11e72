import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { mistake, type ConfigMistake, type ConfigPath } from './mistake.ts'

const reference = /\$\{(env|file):([^}]*)\}/g

/** Where references are looked up; a test gives its own. */
export interface ReferenceSources {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The folder that relative `${file:…}` paths start from. */
  readonly folder: string
}

const look = (kind: string, name: string, sources: ReferenceSources): string | undefined => {
  if (kind === 'env') return sources.env[name]
  try {
    return readFileSync(resolve(sources.folder, name), 'utf8').replace(/\r?\n$/, '')
  } catch {
    return undefined
  }
}

/** A configuration's data with its references replaced. */
export interface Resolved {
  readonly data: unknown
  readonly mistakes: readonly ConfigMistake[]
  /** Paths (as JSON text) whose values came from a reference: never to be shown. */
  readonly secret: ReadonlySet<string>
}

/**
 * Replaces `${env:NAME}` and `${file:path}` in every string value.
 *
 * A reference that leads nowhere is a mistake and stays as written. Keys are not looked at.
 */
export const resolveReferences = (data: unknown, sources: ReferenceSources): Resolved => {
  const mistakes: ConfigMistake[] = []
  const secret = new Set<string>()

  const inText = (text: string, path: ConfigPath): string =>
    text.replace(reference, (whole, kind: string, name: string) => {
      const found = look(kind, name, sources)
      secret.add(JSON.stringify(path))
      if (found !== undefined && found !== '') return found
      const what = kind === 'env' ? `the environment variable ${name}` : `the file ${name}`
      const fix =
        kind === 'env'
          ? `set ${name} before starting, for example: export ${name}=…`
          : `create ${name} (relative paths start at the configuration's folder), readable by this process`
      const lack = found === '' ? 'is empty' : kind === 'env' ? 'is not set' : 'cannot be read'
      mistakes.push(mistake('config/unresolved-reference', path, `${what} ${lack}`, fix))
      return whole
    })

  const inValue = (value: unknown, path: ConfigPath): unknown => {
    if (typeof value === 'string') return inText(value, path)
    if (Array.isArray(value)) return value.map((item, index) => inValue(item, [...path, index]))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, inValue(item, [...path, key])]),
    )
  }

  return { data: inValue(data, []), mistakes, secret }
}
