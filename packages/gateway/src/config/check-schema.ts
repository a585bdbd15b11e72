import { configJsonSchema, describedAt, keysAt, type JsonSchema } from './json-schema.ts'
import { didYouMean } from './did-you-mean.ts'
import { mistake, mostMistakes, type ConfigMistake, type ConfigPath } from './mistake.ts'
import type { Referring } from './references.ts'
import { configSchema } from './schema.ts'
import { isSecretKey } from './secret-keys.ts'
import { showText, showValue } from './show-value.ts'
import type { Objection } from './values.ts'
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
}

/** What an issue of a wrong type wants: a kind of value, in the schema's own words where it has some. */
const wanted = (issue: Extract<Issue, { code: 'invalid_type' }>): string =>
  issue.message.startsWith('Invalid input') ? (kinds[issue.expected] ?? issue.expected) : issue.message

const valueAt = (data: unknown, path: ConfigPath): unknown =>
  path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], data)

/** Turns zod's issues into mistakes in our words. */
class Reader {
  readonly #schema: JsonSchema = configJsonSchema()
  readonly #data: unknown
  readonly #referring: Referring

  constructor(data: unknown, referring: Referring) {
    this.#data = data
    this.#referring = referring
  }

  read(issue: Issue, base: ConfigPath = []): ConfigMistake[] {
    const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.slice(0, mostMistakes).map((key) => this.#unknownKey(key, path))
      case 'invalid_union':
        return this.#union(issue, path)
      case 'custom': {
        const said = issue.params as Partial<Objection> | undefined
        const found = this.#invalid(path, issue.message, said?.fix ?? this.#help(path), said?.code)
        return [said?.atKey === true ? { ...found, atKey: true } : found]
      }
      case 'invalid_value':
        return [this.#wrongValue(path, issue.values.map(String), [])]
      case 'invalid_type':
        return [this.#wrongValue(path, [], [wanted(issue)])]
      case 'too_small':
        return [this.#invalid(path, this.#tooSmall(issue, path), this.#help(path))]
      case 'too_big':
        return [this.#invalid(path, this.#tooBig(issue, path), this.#help(path))]
      case 'invalid_format':
      case 'not_multiple_of':
      case 'invalid_key':
      case 'invalid_element':
        return [this.#invalid(path, issue.message, this.#help(path))]
    }
  }

  #tooSmall(issue: Extract<Issue, { code: 'too_small' }>, path: ConfigPath): string {
    if (issue.origin === 'array') return 'this list is empty'
    if (issue.origin !== 'string') return `${showValue(valueAt(this.#data, path))} is too small`
    return issue.minimum === 1 ? 'this text is empty' : issue.message
  }

  #tooBig(issue: Extract<Issue, { code: 'too_big' }>, path: ConfigPath): string {
    return issue.origin === 'array'
      ? `this list has more than ${issue.maximum} entries`
      : `${showValue(valueAt(this.#data, path))} is too large`
  }

  /** What the schema says of a place, or of the nearest one around it that it says something of. */
  #help(path: ConfigPath): string {
    return describedAt(this.#schema, path) ?? `write a mapping with ${this.#known(path).join(', ')}`
  }

  #known(path: ConfigPath): readonly string[] {
    return [...keysAt(this.#schema, path).keys()]
  }

  #invalid(path: ConfigPath, message: string, fix: string, code?: ConfigMistake['code']): ConfigMistake {
    const written = this.#referring.get(JSON.stringify(path))
    if (written !== undefined) {
      const hidden = `what "${showText(written)}" leads to is not valid here`
      return mistake(code ?? 'config/invalid-value', path, hidden, this.#help(path))
    }
    return mistake(code ?? 'config/invalid-value', path, message, fix)
  }

  /** @param words - The words that are possible. @param kinds - The kinds of value that are. */
  #wrongValue(path: ConfigPath, words: readonly string[], kinds: readonly string[]): ConfigMistake {
    const value = valueAt(this.#data, path)
    const key = String(path.at(-1))
    if (value === undefined)
      return {
        ...mistake('config/missing-key', path, `"${showText(key)}" is missing`, this.#help(path)),
        atKey: true,
      }
    if (value === null) {
      const message =
        typeof path.at(-1) === 'string' ? `"${showText(key)}" has no value` : 'there is no value here'
      return this.#invalid(path, message, 'give it one, or remove it where it is not needed')
    }
    const possible = [...words, ...kinds]
    const all =
      words.length > 0 && possible.length > 1 ? `one of: ${possible.join(', ')}` : possible.join(' or ')
    const shown = isSecretKey(key) ? 'this' : showValue(value)
    return this.#invalid(path, `${shown} is not ${all}`, this.#meant(value, words, kinds) ?? this.#help(path))
  }

  #meant(value: unknown, words: readonly string[], kinds: readonly string[]): string | undefined {
    if (typeof value !== 'string') return undefined
    const word = didYouMean(value, words)
    if (word !== undefined) return `did you mean "${word}"?`
    if (kinds.includes('a list')) return `write a list: [${showText(value)}]`
    if (kinds.some((kind) => kind === 'true or false' || kind.endsWith('number')))
      return `write ${kinds.join()}, without quotes`
    return undefined
  }

  #unknownKey(key: string, path: ConfigPath): ConfigMistake {
    const known = this.#known(path)
    const meant = didYouMean(key, known)
    const fix = meant ? `did you mean "${meant}"?` : `remove it; known here: ${known.join(', ')}`
    return {
      ...mistake('config/unknown-key', [...path, key], `${showValue(key)} is not a key here`, fix),
      atKey: true,
    }
  }

  /** Of a union's branches, the one that the value was meant for: not refused for its type alone. */
  #union(issue: Extract<Issue, { code: 'invalid_union' }>, path: ConfigPath): ConfigMistake[] {
    const refusedWhole = (error: Issue): boolean =>
      error.path.length === 0 && (error.code === 'invalid_type' || error.code === 'invalid_value')
    const meant = issue.errors.find((errors) => errors.length > 0 && !errors.some(refusedWhole))
    if (meant) return meant.flatMap((error) => this.read(error, path))
    const all = issue.errors.flat()
    const words = all.flatMap((error) => (error.code === 'invalid_value' ? error.values.map(String) : []))
    const kinds = all.flatMap((error) => (error.code === 'invalid_type' ? [wanted(error)] : []))
    return [this.#wrongValue(path, words, kinds)]
  }
}

/**
 * Checks data against the configuration's schema and returns every mistake.
 *
 * @param referring - Values that came from references: not to be shown.
 */
export const checkSchema = (data: unknown, referring: Referring): ConfigMistake[] => {
  const result = configSchema.safeParse(data ?? {})
  if (result.success) return []
  const reader = new Reader(data, referring)
  return result.error.issues.flatMap((issue) => reader.read(issue))
}
