import type { z } from 'zod'
import { didYouMean } from './did-you-mean.ts'
import { describedAt, examplesAt, keysAt, type JsonSchema } from './json-schema.ts'
import { mistake, mostMistakes, type DataPath, type Mistake, type MistakeCode } from './mistake.ts'
import type { Objection } from './objection.ts'
import { isSecretKey } from './secret-keys.ts'
import { showText, showValue } from './show-value.ts'
import { writeExample } from './write-example.ts'

type Issue = z.core.$ZodIssue

/** What issues are told with. */
export interface Telling {
  readonly data: unknown
  readonly jsonSchema: JsonSchema
  /** Values that came from references, by path (as JSON text), as they are written in the file: shown in their place. */
  readonly referring: ReadonlyMap<string, string>
  /** Whether messages quote values of the file; those under secret keys are never quoted. */
  readonly quotes: boolean
  /** Words that people bring from elsewhere, by the key that is meant by them, or the path to it from there. */
  readonly synonyms: Readonly<Record<string, string>>
}

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

const valueAt = (data: unknown, path: DataPath): unknown =>
  path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], data)

/** The keys that people should write at a place. */
const known = ({ jsonSchema }: Telling, path: DataPath): readonly string[] =>
  [...keysAt(jsonSchema, path)].flatMap(([key, { deprecated }]) =>
    deprecated === true || key === '$schema' ? [] : [key],
  )

/** What the schema says of a place, or of the nearest one around it that it says something of. */
const help = (telling: Telling, path: DataPath): string =>
  describedAt(telling.jsonSchema, path) ?? `write a mapping with ${known(telling, path).join(', ')}`

/** What to write at a place, by the schema's examples. */
const example = ({ data, jsonSchema, quotes }: Telling, path: DataPath): string | undefined =>
  writeExample(path, examplesAt(jsonSchema, path), quotes ? valueAt(data, path) : undefined)

const invalid = (
  telling: Telling,
  path: DataPath,
  message: string,
  fix: string = example(telling, path) ?? help(telling, path),
  code: MistakeCode = 'config/invalid-value',
): Mistake => {
  const written = telling.referring.get(JSON.stringify(path))
  if (written === undefined) return mistake(code, path, message, fix)
  return mistake(code, path, `what "${showText(written)}" leads to is not valid here`, help(telling, path))
}

const isHidden = ({ data, quotes }: Telling, path: DataPath): boolean =>
  isSecretKey(String(path.at(-1))) || (!quotes && typeof valueAt(data, path) !== 'object')

/** The value at a place, as far as it may be seen. */
const shownAt = (telling: Telling, path: DataPath): string =>
  isHidden(telling, path) ? 'this' : showValue(valueAt(telling.data, path))

const tooSmall = (telling: Telling, issue: Extract<Issue, { code: 'too_small' }>, path: DataPath): string => {
  if (issue.origin === 'array') return 'this list is empty'
  if (issue.origin !== 'string') return `${shownAt(telling, path)} is too small`
  return issue.minimum === 1 ? 'this text is empty' : issue.message
}

const tooBig = (telling: Telling, issue: Extract<Issue, { code: 'too_big' }>, path: DataPath): string => {
  if (issue.origin === 'array') return `this list has more than ${issue.maximum} entries`
  if (issue.origin === 'string') return `this text has more than ${issue.maximum} characters`
  return `${shownAt(telling, path)} is too large`
}

/** What to write in place of what is no such word or value, where that can be guessed. */
const meant = (
  telling: Telling,
  path: DataPath,
  words: readonly string[],
  kinds: readonly string[],
): string | undefined => {
  const value = valueAt(telling.data, path)
  const keys = known(telling, path)
  const [only] = words.length === 0 && kinds.length === 1 ? kinds : []
  if (only === 'a mapping' && keys.length > 0)
    return example(telling, path) ?? `write a mapping with ${keys.join(', ')}`
  if (only === 'a list' && !(typeof value === 'string' && telling.quotes))
    return (
      example(telling, path) ??
      'write a list: a dash and a space before each entry, also where there is only one'
    )
  if (only === 'text' && (typeof value === 'number' || typeof value === 'boolean'))
    return example(telling, path) ?? `put it into quotes${isHidden(telling, path) ? '' : `: "${value}"`}`
  if (typeof value !== 'string') return undefined
  // A text is none of the words only where the word is no text: a number.
  if (words.includes(value)) return `write ${value} without quotes`
  const word = didYouMean(value, words)
  if (word !== undefined) return `did you mean "${word}"?`
  if (kinds.includes('a list') && telling.quotes) return `write a list: [${showText(value)}]`
  if (kinds.some((kind) => kind.endsWith('number')) && /^\d{1,15}$/.test(value) && !isHidden(telling, path))
    return `write ${value}, without quotes`
  if (kinds.some((kind) => kind === 'true or false' || kind.endsWith('number')))
    return `write ${kinds.join()}, without quotes`
  return undefined
}

