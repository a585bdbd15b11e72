/** Why a request target has no canonical path. */
export type PathFault =
  | 'too-long'
  | 'not-origin-form'
  | 'percent-encoding'
  | 'control-character'
  | 'non-ascii'
  | 'fragment'
  | 'backslash'
  | 'encoded-slash'
  | 'double-encoding'
  | 'empty-segment'
  | 'dot-segment'
  | 'empty-parameter'
  | 'trailing-space'
  | 'not-utf-8'

/** The one form of a request target's path, or why it has none. */
export type PathResult =
  | {
      readonly ok: true
      /** The one canonical form: what is forwarded, unchanged. */
      readonly path: string
      /**
       * The path without path parameters (`;jsessionid=…`), as servers see it that know them. Rules are
       * matched against this one, so that `/private;x` is under `/private`.
       */
      readonly matchPath: string
      /** The query with its `?`, byte for byte; empty when there is none. */
      readonly query: string
    }
  | { readonly ok: false; readonly reason: PathFault }

const maxTargetLength = 8192

/** Asked of the target as it came. */
const rawFaults: readonly (readonly [RegExp, PathFault])[] = [
  [/^[^/]|^$/, 'not-origin-form'],
  [/[\0-\x20\x7f]/, 'control-character'],
  [/#/, 'fragment'],
]

/**
 * Asked of the path after {@link normalised}, where `%2E` is `.` already. `(?:25)*` is any number of layers.
 */
const pathFaults: readonly (readonly [RegExp, PathFault])[] = [
  [/[^\0-\x7f]/, 'non-ascii'],
  [/%(?:25)*(?:[01][\dA-F]|7F)/i, 'control-character'],
  [/\\|%(?:25)*5C/i, 'backslash'],
  [/%(?:25)*2F/i, 'encoded-slash'],
  [/%(?:25)+(?:2[DE]|3\d|4[1-9A-F]|5[\dAF]|6[1-9A-F]|7[\dAE])/i, 'double-encoding'],
  [/\/\//, 'empty-segment'],
  [/\/\.\.?(?:[/;]|%(?:25)*3B|$)/i, 'dot-segment'],
  [/;(?:[;/]|$)/, 'empty-parameter'],
  [/%(?:25)*20(?:[/;]|$)/, 'trailing-space'],
]

/** Most targets: segments of unreserved characters, none of which begins with a dot, and any query without tricks. */
const canonicalAlready = /^(?:\/|(?:\/[\w~-][\w.~-]*)+\/?)(?:\?[!"$-~]*)?$/

const brokenEscape = /%(?![\dA-F]{2})/i
const escapeOrUnsafe = /%[\dA-F]{2}|["<>[\]^`{|}]/gi
const unreserved = /[\w.~-]/
const parameters = /;[^/]*/g

/**
 * Brings the target of a request into the one form in which rules judge it and in which it is forwarded, and
 * refuses (answer 400) every target that two servers could read as two paths.
 *
 * Refused: any form but `/path?query`; more than 8192 characters; `.` and `..` segments, also encoded, also
 * before a `;`; `//`; `\`; an encoded slash, backslash or control character, in any number of layers; escapes
 * of letters and digits in more than one layer; broken escapes and escapes that are no UTF-8; raw control
 * characters, spaces, non-ASCII characters and `#`; empty path parameters; a space at the end of a segment,
 * which Windows drops.
 * Normalised: escapes of unreserved characters are resolved, other escapes are written in upper case, and
 * characters that no URL has raw (`"<>[]^{|}` and the backtick) are escaped. Letter case stays: `/ADMIN` is
 * not `/admin`.
 *
 * @param target - The request target as it came.
 * @see {@link https://www.rfc-editor.org/rfc/rfc3986.html#section-6.2.2 RFC 3986, 6.2.2}
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110.html#section-4.2.3 RFC 9110, 4.2.3}
 */
export function canonicalPath(target: string): PathResult {
  if (target.length > maxTargetLength) return { ok: false, reason: 'too-long' }
  if (canonicalAlready.test(target)) return asItIs(target)
  const question = target.indexOf('?')
  const rawPath = question === -1 ? target : target.slice(0, question)
  const query = question === -1 ? '' : target.slice(question)
  const rawFault = faultOf(target, rawFaults)
  if (rawFault !== undefined) return { ok: false, reason: rawFault }
  if (brokenEscape.test(rawPath)) return { ok: false, reason: 'percent-encoding' }
  const path = normalised(rawPath)
  const fault = faultOf(path, pathFaults) ?? (isUtf8(path) ? undefined : 'not-utf-8')
  if (fault !== undefined) return { ok: false, reason: fault }
  return { ok: true, path, matchPath: path.includes(';') ? path.replace(parameters, '') : path, query }
}

function asItIs(target: string): PathResult {
  const question = target.indexOf('?')
  if (question === -1) return { ok: true, path: target, matchPath: target, query: '' }
  const path = target.slice(0, question)
  return { ok: true, path, matchPath: path, query: target.slice(question) }
}

function normalised(path: string): string {
  return path.replace(escapeOrUnsafe, (text) => {
    if (text.length === 1) return `%${text.charCodeAt(0).toString(16).toUpperCase()}`
    const character = String.fromCharCode(Number.parseInt(text.slice(1), 16))
    return unreserved.test(character) ? character : text.toUpperCase()
  })
}

function faultOf(text: string, faults: readonly (readonly [RegExp, PathFault])[]): PathFault | undefined {
  return faults.find(([pattern]) => pattern.test(text))?.[1]
}

/** Overlong forms (`%C0%AF` for a slash) are the reason to ask. */
function isUtf8(path: string): boolean {
  if (!path.includes('%')) return true
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
