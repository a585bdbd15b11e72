import type { ProblemCode } from '../problems/problem-code.ts'
import { problemOf, type CorsErrorName } from '../verdict/cors-error.ts'
import type { BlockedByCors, Unspecific } from './browser-message.ts'
import {
  chromiumChecks,
  chromiumPrefixes,
  chromiumReasons,
  preflightError,
  preflightPrefix,
} from './chromium.ts'
import { cutReason } from './cut-reason.ts'
import { firstReason } from './first-reason.ts'
import { spanOf, type Squeezed } from './squeezed.ts'
import { find, template, write } from './template.ts'

const rows = [...chromiumChecks, ...chromiumReasons]
const deniedOrigin = template("Origin '{origin}' is therefore not allowed access")
const hadStatus = template('The response had HTTP status code {status}')

/** Reads a line of Chromium. `failed`: the line says that CORS blocked a call, and its reason is cut off. */
export function readChromium(text: Squeezed): BlockedByCors | Unspecific | undefined {
  const prefix = findPrefix(text)
  const from = prefix?.end ?? 0
  const preflight = find(preflightPrefix, text, from)
  const start = preflight?.end ?? from
  const found = firstReason(rows, text, start, prefix !== undefined)
  const cut = found === undefined && prefix?.claims === true ? cutReason(rows, text, start) : undefined
  const reason = found?.reason ?? cut?.reason
  if (reason === undefined) return prefix?.claims === true ? cutOff(prefix.values) : undefined

  const values: Readonly<Record<string, string>> = { ...prefix?.values, ...found?.values }
  const { corsError } = reason
  const name =
    corsError !== undefined && preflight !== undefined && chromiumChecks.includes(reason)
      ? preflightError(corsError)
      : corsError
  const parameter = values['value'] ?? values['method'] ?? values['header'] ?? ''
  const origin = values['origin'] ?? find(deniedOrigin, text, from)?.values['origin']
  const status = values['status'] ?? find(hadStatus, text, from)?.values['status']
  const api = prefix?.api ?? values['api']
  return {
    says: 'blocked',
    engine: 'chromium',
    code: name === undefined ? reason.code : codeOf(name, parameter, origin),
    reason:
      (preflight === undefined ? '' : `${preflightPrefix.text} `) +
      (cut ? `${spanOf(text, start, cut.end)}…` : (write(reason.template, values) ?? reason.template.text)),
    ...(values['url'] !== undefined && { url: values['url'] }),
    ...(values['initial'] !== undefined && { redirectedFrom: values['initial'] }),
    ...(origin !== undefined && { origin }),
    ...(api !== undefined && { api }),
    ...(name !== undefined && { corsError: { name, parameter } }),
    ...(status !== undefined && { status: Number(status) }),
  }
}

interface Prefix {
  readonly values: Readonly<Record<string, string>>
  readonly end: number
  readonly api?: string
  /** No other engine writes it. */
  readonly claims: boolean
}

function findPrefix(text: Squeezed): Prefix | undefined {
  for (const { template, api } of chromiumPrefixes) {
    const found = find(template, text)
    if (found === undefined) continue
    const claims = template.text.endsWith('CORS policy:')
    if (!claims && !/^[a-z][a-z0-9+.-]{1,20}:/i.test(found.values['url'] ?? '')) continue
    return { values: found.values, end: found.end, claims, ...(api !== undefined && { api }) }
  }
  return undefined
}

function cutOff({ url }: Readonly<Record<string, string>>): Unspecific {
  return { says: 'failed', engine: 'chromium', ...(url !== undefined && { url }) }
}

/**
 * Chromium prints the page's origin also where it sent `Origin: null` after a redirect: a value that equals
 * the origin and is said not to can only mean that.
 */
function codeOf(name: CorsErrorName, parameter: string, origin: string | undefined): ProblemCode {
  const mismatch = name === 'AllowOriginMismatch' || name === 'PreflightAllowOriginMismatch'
  if (!mismatch || origin === undefined) return problemOf(name)
  if (origin === 'null') return 'cors/opaque-origin'
  return parameter === origin ? 'cors/tainted-origin' : problemOf(name)
}
