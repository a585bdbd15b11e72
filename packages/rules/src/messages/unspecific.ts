import type { Unspecific } from './browser-message.ts'
import { addressIn } from './look-alikes.ts'
import type { Squeezed } from './squeezed.ts'
import { find, template, type Template } from './template.ts'
import { webkitAddressLine } from './webkit.ts'

/** Lines that tell only that something failed. */
const unspecific: readonly (readonly [engine: Unspecific['engine'], Template])[] = [
  ['webkit', webkitAddressLine],
  ['chromium', template('net::ERR_FAILED')],
  ['chromium', template('TypeError: Failed to fetch')],
  ['firefox', template('NetworkError when attempting to fetch resource')],
  ['webkit', template('TypeError: Load failed')],
]

/** Reads a line that says no more than that a call failed. */
export function readUnspecific(text: Squeezed): Unspecific | undefined {
  for (const [engine, wanted] of unspecific) {
    const found = find(wanted, text)
    if (found === undefined) continue
    const url = found.values['url'] ?? addressIn(text.source)
    return { says: 'failed', engine, ...(url !== undefined && { url }) }
  }
  return undefined
}
