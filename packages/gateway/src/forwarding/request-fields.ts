import type { FieldList } from '@clearway/rules/http'
import { textOfClaim } from '../identity/claim-text.ts'
import type { Exchange } from '../exchange.ts'
import type { InternalUrl } from '../plan.ts'

/** Says who calls in the plain headers that the configuration asks for. */
const addIdentity = (fields: string[], { caller, segment }: Exchange): void => {
  if (caller.by === 'nobody') return
  for (const [header, claim] of segment.identityHeaders) {
    const text = textOfClaim(caller.claims[claim])
    if (text !== undefined) fields.push(header, text)
  }
}

/** The segment's header rules. */
const applyRules = (fields: string[], { segment }: Exchange): string[] => {
  const { drop, set, add } = segment.requestHeaders
  if (drop.size === 0 && add.length === 0) return fields
  const ruled: string[] = []
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index] ?? ''
    if (!drop.has(name.toLowerCase())) ruled.push(name, fields[index + 1] ?? '')
  }
  for (const [name, value] of set) ruled.push(name, value)
  for (const [name, value] of add) ruled.push(name, value)
  return ruled
}

/**
 * The fields for the internal app: the cleaned ones, then the rules, then what only the gateway says: host, where
 * the request came from, and who calls. Rules come first, so that none of them can speak in the gateway's name.
 *
 * @param assertion - The signed statement of who calls, when somebody does.
 */
export const requestFields = (
  exchange: Exchange,
  internal: InternalUrl,
  contentLength: string | undefined,
  assertion: string | undefined,
): FieldList => {
  const { client, segment } = exchange
  const fields = applyRules([...exchange.fields], exchange)
  fields.push(
    'Host',
    internal.host,
    'X-Forwarded-For',
    client.address,
    'X-Forwarded-Proto',
    segment.external.scheme,
    'X-Forwarded-Host',
    segment.external.host,
    'Clearway-Request-Id',
    exchange.id,
  )
  if (segment.external.prefix !== '/') fields.push('X-Forwarded-Prefix', segment.external.prefix.slice(0, -1))
  if (contentLength !== undefined) fields.push('Content-Length', contentLength)
  if (assertion !== undefined) fields.push('Clearway-Assertion', assertion)
  addIdentity(fields, exchange)
  return fields
}
