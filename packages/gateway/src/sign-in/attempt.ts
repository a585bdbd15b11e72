import { timingSafeEqual } from 'node:crypto'
import { createRandomId, digestOf, isRandomId } from '../sessions/random-id.ts'
import type { Sealer } from '../sessions/seal.ts'

/** One sign-in under way. It travels sealed in the `state` parameter; the gateway stores nothing for it. */
export interface Attempt {
  readonly id: string
  readonly application: string
  /** The external origin whose callback awaits the answer. */
  readonly origin: string
  readonly returnTo: string
  readonly nonce: string
  readonly verifier: string
  /** Digest of the browser cookie that began it. */
  readonly browser: string
  /** Milliseconds. */
  readonly begunAt: number
}

/** What a callback's `state` turns out to be. */
export type OpenedAttempt =
  | { readonly valid: true; readonly attempt: Attempt }
  | { readonly valid: false; readonly because: 'foreign' | 'other-browser'; readonly attempt?: undefined }
  /** With the attempt when it is this browser's. */
  | { readonly valid: false; readonly because: 'expired'; readonly attempt: Attempt | undefined }

/** How long people may take at the provider. */
export const attemptLifetime = 3_600_000

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** A value for the browser cookie: what the browser has when it looks like ours, else a new one. */
export const browserValueOf = (candidates: readonly string[]): string =>
  candidates.find(isRandomId) ?? createRandomId()

/** Begins an attempt, bound to a browser. */
export const beginAttempt = (
  where: Pick<Attempt, 'application' | 'origin' | 'returnTo'>,
  browser: string,
  now: number,
): Attempt => ({
  id: createRandomId(),
  ...where,
  nonce: createRandomId(),
  verifier: createRandomId(),
  browser: digestOf(browser),
  begunAt: now,
})

const context = 'attempt'

/** An attempt as the `state` parameter carries it. */
export const sealAttempt = (sealer: Sealer, attempt: Attempt): string =>
  sealer.seal(JSON.stringify(attempt), context).toString('base64url')

const longestState = 8_192

/**
 * Opens a `state` parameter: ours, of this origin and browser, and young enough.
 *
 * Does not check that it is used for the first time: see `Store.useOnce`.
 *
 * @param browsers - Every value that the request has for the browser cookie.
 */
export const openAttempt = (
  sealer: Sealer,
  state: string,
  here: { readonly origin: string; readonly browsers: readonly string[]; readonly now: number },
): OpenedAttempt => {
  const plain =
    state.length <= longestState && /^[\w-]+$/.test(state)
      ? sealer.open(Buffer.from(state, 'base64url'), context)
      : undefined
  if (plain === undefined) return { valid: false, because: 'foreign' }
  const attempt = JSON.parse(plain) as Attempt
  if (attempt.origin !== here.origin) return { valid: false, because: 'foreign' }
  const isTheirs = here.browsers.some((value) => same(digestOf(value), attempt.browser))
  if (here.now - attempt.begunAt >= attemptLifetime)
    return { valid: false, because: 'expired', attempt: isTheirs ? attempt : undefined }
  return isTheirs ? { valid: true, attempt } : { valid: false, because: 'other-browser' }
}
