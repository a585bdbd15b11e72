import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns'

type Callback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void

/**
 * Resolves host names as browsers do: `localhost` and every name below it is this machine (RFC 6761 6.3).
 *
 * Node asks the system's resolver, which knows no names below `localhost`.
 */
export const loopbackLookup = (host: string, options: LookupOptions, callback: Callback): void => {
  if (/(?:^|\.)localhost\.?$/i.test(host)) {
    const address = { address: '127.0.0.1', family: 4 }
    if (options.all) callback(null, [address])
    else callback(null, address.address, address.family)
    return
  }
  systemLookup(host, options, callback)
}
