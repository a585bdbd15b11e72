/** What Fiddler notes down beside a session's two messages. */
export interface SessionMetadata {
  /** Milliseconds since 1970. */
  readonly startedAt?: number
  /** The browser's or program's name, in lower case: `chrome`, `msedge`, `firefox`. */
  readonly process?: string
  /** The connection to the client was TLS. */
  readonly https: boolean
  /** A CONNECT whose bytes went through unread. */
  readonly blindTunnel: boolean
}

/** Bits of `BitFlags`, which is written in hexadecimal digits. */
const isHttps = 0x1
const isBlindTunnel = 0x1000

/** .NET writes this year for a time that never came. */
const earliest = Date.UTC(1995, 0)
const attribute = /\b(SID|BitFlags|ClientConnected|ClientBeginRequest|GotRequestHeaders)="([^"<>]{0,64})"/g
const flag = /<SessionFlag N="([^"<>]{0,64})" V="([^"<>]{0,256})"/g

/**
 * Reads the few attributes that matter from a session's `_m.xml`.
 *
 * No XML parser: entities are never expanded, nothing is fetched, elements are not matched up. What cannot be
 * read is left out. Times without an offset are taken for UTC.
 *
 * @param text - The file; the caller bounds its length.
 */
export function readSessionMetadata(text: string): SessionMetadata {
  const attributes = new Map<string, string>()
  for (const [, name, value] of text.matchAll(attribute)) {
    if (!attributes.has(name!)) attributes.set(name!, value!)
  }
  let process: string | undefined
  let port: string | undefined
  for (const [, name, value] of text.matchAll(flag)) {
    if (/^x-processinfo$/i.test(name!)) process = value!.split(':')[0]!.trim().toLowerCase()
    if (/^x-egressport$/i.test(name!)) port = value
  }
  const bits = Number.parseInt(attributes.get('BitFlags') ?? '', 16) || 0
  const startedAt = [
    attributes.get('ClientBeginRequest'),
    attributes.get('GotRequestHeaders'),
    attributes.get('ClientConnected'),
  ]
    .map(readTime)
    .find((time) => time !== undefined)
  return {
    ...(startedAt !== undefined && { startedAt }),
    ...(process !== undefined && process !== '' && { process }),
    https: (bits & isHttps) !== 0 || port === '443',
    blindTunnel: (bits & isBlindTunnel) !== 0,
  }
}

const timeShape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*(Z|[+-]\d\d:\d\d)?$/

function readTime(text: string | undefined): number | undefined {
  const parts = timeShape.exec(text ?? '')
  const time = parts ? Date.parse(parts[1]! + (parts[2] ?? 'Z')) : Number.NaN
  return time > earliest ? time : undefined
}
