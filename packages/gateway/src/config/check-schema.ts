import type { z } from 'zod'
import { didYouMean } from './did-you-mean.ts'
import { configJsonSchema, keysAt, type JsonSchema } from './json-schema.ts'
import { mistake, type ConfigMistake, type ConfigPath } from './mistake.ts'
import { configSchema } from './schema.ts'
import type { Objection } from './values.ts'

type Issue = z.core.$ZodIssue

const valueAt = (data: unknown, path: ConfigPath): unknown =>
  path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], data)

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}

/** Turns zod's issues into mistakes in our words. */
class Reader {
  readonly #schema: JsonSchema = configJsonSchema()
  readonly #data: unknown
  readonly #secret: ReadonlySet<string>

  constructor(data: unknown, secret: ReadonlySet<string>) {
    this.#data = data
    this.#secret = secret
  }

  read(issue: Issue, base: ConfigPath = []): ConfigMistake[] {
    const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
    switch (issue.code) {
      case 'unrecognized_keys':
        return issue.keys.map((key) => this.#unknownKey(key, path))
      case 'invalid_union':
        return this.#union(issue, path)
      case 'custom': {
        const said = issue.params as Partial<Objection> | undefined
        return [this.#invalid(path, issue.message, said?.fix ?? this.#help(path), said?.code)]
      }
      case 'invalid_value':
        return [this.#wrongValue(path, `one of: ${issue.values.map(String).join(', ')}`)]
      case 'invalid_type':
        return [this.#wrongValue(path, `a ${issue.expected === 'record' ? 'mapping' : issue.expected}`)]
      case 'too_small':
        return [this.#invalid(path, this.#tooSmall(issue), this.#help(path))]
      case 'too_big':
      case 'invalid_format':
      case 'not_multiple_of':
      case 'invalid_key':
      case 'invalid_element':
        return [this.#invalid(path, issue.message, this.#help(path))]
    }
  }

  #tooSmall(issue: Extract<Issue, { code: 'too_small' }>): string {
    return issue.origin === 'array' ? 'this list is empty' : issue.message
  }

  #help(path: ConfigPath): string {
    const keys = path.filter((part) => typeof part === 'string')
    const known = keysAt(this.#schema, path.slice(0, path.lastIndexOf(keys.at(-1) ?? '')))
    return known.get(String(keys.at(-1)))?.description ?? 'see docs/reference/config.md'
  }

  #invalid(
    path: ConfigPath,
    message: string,
    fix: string,
    code: ConfigMistake['code'] = 'config/invalid-value',
  ): ConfigMistake {
    const secret = this.#secret.has(JSON.stringify(path))
    return mistake(
      code,
      path,
      secret ? 'the value that this reference leads to is not valid here' : message,
      fix,
    )
  }

  #wrongValue(path: ConfigPath, expected: string): ConfigMistake {
    const value = valueAt(this.#data, path)
    if (value === undefined || value === null) {
      return {
        ...mistake('config/missing-key', path, `"${String(path.at(-1))}" is missing`, this.#help(path)),
        atKey: true,
      }
    }
    return this.#invalid(path, `${shown(value)} is not ${expected}`, this.#help(path))
  }

  #unknownKey(key: string, path: ConfigPath): ConfigMistake {
    const known = keysAt(this.#schema, path)
    const meant = didYouMean(key, known.keys())
    const fix = meant ? `did you mean "${meant}"?` : `remove it; known here: ${[...known.keys()].join(', ')}`
    return {
      ...mistake('config/unknown-key', [...path, key], `"${shown(key)}" is not a key here`, fix),
      atKey: true,
    }
  }

  /** Of a union's branches, the one that the value was meant for: not refused for its type alone. */
  #union(issue: Extract<Issue, { code: 'invalid_union' }>, path: ConfigPath): ConfigMistake[] {
    const meant = issue.errors.find(
      (errors) =>
        errors.length > 0 &&
        errors.every(
          (error) =>
            error.path.length > 0 ||
            error.code === 'unrecognized_keys' ||
            error.code === 'custom' ||
            error.code === 'too_small',
        ),
    )
    if (meant) return meant.flatMap((error) => this.read(error, path))
    return [this.#wrongValue(path, 'what belongs here')]
  }
}

/**
 * Checks data against the configuration's schema and returns every mistake.
 *
 * @param secret - Paths (as JSON text) whose values must not be shown.
 */
export const checkSchema = (data: unknown, secret: ReadonlySet<string>): ConfigMistake[] => {
  const result = configSchema.safeParse(data ?? {})
  if (result.success) return []
  const reader = new Reader(data, secret)
  return result.error.issues.flatMap((issue) => reader.read(issue))
}
