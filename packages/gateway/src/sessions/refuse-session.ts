import { refuse, type Refusal } from '../refusals/refusal.ts'
import type { Found } from './sessions.ts'

/** The refusal for a request without a live session. */
export const refuseSession = (
  found: Exclude<Found, { state: 'live' }> | { readonly state: 'absent' },
): Refusal => {
  switch (found.state) {
    case 'ended':
      return refuse(
        'session/expired',
        found.because === 'idle'
          ? 'The session ended because it was not used.'
          : 'The session has reached the end of its lifetime.',
      )
    case 'unknown':
      return refuse('session/expired', 'The session that this cookie belonged to has ended.')
    case 'absent':
      return refuse('session/missing', 'Nobody is signed in here.')
  }
}

/** The refusal when the store fails: not 401, which would send everybody to the provider and back in a circle. */
export const storeDown = (error: unknown): Refusal =>
  refuse('session/store-unavailable', 'Sessions cannot be read or written at the moment.', {
    retryAfter: 5,
    forLog: error instanceof Error ? error.message : 'unknown error',
  })

/** The refusal when the provider does not renew a sign-in. */
export const renewalRefused = (detail: string): Refusal =>
  refuse('session/renewal-refused', 'The sign-in provider did not renew this sign-in.', { forLog: detail })
