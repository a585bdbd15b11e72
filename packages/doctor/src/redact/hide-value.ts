import { isErrorCode, looksRandom, looksSecret } from './looks-secret.ts'
import type { Secrecy } from './secret-names.ts'

const hidden = '[redacted]'

/** What may stand in a secret's place and is none: a gap, a placeholder, the trace of a bug in the page. */
const harmless =
  /^(?:\[(?:redacted|token|not shown)\][.,;:)\]} \t]*|\[\s*\]?|\{\s*\}?|absent|…|\.{3}|•+|\*+|undefined|null|NaN|true|false|none|\[object Object\]|\$\{[\w:.-]{1,60}\}|\$[A-Z_]{1,40}|<[\w -]{1,40}>)?$/

/** A list or an object in a secret's place: what it holds are secrets. */
const isList = /^\s*[[{]\s*(?:\\*["']|&quot;|[[{])/

const scheme =
  /^(\s*(?:Bearer|Basic|Digest|DPoP|PoP|Negotiate|NTLM|SharedKey|AWS4-HMAC-SHA256))(?:((?:\s|%20|\+)+)([^]*))?$/i

const attribute =
  /^\s*(?:path|domain|expires|max-age|samesite|secure|httponly|partitioned|priority)\s*(?:=|$)/i

/** Where one cookie of several ends; a comma only where a new pair follows it, so that dates stay whole. */
const cookieEnd = /;|,(?=[^;=,]{1,128}=)/

/**
 * A value as it may be shown. Punctuation at its end stays, so that sentences do.
 *
 * @param place - `address`: in a query or a form, where names mean what they say.
 */
export function hideValue(value: string, secrecy: Secrecy, place: 'address' | 'elsewhere'): string {
  const bare = value.slice(0, endOfWord(value))
  if (harmless.test(value) || harmless.test(bare)) return value
  if (isList.test(value))
    return (secrecy !== 'in-address' && secrecy !== 'code') || holdsSecret(value) ? hidden : value
  switch (secrecy) {
    case 'always':
    case 'header':
      return hidden + value.slice(bare.length)
    case 'authorization':
      return hideAuthorization(value)
    case 'cookie':
      return value.split(';').map(hideCookie).join(';')
    case 'set-cookie':
      return hideSetCookie(value)
    case 'code':
      if (place === 'elsewhere' && isErrorCode(bare)) return value
      return hideSecret(value, bare, place === 'address' ? 6 : 16, place)
    case 'in-address':
      return hideSecret(value, bare, place === 'address' ? 6 : 16, place)
    case 'long':
      return hideSecret(value, bare, 12, place)
  }
}

/** `"key": {…}` may be anything, so one of the words in it has to look like a secret. */
function holdsSecret(list: string): boolean {
  return (list.match(/[^\s"'\\,:[\]{}]{16,}/g) ?? []).some(looksRandom)
}

function hideSecret(value: string, bare: string, least: number, place: 'address' | 'elsewhere'): string {
  // Of a value that was cut nobody knows how long it is.
  const enough = /(?:…|\.{3})[.,;:)\]} \t]{0,4}$/.test(value.slice(-8)) ? 2 : least
  return looksSecret(bare, enough, place) ? hidden + value.slice(bare.length) : value
}

/** Where the punctuation begins that ends a sentence. Not a regular expression: its `+$` would be quadratic. */
function endOfWord(value: string): number {
  let end = value.length
  while (end > 0 && '.,;:)]} \t'.includes(value[end - 1] ?? '')) end -= 1
  return end
}

function hideAuthorization(value: string): string {
  const [, name, gap, rest] = scheme.exec(value) ?? []
  if (name === undefined) return hidden
  if (gap === undefined || rest === undefined) return value
  return name + gap + (harmless.test(rest.trim()) ? rest : hidden)
}

function hideCookie(pair: string): string {
  const equals = pair.indexOf('=')
  if (equals === -1) return harmless.test(pair.trim()) ? pair : pair.slice(0, pair.search(/\S/)) + hidden
  return (
    pair.slice(0, equals + 1) +
    (harmless.test(pair.slice(equals + 1).trim()) ? pair.slice(equals + 1) : hidden)
  )
}

function hideSetCookie(value: string): string {
  const separators = value.match(new RegExp(cookieEnd, 'g')) ?? []
  return value
    .split(cookieEnd)
    .map((part, index) => (attribute.test(part) ? part : hideCookie(part)) + (separators[index] ?? ''))
    .join('')
}
