import { inCidr, parseCidr, parseIpAddress, type Cidr } from '@clearway/rules/http'
import { isLoopbackHost } from '@clearway/rules/origins'

const privateNetworks: readonly Cidr[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
].flatMap((text) => parseCidr(text) ?? [])
const internalNames = /\.(?:local|internal|intranet|lan|corp|home|svc|cluster)$/i

/**
 * Tells whether a host can be reached only within a network, as far as its name shows: a name of one label,
 * a name below an internal-only domain, or an address of a private network. Loopback is another matter.
 *
 * @param host - As `URL.hostname` has it.
 */
export function isInternalHost(host: string): boolean {
  if (isLoopbackHost(host)) return false
  const address = host.replace(/^\[|\]$/g, '')
  if (parseIpAddress(address)) return privateNetworks.some((network) => inCidr(network, address))
  return !host.includes('.') || internalNames.test(host)
}
