import type { CorsErrorName } from '../verdict/cors-error.ts'
import { chromiumChecks, chromiumPrefixes, chromiumReasons, preflightPrefix } from './chromium.ts'
import { write } from './template.ts'
import { plainError, type Told } from './told.ts'

const validValue = ' Have the server send the header with a valid value.'
const withCredentials =
  ' The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.'

/** What Chromium adds to some reasons, and for which kind of call. */
const hints: Partial<Record<CorsErrorName, readonly [api: string, hint: string]>> = {
  WildcardOriginNotAllowed: ['XMLHttpRequest', withCredentials],
  InvalidAllowCredentials: ['XMLHttpRequest', withCredentials],
  MultipleAllowOriginValues: ['fetch', validValue],
  InvalidAllowOriginValue: ['fetch', validValue],
  AllowOriginMismatch: ['fetch', validValue],
}

/** Writes Chromium's line. */
export function writeChromium({ error, redirected, values }: Told): string | undefined {
  if (error === undefined) return undefined
  if (isFetchsOwn(error, values['api'])) {
    const own = chromiumReasons.find((row) => row.corsError === error && row.onlyAfterPrefix === true)
    return own && `Fetch API cannot load ${values['url']}. ${write(own.template, values)}`
  }
  const plain = plainError(error)
  const row = [...chromiumChecks, ...chromiumReasons].find(({ corsError }) => corsError === plain)
  const prefix = chromiumPrefixes[redirected ? 0 : 1]
  const before = prefix && write(prefix.template, values)
  const reason = row && write(row.template, values)
  if (before === undefined || reason === undefined || plain === undefined) return undefined
  const ofPreflight = plain !== error || error.startsWith('Preflight') ? ` ${preflightPrefix.text}` : ''
  const [hintedApi, hint = ''] = hints[plain] ?? []
  return `${before}${ofPreflight} ${reason}${hintedApi === values['api'] ? hint : ''}`
}

/** Errors that `fetch()` itself words, before anything is sent. */
function isFetchsOwn(error: CorsErrorName, api: string | undefined): boolean {
  return error === 'NoCorsRedirectModeNotFollow' || (error === 'DisallowedByMode' && api === 'fetch')
}
