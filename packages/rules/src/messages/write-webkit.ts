import { fieldValue } from '../http/fields.ts'
import { write } from './template.ts'
import { plainError, type Told } from './told.ts'
import { webkitReasons } from './webkit.ts'

/** Writes the first of WebKit's lines, the reason. */
export function writeWebkit(told: Told): string | undefined {
  const plain = plainError(told.error)
  if (plain === undefined) return undefined
  const id = sharedRow(plain)
  const row = webkitReasons.find((row) => (id === undefined ? row.corsError === plain : row.id === id))
  return row && write(row.template, { ...told.values, origin: told.sentOrigin, value: valueOf(told) })
}

/** The rows that WebKit has for several of Chromium's errors. */
function sharedRow(plain: string): string | undefined {
  switch (plain) {
    case 'MissingAllowOriginHeader':
    case 'InvalidAllowOriginValue':
    case 'AllowOriginMismatch':
      return 'origin not allowed'
    case 'PreflightDisallowedRedirect':
      return 'preflight status'
    default:
      return undefined
  }
}

function valueOf({ error, headers, values }: Told): string | undefined {
  switch (error) {
    case 'InvalidAllowMethodsPreflightResponse':
      return fieldValue(headers, 'access-control-allow-methods')
    case 'InvalidAllowHeadersPreflightResponse':
      return fieldValue(headers, 'access-control-allow-headers')
    default:
      return values['value']
  }
}
