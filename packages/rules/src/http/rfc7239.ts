import { maxForwardedLength, maxHops, type Hop, type Hops } from './forwarded-hop.ts'
import { parseHost, parseNode, parseProto } from './forwarded-values.ts'

const pair = /^([!#$%&'*+\-.^_`|~\w]+)=(?:([!#$%&'*+\-.^_`|~\w]+)|"((?:[^"\\]|\\.)*)")$/
const escapedCharacter = /\\(.)/g

/**
 * Parses the value of a Forwarded field. Parameters other than `for`, `proto` and `host` are passed over.
 *
 * Strict: an IPv6 address or a port that is not quoted, a parameter twice in one element, and a value that is
 * no node, scheme or host make the whole field unreadable. The part at fault is in the answer.
 *
 * @param value - The field's combined value.
 * @see {@link https://www.rfc-editor.org/rfc/rfc7239.html#section-4 RFC 7239, 4}
 */
export function parseForwarded(value: string): Hops {
  if (value.length > maxForwardedLength) return unreadable(`${value.length} characters`)
  const elements = splitOutsideQuotes(value, ',')
  if (elements.length > maxHops) return unreadable(`more than ${maxHops} elements`)
  const hops: Hop[] = []
  for (const element of elements) {
    const parameters = parseElement(element)
    const hop = typeof parameters === 'string' ? parameters : hopOf(parameters)
    if (typeof hop === 'string') return unreadable(hop)
    hops.push(hop)
  }
  return { ok: true, hops }
}

/** The parameters of one element by lower-case name, or the part that cannot be read. */
function parseElement(element: string): ReadonlyMap<string, string> | string {
  const parameters = new Map<string, string>()
  for (const text of splitOutsideQuotes(element, ';')) {
    const match = pair.exec(text)
    if (match === null) return text
    const name = match[1]!.toLowerCase()
    if (parameters.has(name)) return `${name} twice`
    parameters.set(name, match[2] ?? match[3]!.replace(escapedCharacter, '$1'))
  }
  return parameters
}

function hopOf(parameters: ReadonlyMap<string, string>): Hop | string {
  const [from, proto, host] = [parameters.get('for'), parameters.get('proto'), parameters.get('host')]
  const hop: Hop = {
    from: from === undefined ? undefined : parseNode(from),
    proto: proto === undefined ? undefined : parseProto(proto),
    host: host === undefined ? undefined : parseHost(host),
  }
  if (from !== undefined && hop.from === undefined) return `for=${from}`
  if (proto !== undefined && hop.proto === undefined) return `proto=${proto}`
  if (host !== undefined && hop.host === undefined) return `host=${host}`
  return hop
}

/** The parts of a text between separators that stand in no quoted string, trimmed, without the empty ones. */
function splitOutsideQuotes(text: string, separator: ',' | ';'): string[] {
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  for (let at = 0; at <= text.length; at++) {
    const character = text[at]
    if (isQuoted && character === '\\') at++
    else if (character === '"') isQuoted = !isQuoted
    else if (character === undefined || (character === separator && !isQuoted)) {
      const part = text.slice(start, at).trim()
      if (part !== '') parts.push(part)
      start = at + 1
    }
  }
  return parts
}

function unreadable(part: string): Hops {
  return { ok: false, field: 'Forwarded', part }
}