/** @param words - The words that are possible. @param kinds - The kinds of value that are. */
const wrongValue = (
  telling: Telling,
  path: DataPath,
  words: readonly string[],
  kinds: readonly string[],
): Mistake => {
  const value = valueAt(telling.data, path)
  const key = String(path.at(-1))
  if (value === undefined) {
    const message = `"${showText(key)}" is missing`
    return { ...mistake('config/missing-key', path, message, help(telling, path)), atKey: true }
  }
  if (value === null) {
    const message =
      typeof path.at(-1) === 'string' ? `"${showText(key)}" has no value` : 'there is no value here'
    return invalid(telling, path, message, 'give it one, or remove it where it is not needed')
  }
  const possible = [...words, ...kinds]
  const all =
    words.length > 0 && possible.length > 1 ? `one of: ${possible.join(', ')}` : possible.join(' or ')
  return invalid(telling, path, `${shownAt(telling, path)} is not ${all}`, meant(telling, path, words, kinds))
}

/** The keys of a place that have a key of some name below them, where mappings are, not lists of them. */
const holders = ({ jsonSchema }: Telling, key: string, path: DataPath): readonly string[] =>
  [...keysAt(jsonSchema, path).keys()].filter((name) => keysAt(jsonSchema, [...path, name]).has(key))

/** What to do about a key that is not known: by its name, by what people mean by it, by where it belongs. */
const unknownKeyFix = (telling: Telling, key: string, path: DataPath): string => {
  const { jsonSchema, synonyms } = telling
  const all = keysAt(jsonSchema, path)
  const synonym = Object.hasOwn(synonyms, key) ? synonyms[key] : undefined
  if (all.has(key)) return 'remove it, or what says the same under another name'
  const isKnown = synonym !== undefined && all.has(synonym.replace(/[.[].*$/, ''))
  const name = isKnown ? synonym : didYouMean(key, all.keys())
  if (name !== undefined) return `did you mean "${name}"?`
  const above = holders(telling, key, path)
  if (above.length > 0) return `it belongs below ${above.join(', ').replace(/, ([^,]*)$/, ' or $1')}`
  return `remove it; known here: ${known(telling, path).join(', ')}`
}

const unknownKey = (telling: Telling, key: string, path: DataPath): Mistake => {
  const fix = unknownKeyFix(telling, key, path)
  return {
    ...mistake('config/unknown-key', [...path, key], `${showValue(key)} is not a key here`, fix),
    atKey: true,
  }
}

/** Of a union's branches, the one that the value was meant for: not refused for its type alone. */
const union = (
  telling: Telling,
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: DataPath,
): Mistake[] => {
  const refusedWhole = (error: Issue): boolean =>
    error.path.length === 0 && (error.code === 'invalid_type' || error.code === 'invalid_value')
  const meantFor = issue.errors.find((errors) => errors.length > 0 && !errors.some(refusedWhole))
  if (meantFor) return meantFor.flatMap((error) => tellIssue(telling, error, path))
  const all = issue.errors.flat()
  const words = all.flatMap((error) => (error.code === 'invalid_value' ? error.values.map(String) : []))
  const kinds = all.flatMap((error) => (error.code === 'invalid_type' ? [wanted(error)] : []))
  return [wrongValue(telling, path, words, kinds)]
}

/**
 * Tells an issue of zod in our words: usually one mistake, several where keys are unknown.
 *
 * @param base - Where the checked value stands that the issue's own path starts from.
 */
export const tellIssue = (telling: Telling, issue: Issue, base: DataPath = []): Mistake[] => {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, mostMistakes).map((key) => unknownKey(telling, key, path))
    case 'invalid_union':
      return union(telling, issue, path)
    case 'custom': {
      const said = issue.params as Partial<Objection> | undefined
      const found = invalid(telling, path, issue.message, said?.fix, said?.code)
      return [said?.atKey === true ? { ...found, atKey: true } : found]
    }
    case 'invalid_value':
      return [wrongValue(telling, path, issue.values.map(String), [])]
    case 'invalid_type':
      return [wrongValue(telling, path, [], [wanted(issue)])]
    case 'too_small':
      return [invalid(telling, path, tooSmall(telling, issue, path))]
    case 'too_big':
      return [invalid(telling, path, tooBig(telling, issue, path))]
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      return [invalid(telling, path, issue.message)]
  }
}
