import type { Exchange } from '@clearway/rules/verdict'
import { excerpt } from '@clearway/rules/http'
import type { z } from 'zod'

/** One mistake in an exchange's JSON. */
export interface ExchangeMistake {
  /** `hops[0].answer.status`; empty for the whole. */
  readonly path: string
  /** What is wrong there, and what may stand there. Never holds a value of the text. */
  readonly message: string
  /** Set where a name is not known: the name, and those that may stand there. */
  readonly unknown?: { readonly name: string; readonly known: readonly string[] }
}

/** An exchange that was read, or everything that is wrong with it. */
export type ReadExchange =
  | { readonly ok: true; readonly exchange: Exchange }
  | { readonly ok: false; readonly mistakes: readonly ExchangeMistake[] }

/** Characters that an exchange may have. */
const longest = 4_000_000
const mostMistakes = 50

/**
 * Reads an exchange from its JSON, and names every mistake at once. Headers may be a flat list, as in the type, or an
 * object of names and values. Does not check that the exchange could have happened.
 */
export async function readExchange(text: string): Promise<ReadExchange> {
  if (text.length > longest) return refused('this is longer than 4 MB: bring one exchange only')
  if (text.trim() === '') return refused('this is empty: bring an object with origin, request and hops')
  let data: unknown
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return refused(`this is no JSON${placeOf(error, text)}`)
  }
  const { exchangeSchema, namesAt } = await import('./exchange-schema.ts')
  const read = exchangeSchema.safeParse(data)
  if (read.success) return { ok: true, exchange: read.data }
  return {
    ok: false,
    mistakes: read.error.issues.flatMap((issue) => mistakesOf(issue, data, namesAt)).slice(0, mostMistakes),
  }
}

function refused(message: string): ReadExchange {
  return { ok: false, mistakes: [{ path: '', message }] }
}

/** Where reading failed. Not the parser's own words: they quote the text. */
function placeOf(error: unknown, text: string): string {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
  if (position === undefined) return ''
  const before = text.slice(0, Number(position)).split('\n')
  return `: reading failed at line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`
}

function mistakesOf(
  issue: z.core.$ZodIssue,
  data: unknown,
  namesAt: (path: readonly PropertyKey[]) => readonly string[],
): readonly ExchangeMistake[] {
  const { path } = issue
  const at = (message: string, last?: string): ExchangeMistake => ({
    path: writePath(last === undefined ? path : [...path, last]),
    message,
  })
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        ...at('nothing is called so here', key),
        unknown: { name: key, known: namesAt(path) },
      }))
    case 'invalid_value':
      return [at(`this must be one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`)]
    case 'invalid_type': {
      const kind = kindOf(issue.expected)
      return [at(valueAt(data, path) === undefined ? `this is missing: ${kind}` : `this must be ${kind}`)]
    }
    case 'too_small':
      return [at(`this is too small: ${String(issue.minimum)} is the least`)]
    case 'too_big':
      return [at(`this is too large: ${String(issue.maximum)} is the most`)]
    case 'invalid_union':
      return [at(unionOf(issue.path))]
    default:
      return [at(issue.message)]
  }
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (here, part) =>
      typeof here === 'object' && here !== null && Object.hasOwn(here, part)
        ? (here as Record<PropertyKey, unknown>)[part]
        : undefined,
    data,
  )
}

function unionOf(path: readonly PropertyKey[]): string {
  return path.at(-1) === 'allows'
    ? 'this must be either {"method": "PUT"} or {"header": "x-name"}'
    : 'headers are an object, {"Vary": "Origin"}, or a list of names and values in turn'
}

function kindOf(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
  }
  return words[expected] ?? expected
}

function writePath(path: readonly PropertyKey[]): string {
  const written = path.map((part, index) =>
    typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${excerpt(String(part), 60)}`,
  )
  return written.join('')
}
