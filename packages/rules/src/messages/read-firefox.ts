import type { BlockedByCors, LookAlike, Unspecific } from './browser-message.ts'
import { cutReason } from './cut-reason.ts'
import { firefoxPrefixes, firefoxQuotedHeaders, firefoxReasons } from './firefox.ts'
import { firstReason, type FoundReason } from './first-reason.ts'
import { addressIn } from './look-alikes.ts'
import { spanOf, type Squeezed } from './squeezed.ts'
import { find, write, type Found } from './template.ts'

/** Reads a line of Firefox. `failed`: the line says that CORS blocked a call, and its reason is cut off. */
export function readFirefox(text: Squeezed): BlockedByCors | LookAlike | Unspecific | undefined {
  const prefix = firefoxPrefixes.map((wanted) => find(wanted, text)).find((found) => found !== undefined)
  const url = prefix?.values['url']
  const withUrl = url === undefined ? {} : { url }
  const found =
    firstReason(firefoxReasons, text, prefix?.end ?? 0, prefix !== undefined) ?? cutOff(text, prefix)
  if (found === undefined) return prefix && { says: 'failed', engine: 'firefox', ...withUrl }
  if (found.reason.id === 'CORSDidNotSucceed2') {
    const detail = 'CORS request did not succeed'
    return { says: 'not-cors', engine: 'firefox', kind: 'connection', detail, ...withUrl }
  }
  return { ...blocked(found), ...withUrl }
}

function cutOff(text: Squeezed, prefix: Found | undefined): FoundWords | undefined {
  const cut = prefix && cutReason(firefoxReasons, text, prefix.end)
  return cut && { reason: cut.reason, values: {}, words: `${spanOf(text, prefix.end, cut.end)}…` }
}

/** A reason, and the line's own words where it is cut off. */
type FoundWords = Pick<FoundReason, 'reason' | 'values'> & { readonly words?: string }

function blocked({ reason, values, words: cut }: FoundWords): BlockedByCors {
  const { value, header, status } = values
  const words = cut ?? write(reason.template, values) ?? reason.template.text
  return {
    says: 'blocked',
    engine: 'firefox',
    code: reason.code,
    reason: words.replace(/\)(?=\.)/, ''),
    ...(reason.corsError !== undefined && {
      corsError: { name: reason.corsError, parameter: value ?? header ?? '' },
    }),
    ...(status !== undefined && status !== '(null)' && { status: Number(status) }),
  }
}

/**
 * Firefox writes in the language of its menus, but leaves the names of headers as they are: an address, and
 * behind it in brackets a header in quotes, with or without a value.
 */
export function readTranslatedFirefox(text: Squeezed): BlockedByCors | undefined {
  const letters = text.letters.toLowerCase()
  const open = letters.lastIndexOf('(')
  const url = addressIn(text.source.slice(0, text.at[Math.max(0, open)]))
  const inside = letters.slice(open, open + 1024)
  const [header, code] = firefoxQuotedHeaders.find(([name]) => inside.includes(name)) ?? []
  if (open === -1 || url === undefined || !inside.includes('cors')) return undefined
  if (header === undefined || code === undefined) return undefined
  const quotedBehind = /['"«‹„][^'"]{1,300}['"»›]/.test(
    inside.slice(inside.indexOf(header) + header.length + 1),
  )
  const missing = header === 'access-control-allow-origin' && !quotedBehind
  return {
    says: 'blocked',
    engine: 'firefox',
    url,
    code: missing ? 'cors/missing-allow-origin' : code,
    reason: text.source
      .slice(text.at[open])
      .replaceAll(/\s+/g, ' ')
      .replace(/^([^]{300})[^]+/, '$1…'),
  }
}
