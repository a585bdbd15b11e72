import { Agent, fetch as undiciFetch } from 'undici'
import { loopbackLookup } from '../forwarding/loopback-lookup.ts'

/** How the gateway talks to the provider. */
export interface ProviderFetch {
  readonly fetch: typeof fetch
  /** Breaks off what is under way. */
  close(): Promise<void>
}

export const providerTimeoutMs = 10_000
const largestAnswer = 1_000_000

/**
 * A fetch that is bounded in time and size, and finds `*.localhost` as browsers do.
 *
 * @param certificateAuthority - PEM: alone trusted. Undefined: the public ones.
 */
export const createProviderFetch = (certificateAuthority: string | undefined): ProviderFetch => {
  const dispatcher = new Agent({
    connect: {
      lookup: loopbackLookup,
      timeout: 5_000,
      ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
    },
    headersTimeout: providerTimeoutMs,
    bodyTimeout: providerTimeoutMs,
    maxResponseSize: largestAnswer,
  })
  return {
    fetch: ((url: string, init: object) =>
      undiciFetch(url, { ...init, dispatcher })) as unknown as typeof fetch,
    close: () => dispatcher.destroy(),
  }
}
