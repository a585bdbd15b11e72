import type { FieldList } from '../http/fields.ts'
import type { CorsErrorName } from '../verdict/cors-error.ts'
import { chromiumChecks, preflightError } from './chromium.ts'

/** What an exchange and its verdict tell a line. */
export interface Told {
  readonly error: CorsErrorName | undefined
  /** Whether the refused URL is one that a redirect led to. */
  readonly redirected: boolean
  /** The refused answer's. */
  readonly headers: FieldList
  /** The Origin header that went out, which is `null` behind some redirects. */
  readonly sentOrigin: string
  /** By the names of the templates' holes. */
  readonly values: Readonly<Record<string, string | undefined>>
}

/** The name that a preflight's error has for calls: Firefox and WebKit make no difference. */
export function plainError(name: CorsErrorName | undefined): CorsErrorName | undefined {
  const check = chromiumChecks.find(
    ({ corsError }) => corsError !== undefined && (corsError === name || preflightError(corsError) === name),
  )
  return check?.corsError ?? name
}
