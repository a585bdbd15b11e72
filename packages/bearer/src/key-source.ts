import { selectKeys } from './key-set.ts'
import type { KeyQuery, VerificationKey } from './key-set.ts'
import { LoadError } from './load-json.ts'
import { loadKeys } from './load-keys.ts'
import type { KeyLocation } from './load-keys.ts'
import { BearerOptionsError } from './options-error.ts'
import { parseProviderUrl } from './provider-url.ts'

export type { KeyQuery } from './key-set.ts'

/** What a key source answers. */
export type KeyLookup =
  /** The keys to try, at least one, seldom more: two of one `kid`, or a token without a `kid`. */
  | { readonly outcome: 'found'; readonly keys: readonly VerificationKey[] }
  /** The provider has no such key; the key ids that it has. */
  | { readonly outcome: 'unknown'; readonly known: readonly string[] }
  /** There are no keys to look in; the reason is safe to show. */
  | { readonly outcome: 'unavailable'; readonly reason: string }

/** Where a guard gets the keys for a token. */
export interface KeySource {
  /** Finds the keys for a token's header. Never rejects. */
  find(query: KeyQuery): Promise<KeyLookup>
}

/** Where a provider's keys are, and how to get them. Exactly one of the two URLs. */
export type KeySourceOptions = (
  | { readonly jwksUri: string; readonly metadataUrl?: never }
  | { readonly metadataUrl: string; readonly jwksUri?: never }
) & {
  /** Default: the global one. Another can bring its own proxy or certificate authority. */
  readonly fetch?: typeof fetch
  /** A clock in milliseconds that measures spans; its zero does not matter. Default: `performance.now`. */
  readonly now?: () => number
  /** Milliseconds for one request to the provider; default 5000. */
  readonly timeoutMs?: number
}

const minute = 60_000
/** Entra asks its callers to look for new keys hourly. */
const refreshAfter = 60 * minute
/** For so long the last good keys serve while the provider cannot be reached. */
const keepFor = 24 * 60 * minute
/** The least time between two refreshes for unknown keys, and between tries to renew keys that still serve. */
const politeAfter = 5 * minute
/** The least time between two tries when there are no keys at all. */
const retryAfter = 5_000

/**
 * Creates a source of one provider's keys. It loads them when first asked, refreshes them hourly in the
 * background (on demand, without a timer), keeps the last good ones for 24 hours while the provider is down, and
 * looks again for an unknown key id at most once in 5 minutes, whether that succeeds or not. Requests never
 * overlap, take at most 5 s each and at most 1 MB, and follow no redirect. Nothing in a token can make
 * it ask another URL: `jku` and `x5u` are not read.
 *
 * @throws BearerOptionsError for a URL that is not `https`, nor `http` on this machine
 */
export function createKeySource(options: KeySourceOptions): KeySource {
  const location = readLocation(options)
  const { now = () => performance.now(), timeoutMs = 5_000, fetch = globalThis.fetch } = options

  let held: { readonly keys: readonly VerificationKey[]; readonly since: number } | undefined
  let failure: { readonly reason: string; readonly at: number } | undefined
  let lookedAgainAt: number | undefined
  let running: Promise<void> | undefined

  /** Loads once, however many ask; never rejects. */
  function refresh(): Promise<void> {
    running ??= load().finally(() => {
      running = undefined
    })
    return running
  }

  async function load(): Promise<void> {
    try {
      held = { keys: await loadKeys(location, { fetch, timeoutMs }), since: now() }
      failure = undefined
    } catch (error) {
      const reason = error instanceof LoadError ? error.message : 'the keys could not be loaded'
      failure = { reason, at: now() }
    }
  }

  const isPast = (span: number, since: number | undefined): boolean =>
    since === undefined || now() - since >= span

  function current(): readonly VerificationKey[] | undefined {
    return held === undefined || isPast(keepFor, held.since) ? undefined : held.keys
  }

  async function find(query: KeyQuery): Promise<KeyLookup> {
    const before = current()
    if (before === undefined) {
      if (running !== undefined || isPast(retryAfter, failure?.at)) await refresh()
      return answer(current(), query, failure?.reason)
    }
    if (isPast(refreshAfter, held?.since) && isPast(politeAfter, failure?.at)) void refresh()
    const found = answer(before, query)
    return found.outcome === 'found' ? found : lookAgain(query, found)
  }

  async function lookAgain(query: KeyQuery, unknown: KeyLookup): Promise<KeyLookup> {
    if (running === undefined) {
      if (!isPast(politeAfter, lookedAgainAt) || !isPast(politeAfter, failure?.at)) return unknown
      lookedAgainAt = now()
    }
    await refresh()
    return answer(current(), query, failure?.reason)
  }

  return { find }
}

function answer(keys: readonly VerificationKey[] | undefined, query: KeyQuery, reason?: string): KeyLookup {
  if (keys === undefined) return { outcome: 'unavailable', reason: reason ?? 'the keys could not be loaded' }
  const found = selectKeys(keys, query)
  if (found.length > 0) return { outcome: 'found', keys: found }
  return { outcome: 'unknown', known: keys.map(({ kid }) => kid).filter((kid) => kid !== undefined) }
}

function readLocation({ jwksUri, metadataUrl }: KeySourceOptions): KeyLocation {
  if ((jwksUri === undefined) === (metadataUrl === undefined)) {
    throw new BearerOptionsError('A key source needs exactly one of jwksUri and metadataUrl.')
  }
  const url = parseProviderUrl(jwksUri ?? metadataUrl)
  if (url === undefined) {
    throw new BearerOptionsError(
      `The ${jwksUri === undefined ? 'metadataUrl' : 'jwksUri'} must be an https URL (http on this machine alone) without user name and password.`,
    )
  }
  return { kind: jwksUri === undefined ? 'metadata' : 'jwks', url }
}
