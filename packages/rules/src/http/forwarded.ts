import { excerpt } from './excerpt.ts'
import { fieldValue, type FieldList } from './fields.ts'
import type { Hop, Hops } from './forwarded-hop.ts'
import { formatIpAddress, parseIpAddress } from './ip-address.ts'
import { parseForwarded } from './rfc7239.ts'
import { parseXForwarded } from './x-forwarded.ts'

/** Who is believed. */
export interface ForwardedOptions {
  /**
   * Each tells whether an address is a proxy of one's own. Empty: nobody is believed.
   *
   * **Security:** a trusted proxy must append to, overwrite or drop each of Forwarded, X-Forwarded-For,
   * -Proto and -Host. One that passes a client's own fields on lets every client choose what it is.
   */
  readonly trustedProxies: readonly ((address: string) => boolean)[]
}

/** The connection on which a request came. */
export interface Connection {
  /** The peer's address, without brackets and port. */
  readonly address: string
  readonly proto: 'http' | 'https'
  /**
   * Host and port as the request names them (Host or `:authority`), already found to be a valid authority.
   */
  readonly host: string
}

/** The browser's end of a request, as far as trusted proxies tell it, or why their word cannot be taken. */
export type ForwardedResult =
  | {
      readonly ok: true
      /** The nearest address that is no trusted proxy. */
      readonly client: string
      readonly proto: 'http' | 'https'
      readonly host: string
      /** What to send on, instead of every forwarding field that came: one hop, already judged. */
      readonly fields: FieldList
    }
  | {
      readonly ok: false
      readonly code: 'proxy/forwarded-headers'
      readonly reason: 'malformed' | 'disagreement'
      readonly message: string
    }

/** What one kind of field tells; a part that it does not tell is undefined. */
interface Account {
  readonly client: string | undefined
  readonly proto: 'http' | 'https' | undefined
  readonly host: string | undefined
}

type Refused = Extract<ForwardedResult, { ok: false }>

const nothingTold: Account = { client: undefined, proto: undefined, host: undefined }

/**
 * Resolves who made a request, by which scheme and to which host, from Forwarded and X-Forwarded-For, -Proto
 * and -Host.
 *
 * Walks from the nearest hop outwards, for as long as each address is a trusted proxy, and stops at the first
 * that is not: what lies farther left was written by strangers. A peer that is not trusted is the client
 * itself, and its forwarding fields say nothing, whatever they are. From a trusted peer, fields that cannot
 * be read, and the two kinds contradicting each other, are a problem (answer 400): guessing would let someone
 * choose the guess. A proxy that hides an address (`unknown`) is itself taken for the client.
 *
 * Does not look at X-Forwarded-Port, -Prefix, -Uri and the like; {@link stripForwarding} takes them all away.
 *
 * @param fields - The request's fields as they came.
 * @param connection - The connection on which it came.
 * @param options - Who is believed.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7239.html RFC 7239}
 */
export function resolveForwarded(
  fields: FieldList,
  connection: Connection,
  options: ForwardedOptions,
): ForwardedResult {
  const isTrusted = (address: string): boolean => options.trustedProxies.some((trusts) => trusts(address))
  const peer = usualForm(connection.address)
  if (!isTrusted(peer)) return resolved(nothingTold, peer, connection)
  const standard = parseForwarded(fieldValue(fields, 'forwarded') ?? '')
  if (!standard.ok) return malformed(standard)
  const customary = parseXForwarded(fields)
  if (!customary.ok) return malformed(customary)
  const [a, b] = [walk(standard.hops, peer, isTrusted), walk(customary.hops, peer, isTrusted)]
  const account: Account = {
    client: a.client ?? b.client,
    proto: a.proto ?? b.proto,
    host: a.host ?? b.host,
  }
  return disagreement(a, b) ?? resolved(account, peer, connection)
}

function walk(hops: readonly Hop[], peer: string, isTrusted: (address: string) => boolean): Account {
  let client: string | undefined
  let at = hops.length
  while (at > 0 && isTrusted(client ?? peer)) {
    at--
    const from = hops[at]!.from
    if (from === 'hidden') client ??= peer
    if (from === undefined || from === 'hidden') break
    client = from
  }
  // The hop where the walk ends was written by the outermost trusted proxy: it saw the browser's connection.
  const told = hops.slice(at)
  return {
    client,
    proto: told.find((hop) => hop.proto !== undefined)?.proto,
    host: told.find((hop) => hop.host !== undefined)?.host,
  }
}

function disagreement(a: Account, b: Account): Refused | undefined {
  for (const part of ['client', 'proto', 'host'] as const) {
    if (a[part] === undefined || b[part] === undefined || a[part] === b[part]) continue
    return refused(
      'disagreement',
      `Forwarded and X-Forwarded-* contradict each other about the ${part}: ${excerpt(a[part])} and ` +
        `${excerpt(b[part])}. Make the proxy in front write one kind, and drop the other kind from clients.`,
    )
  }
  return undefined
}

function malformed(hops: Extract<Hops, { ok: false }>): Refused {
  return refused(
    'malformed',
    `${hops.field} of a trusted proxy cannot be read at ${JSON.stringify(excerpt(hops.part))}. ` +
      'Make the proxy in front overwrite what clients send in it.',
  )
}

function refused(reason: Refused['reason'], message: string): Refused {
  return { ok: false, code: 'proxy/forwarded-headers', reason, message }
}

function resolved(account: Account, peer: string, connection: Connection): ForwardedResult {
  const { client = peer, proto = connection.proto, host = connection.host } = account
  const node = client.includes(':') ? `"[${client}]"` : client
  const quotedHost = `"${host.replace(/["\\]/g, '\\$&')}"`
  return {
    ok: true,
    client,
    proto,
    host,
    fields: [
      'X-Forwarded-For',
      client,
      'X-Forwarded-Proto',
      proto,
      'X-Forwarded-Host',
      host,
      'Forwarded',
      `for=${node};host=${quotedHost};proto=${proto}`,
    ],
  }
}

function usualForm(address: string): string {
  if (!address.includes(':')) return address
  const parsed = parseIpAddress(address)
  return parsed === undefined ? address : formatIpAddress(parsed)
}
