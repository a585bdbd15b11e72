import { parseOrigin, partsOf, type OriginParts } from '@clearway/rules/origins'

const defaultPorts: Readonly<Record<OriginParts['scheme'], string>> = { http: '80', https: '443' }

/**
 * Which parts of two origins differ, with both values: `host app.example.com and api.example.com`. Empty
 * when they are the same, or one of them is no web origin.
 */
export function differingParts(one: string, other: string): readonly string[] {
  const [a, b] = [parseOrigin(one), parseOrigin(other)]
  if (a === undefined || b === undefined) return []
  const [first, second] = [partsOf(a), partsOf(b)]
  const pairs = [
    ['scheme', first.scheme, second.scheme],
    ['host', first.host, second.host],
    ['port', portOf(first), portOf(second)],
  ] as const
  // With the scheme goes its usual port; to name both would be to say one thing twice.
  const usualPorts = first.port === '' && second.port === ''
  return pairs
    .filter(([part, x, y]) => x !== y && !(part === 'port' && usualPorts))
    .map(([part, x, y]) => `${part} ${x} and ${y}`)
}

function portOf({ scheme, port }: OriginParts): string {
  return port === '' ? defaultPorts[scheme] : port
}
