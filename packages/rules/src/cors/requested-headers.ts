import { excerpt } from '../http/excerpt.ts'
import { isHeaderName } from '../http/field-syntax.ts'
import { isForbiddenHeaderName } from '../http/forbidden-to-pages.ts'

/** Characters of Access-Control-Request-Headers. */
const maxLength = 8192
/** Entries of it, the empty ones counted too. */
const maxEntries = 100

/** What Access-Control-Request-Headers asks for. */
export interface RequestedHeaders {
  /** Names in lower case that a page can set, and the policy allows. */
  readonly allowed: readonly string[]
  /** The first entry that is not to be had, fit for a message. */
  readonly refused: string | undefined
}

/**
 * Judges the value of Access-Control-Request-Headers.
 *
 * Browsers send lower-case names, sorted, without spaces. Other spellings and empty entries are borne with,
 * within 8192 characters and 100 entries; beyond, and with an entry that is no name or that no page can set,
 * the call is refused.
 *
 * @param text - The field's value, `undefined` when the preflight has none.
 * @param headers - What the policy allows, in lower case.
 * @see {@link https://fetch.spec.whatwg.org/#cors-preflight-fetch Fetch Standard}
 */
export function judgeRequestedHeaders(
  text: string | undefined,
  headers: ReadonlySet<string> | 'any',
): RequestedHeaders {
  if (text === undefined || text === '') return { allowed: [], refused: undefined }
  if (text.length > maxLength) return { allowed: [], refused: `${text.length} characters` }
  const entries = text.split(',', maxEntries + 1)
  if (entries.length > maxEntries) return { allowed: [], refused: `more than ${maxEntries} names` }
  const allowed: string[] = []
  let refused: string | undefined
  for (const entry of entries) {
    const name = entry.trim().toLowerCase()
    if (name === '') continue
    if (isAllowed(name, headers)) allowed.push(name)
    else refused ??= excerpt(name)
  }
  return { allowed, refused }
}

/**
 * Tells whether a policy allows a request header.
 *
 * @param name - The header's name in lower case.
 * @param headers - What the policy allows, in lower case.
 */
export function isAllowed(name: string, headers: ReadonlySet<string> | 'any'): boolean {
  return headers === 'any' ? isHeaderName(name) && !isForbiddenHeaderName(name) : headers.has(name)
}
