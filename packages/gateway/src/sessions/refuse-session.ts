import { refuse, type Refusal } from '../refusals/refusal.ts'
import type { FoundByCookies } from './find-session.ts'
import type { RenewalOutcome } from './renewal.ts'
import type { Ended } from './session.ts'
import type { StoreError } from './store-error.ts'

const refuseEnded = (because: Ended): Refusal => {
  switch (because) {
    case 'idle':
      return refuse('session/expired', 'The session ended because it was not used.')
    case 'lifetime':
      return refuse('session/expired', 'The session has reached the end of its lifetime.')
    case 'refused':
      return refuse('session/renewal-refused', 'The sign-in provider did not renew this sign-in.')
  }
}

/** The refusal for a request without a live session. */
export const refuseSession = (found: Exclude<FoundByCookies, { state: 'live' }>): Refusal => {
  switch (found.state) {
    case 'ended':
      return refuseEnded(found.because)
    case 'unknown':
      return refuse('session/expired', 'The session that this cookie belonged to has ended.')
    case 'absent':
      return refuse('session/missing', 'Nobody is signed in here.')
  }
}

/** The refusal when the store fails: not 401, which would send everybody to the provider and back in a circle. */
export const refuseForStore = (error: StoreError): Refusal =>
  refuse('session/store-unavailable', 'Sessions cannot be read or written at the moment.', {
    retryAfter: 5,
    forLog: error.message,
  })

/** The refusal when a renewal ends the session; undefined while the session goes on. */
export const refuseUnrenewed = (outcome: RenewalOutcome): Refusal | undefined => {
  if (outcome.renewed || outcome.because === 'not-possible') return undefined
  return refuseSession(
    outcome.because === 'refused' ? { state: 'ended', because: 'refused' } : { state: 'unknown' },
  )
}
