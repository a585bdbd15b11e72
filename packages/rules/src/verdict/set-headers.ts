import type { RunningCall } from './running-call.ts'
import { differ } from './running-call.ts'
import { isForbiddenHeader, type PageHeader } from './request-headers.ts'
import { isNoCorsSafelisted, unsafeHeaderNames, type SafelistTraits } from './safelist.ts'

type Asked = Pick<RunningCall, 'traits' | 'differences'>

/**
 * The headers that stay of those that a page sets.
 *
 * @see {@link https://fetch.spec.whatwg.org/#concept-headers-validate Fetch Standard, 5.1, the guard}
 */
export function settableHeaders(
  asked: Asked,
  headers: readonly PageHeader[],
  mode: RunningCall['mode'],
): readonly PageHeader[] {
  if (headers.length === 0) return headers
  const traits = safelistTraits(asked)
  return headers.filter((header) => {
    if (isForbiddenHeader(header)) return false
    if (mode === 'no-cors') return isNoCorsSafelisted(header, traits)
    return header.name !== 'user-agent' || !differ(asked, 'UA-DROP')
  })
}

/** The names for which a request with these headers asks, as the call's browser sees it. */
export function unsafeNamesOf(asked: Asked, headers: readonly PageHeader[]): readonly string[] {
  return headers.length === 0 ? none : unsafeHeaderNames(headers, safelistTraits(asked))
}

const none: readonly string[] = []

function safelistTraits(asked: Asked): SafelistTraits {
  return {
    clientHints: () => differ(asked, 'CH-SAFELIST'),
    unsafeAcceptBytes: () => differ(asked, 'ACCEPT-BYTES'),
    rangeInAnyCase: () => differ(asked, 'RANGE-CASE'),
    limitsRange: () => differ(asked, 'RANGE-LIMIT'),
    countsTotal: () => differ(asked, 'TOTAL-LENGTH'),
    repeatsNames: () => differ(asked, 'DUP-NAMES'),
    joinsRepeats: () => differ(asked, 'DUP-JOIN'),
  }
}
