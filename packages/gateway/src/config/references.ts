import { mistake, type Mistake, type DataPath, readTextFile, showText } from '@clearway/yaml'
import { resolve } from 'node:path'

const reference = /\$\{([^}]*)\}?/g
const largestFile = 1_000_000

/** Where references are looked up; a test gives its own. */
export interface ReferenceSources {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The folder that relative `${file:…}` paths start from. */
  readonly folder: string
}

/** What a reference leads to, or why it leads nowhere. */
type Found = { readonly value: string } | { readonly message: string; readonly fix: string }

const lookUpVariable = (name: string, { env }: ReferenceSources): Found => {
  const value = Object.hasOwn(env, name) ? env[name] : undefined
  return value
    ? { value }
    : {
        message: `the environment variable ${showText(name)} ${value === undefined ? 'is not set' : 'is empty'}`,
        fix: `set ${showText(name)} before starting, for example: export ${showText(name)}=…`,
      }
}

const lookUpFile = (path: string, { folder }: ReferenceSources): Found => {
  const file = `the file ${showText(path)}`
  try {
    const text = readTextFile(resolve(folder, path), largestFile)
    const value = text?.replace(/\r?\n$/, '')
    if (value) return { value }
    return text === undefined
      ? { message: `${file} is larger than 1 MB`, fix: 'name a file that holds the value alone' }
      : { message: `${file} is empty`, fix: 'write the value into it' }
  } catch {
    return {
      message: `${file} cannot be read`,
      fix: `create ${showText(path)} (relative paths start at the configuration's folder), readable by this process`,
    }
  }
}

const lookUp = (whole: string, content: string, sources: ReferenceSources): Found => {
  const [, kind, name] = /^(env|file):(.+)$/s.exec(whole.endsWith('}') ? content : '') ?? []
  if (name === undefined)
    return {
      message: `"${showText(whole)}" is not a reference`,
      fix: 'write ${env:NAME} for an environment variable, ${file:path} for a file',
    }
  return kind === 'env' ? lookUpVariable(name, sources) : lookUpFile(name, sources)
}

/** A configuration's data with its references replaced. */
export interface Resolved {
  readonly data: unknown
  readonly mistakes: readonly Mistake[]
  readonly referring: Referring
}

/**
 * Values that came from references, by path (as JSON text), as they are written in the file: what they lead to is
 * never to be shown.
 */
export type Referring = ReadonlyMap<string, string>

/**
 * Replaces `${env:NAME}` and `${file:path}` in every string value.
 *
 * A reference that leads nowhere is a mistake and stays as written; so is every other `${`, which nobody would
 * replace. Keys are not looked at, nor what a reference leads to. A file holds at most 1 MB; the line break at its
 * end is left out.
 */
export const resolveReferences = (data: unknown, sources: ReferenceSources): Resolved => {
  const mistakes: Mistake[] = []
  const referring = new Map<string, string>()
  const known = new Map<string, Found>()

  const inText = (text: string, path: DataPath): string =>
    text.replace(reference, (whole, content: string) => {
      const found = known.get(whole) ?? lookUp(whole, content, sources)
      known.set(whole, found)
      referring.set(JSON.stringify(path), text)
      if ('value' in found) return found.value
      mistakes.push(mistake('config/unresolved-reference', path, found.message, found.fix))
      return whole
    })

  const inValue = (value: unknown, path: DataPath): unknown => {
    if (typeof value === 'string') return inText(value, path)
    if (Array.isArray(value)) return value.map((item, index) => inValue(item, [...path, index]))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, inValue(item, [...path, key])]),
    )
  }

  return { data: inValue(data, []), mistakes, referring }
}
