import type { BlockedByCors } from './browser-message.ts'
import { firstReason } from './first-reason.ts'
import type { Squeezed } from './squeezed.ts'
import { find, write } from './template.ts'
import { webkitAddressLine, webkitReasons } from './webkit.ts'

/** Reads WebKit's reason, in a line of its own or behind `Failed to load resource:`. */
export function readWebkit(text: Squeezed): BlockedByCors | undefined {
  const found = firstReason(webkitReasons, text, 0, false)
  if (found === undefined) return undefined
  const { origin, status, to, value, method, header } = found.values
  const url = found.values['url'] ?? to ?? find(webkitAddressLine, text)?.values['url']
  const redirected = found.reason.id === 'preflight status' && status?.startsWith('3') === true
  const name = redirected ? 'PreflightDisallowedRedirect' : found.reason.corsError
  return {
    says: 'blocked',
    engine: 'webkit',
    code: redirected ? 'cors/preflight-redirected' : found.reason.code,
    reason: write(found.reason.template, found.values) ?? found.reason.template.text,
    ...(url !== undefined && { url }),
    ...(origin !== undefined && { origin }),
    ...(name !== undefined && { corsError: { name, parameter: value ?? method ?? header ?? '' } }),
    ...(status !== undefined && status !== '(null)' && { status: Number(status) }),
  }
}
