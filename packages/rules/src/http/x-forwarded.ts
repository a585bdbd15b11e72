import { fieldValue, type FieldList } from './fields.ts'
import { maxForwardedLength, maxHops, type Hop, type Hops } from './forwarded-hop.ts'
import { parseHost, parseNode, parseProto } from './forwarded-values.ts'

type Values<T> = { readonly ok: true; readonly values: readonly T[] } | Extract<Hops, { ok: false }>

/**
 * Parses X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host into hops.
 *
 * The three lists are laid side by side from the right, since each proxy appends. Where Proto or Host is
 * shorter than For, as with proxies that overwrite these two, its leftmost value holds for all hops farther
 * away.
 *
 * @param fields - The request's fields.
 */
export function parseXForwarded(fields: FieldList): Hops {
  const from = valuesOf(fields, 'X-Forwarded-For', parseNode)
  const proto = valuesOf(fields, 'X-Forwarded-Proto', parseProto)
  const host = valuesOf(fields, 'X-Forwarded-Host', parseHost)
  if (!from.ok) return from
  if (!proto.ok) return proto
  if (!host.ok) return host
  const length = Math.max(from.values.length, proto.values.length, host.values.length)
  const hops = Array.from({ length }, (_, at): Hop => {
    const fromRight = length - at
    return {
      from: from.values.at(-fromRight),
      proto: proto.values.at(-fromRight) ?? proto.values[0],
      host: host.values.at(-fromRight) ?? host.values[0],
    }
  })
  return { ok: true, hops }
}

function valuesOf<T>(fields: FieldList, name: string, parse: (text: string) => T | undefined): Values<T> {
  const combined = fieldValue(fields, name.toLowerCase())
  if (combined === undefined) return { ok: true, values: [] }
  if (combined.length > maxForwardedLength)
    return { ok: false, field: name, part: `${combined.length} characters` }
  const values: T[] = []
  for (const text of combined.split(',')) {
    const trimmed = text.trim()
    if (trimmed === '') continue
    const value = parse(trimmed)
    if (value === undefined) return { ok: false, field: name, part: trimmed }
    values.push(value)
  }
  if (values.length > maxHops) return { ok: false, field: name, part: `more than ${maxHops} values` }
  return { ok: true, values }
}
