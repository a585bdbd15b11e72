import { isForbiddenHeaderName, isForbiddenMethod } from '../http/forbidden-to-pages.ts'
import { excerpt } from '../http/excerpt.ts'
import { isHeaderName } from '../http/field-syntax.ts'
import type { CorsPolicyOptions, PolicyMistake } from './policy.ts'

const maxNames = 100
const maxNameLength = 100
const longestMaxAgeSeconds = 86_400

const usualMethods: ReadonlySet<string> = new Set(
  ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'], //
)
const unreadable: ReadonlySet<string> = new Set(['set-cookie', 'set-cookie2'])

/** Checks the option `methods`. */
export function checkMethods(methods: readonly string[]): readonly PolicyMistake[] {
  return checkEach('methods', methods, (method) => {
    const upper = method.toUpperCase()
    if (method === '*')
      return 'list methods by name: with credentials browsers take a * for a method of that name'
    if (!isHeaderName(method) || method.length > maxNameLength) return 'this is no method'
    if (isForbiddenMethod(method)) return 'browsers let no page use this method: leave it out'
    if (method !== upper && usualMethods.has(upper)) {
      return `letter case counts: write ${upper}, here and in the page`
    }
    return undefined
  })
}

/** Checks the option `headers`. */
export function checkHeaders(headers: NonNullable<CorsPolicyOptions['headers']>): readonly PolicyMistake[] {
  if (headers === 'any') return []
  return checkEach('headers', headers, (header) => {
    const name = header.toLowerCase()
    if (header === '*')
      return "browsers do not count Authorization in a *: write headers: 'any', or list them"
    if (!isHeaderName(header) || header.length > maxNameLength) return 'this is no header name'
    if (isForbiddenHeaderName(name)) return 'browsers let no page set this header: leave it out'
    if (isAnswerHeader(name))
      return 'this is a header of answers, which the policy itself writes: leave it out'
    return undefined
  })
}

/** Checks the option `expose`. */
export function checkExposed(expose: readonly string[], credentials: boolean): readonly PolicyMistake[] {
  return checkEach('expose', expose, (header) => {
    if (header === '*') {
      return credentials
        ? 'with credentials browsers take a * for a header of that name: list headers'
        : undefined
    }
    if (!isHeaderName(header) || header.length > maxNameLength) return 'this is no header name'
    if (unreadable.has(header.toLowerCase())) return 'browsers let no page read this header: leave it out'
    return undefined
  })
}

/** Checks the option `maxAgeSeconds`. */
export function checkMaxAge(maxAgeSeconds: number): readonly PolicyMistake[] {
  if (Number.isInteger(maxAgeSeconds) && maxAgeSeconds >= 0 && maxAgeSeconds <= longestMaxAgeSeconds)
    return []
  const value = excerpt(String(maxAgeSeconds))
  const message = `maxAgeSeconds ${value} is no whole number from 0 to ${longestMaxAgeSeconds} (one day)`
  return [{ option: 'maxAgeSeconds', value, message }]
}

/** The mistake of a list with more entries than a browser's or a server's limits bear. */
export function tooMany(option: PolicyMistake['option'], count: number, limit: number): PolicyMistake {
  return {
    option,
    value: `${count} entries`,
    message: `${option} has ${count} entries, ${limit} are the limit`,
  }
}

function checkEach(
  option: 'methods' | 'headers' | 'expose',
  values: readonly string[],
  fault: (value: string) => string | undefined,
): readonly PolicyMistake[] {
  if (values.length > maxNames) return [tooMany(option, values.length, maxNames)]
  return values.flatMap((text, index) => {
    const what = fault(text)
    const value = excerpt(text)
    return what === undefined ? [] : [{ option, index, value, message: `${option}: ${value}: ${what}` }]
  })
}

function isAnswerHeader(lowerName: string): boolean {
  return /^access-control-(?:allow-|expose-headers$|max-age$)/.test(lowerName)
}
