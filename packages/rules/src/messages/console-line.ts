import { fieldValue, fieldValues } from '../http/fields.ts'
import type { CorsErrorName } from '../verdict/cors-error.ts'
import type { Answer, Exchange } from '../verdict/exchange.ts'
import type { Blocked } from '../verdict/verdict.ts'
import {
  chromiumChecks,
  chromiumPrefixes,
  chromiumReasons,
  preflightError,
  preflightPrefix,
  xhrHint,
} from './chromium.ts'
import { firefoxPrefix, firefoxQuotedPrefix, firefoxReasons } from './firefox.ts'
import type { Reason } from './reason.ts'
import { write } from './template.ts'
import { webkitReasons } from './webkit.ts'

/**
 * Writes the line that an engine's console shows for a blocked call; for WebKit the first of its three lines,
 * which has the reason.
 *
 * @param verdict that engine's own verdict: another's may have blocked the call for another reason
 * @returns undefined where the engine has no words for it beyond "failed", or prints what an exchange does not
 * tell (address spaces)
 */
export function consoleLine(
  exchange: Exchange,
  verdict: Blocked,
  engine: 'chromium' | 'firefox' | 'webkit',
): string | undefined {
  const told = valuesOf(exchange, verdict)
  switch (engine) {
    case 'chromium':
      return chromiumLine(exchange, verdict, told)
    case 'firefox':
      return firefoxLine(verdict, told)
    case 'webkit':
      return webkitLine(verdict, told)
  }
}

/** What lines have in their holes. */
interface Told {
  readonly values: Readonly<Record<string, string | undefined>>
  /** The answer that was refused. */
  readonly answer?: Answer
}

function valuesOf(exchange: Exchange, verdict: Blocked): Told {
  const hop = exchange.hops[verdict.hop]
  const answer = verdict.at === 'preflight' ? hop?.preflight : hop?.answer
  const leg = verdict.legs.findLast(({ kind }) => kind === verdict.at) ?? verdict.legs.at(-1)
  const parameter = verdict.corsError?.parameter ?? ''
  const url = leg?.url ?? exchange.request.url
  const values = {
    api: exchange.request.api === 'xhr' ? 'XMLHttpRequest' : 'fetch',
    url,
    initial: exchange.request.url.split('#', 1)[0],
    origin: exchange.origin,
    sentOrigin: leg?.origin ?? exchange.origin,
    value: parameter,
    method: parameter,
    header: parameter,
    status: answer === undefined ? undefined : String(answer.status),
  }
  return { values, ...(answer !== undefined && { answer }) }
}

const hinted: ReadonlySet<CorsErrorName> = new Set(['WildcardOriginNotAllowed', 'InvalidAllowCredentials'])

function chromiumLine(exchange: Exchange, verdict: Blocked, { values }: Told): string | undefined {
  const name = verdict.corsError?.name
  if (name === undefined) return undefined
  if (name === 'NoCorsRedirectModeNotFollow' || (name === 'DisallowedByMode' && values['api'] === 'fetch')) {
    const row = chromiumReasons.find(
      ({ corsError, onlyAfterPrefix }) => corsError === name && onlyAfterPrefix === true,
    )
    return `Fetch API cannot load ${values['url']}. ${row === undefined ? '' : write(row.template, values)}`
  }
  const check = chromiumChecks.find(({ corsError }) => corsError !== undefined && isNamed(corsError, name))
  const row = check ?? chromiumReasons.find(({ corsError }) => corsError === name)
  const prefix = chromiumPrefixes[verdict.hop > 0 ? 0 : 1]
  const reason = row && write(row.template, values)
  const before = prefix && write(prefix.template, values)
  if (reason === undefined || before === undefined) return undefined
  const ofPreflight = check?.corsError !== name && (check !== undefined || preflightOnly.has(name))
  const hint =
    values['api'] === 'XMLHttpRequest' && check?.corsError !== undefined && hinted.has(check.corsError)
  return `${before} ${ofPreflight ? `${preflightPrefix.text} ` : ''}${reason}${hint ? xhrHint : ''}`
}

const isNamed = (row: CorsErrorName, name: CorsErrorName): boolean =>
  row === name || preflightError(row) === name

const preflightOnly: ReadonlySet<CorsErrorName> = new Set([
  'PreflightInvalidStatus',
  'PreflightDisallowedRedirect',
])

/** A preflight's error under the name that it has for calls: Firefox and WebKit make no difference. */
function plainName(name: CorsErrorName | undefined): CorsErrorName | undefined {
  return (
    chromiumChecks.find(({ corsError }) => corsError && name && isNamed(corsError, name))?.corsError ?? name
  )
}

function firefoxLine(verdict: Blocked, { values, answer }: Told): string | undefined {
  const row = firefoxRow(plainName(verdict.corsError?.name), answer)
  if (row === undefined) return undefined
  const quoted = row.id === 'CORSNotSupportingCredentials'
  const received = fieldValue(answer?.headers ?? [], 'access-control-allow-origin') ?? ''
  const more = row.id === 'CORSAllowOriginNotMatchingOrigin' ? { ...values, value: received } : values
  const reason = write(row.template, more)
  return reason === undefined
    ? undefined
    : `${write(quoted ? firefoxQuotedPrefix : firefoxPrefix, values)} ${reason}`
}

function firefoxRow(name: CorsErrorName | undefined, answer: Answer | undefined): Reason | undefined {
  const current = firefoxReasons.filter(({ legacy }) => legacy !== true)
  const repeated = fieldValues(answer?.headers ?? [], 'access-control-allow-origin').length > 1
  switch (name) {
    case 'InvalidAllowOriginValue':
    case 'MultipleAllowOriginValues':
      // a list within one header is worded as a value that does not match
      return current.find(
        ({ corsError }) => corsError === (repeated ? 'MultipleAllowOriginValues' : 'AllowOriginMismatch'),
      )
    case undefined:
      return undefined
    default:
      return current.find(({ corsError }) => corsError === name)
  }
}

function webkitLine(verdict: Blocked, { values, answer }: Told): string | undefined {
  const name = plainName(verdict.corsError?.name)
  const row = webkitReasons.find(({ corsError, id }) => corsError === name || id === webkitId(name))
  if (name === undefined || row === undefined) return undefined
  const list = name === 'InvalidAllowMethodsPreflightResponse' ? 'methods' : 'headers'
  const invalid =
    row.id.startsWith('invalid') && fieldValue(answer?.headers ?? [], `access-control-allow-${list}`)
  return write(row.template, {
    ...values,
    origin: values['sentOrigin'],
    value: invalid === false ? values['value'] : invalid,
  })
}

function webkitId(name: CorsErrorName | undefined): string | undefined {
  switch (name) {
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
