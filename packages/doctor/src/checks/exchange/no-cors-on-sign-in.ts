import { signInPlace } from './sign-in-place.ts'
import { citeAbsence, citeRequest, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, calledEntry, statusOf } from './entries.ts'

/** A page that calls the provider's sign-in page by fetch or XMLHttpRequest. */
export const noCorsOnSignIn = defineCause({
  name: 'calls to the provider’s sign-in page',
  codes: ['idp/no-cors-on-sign-in'],
  of: ['kept-back', 'not-told', 'no-answer'],
  look: (exchange) => {
    const called = calledEntry(exchange)
    const place = signInPlace(called.request.url)
    if (!place?.ofProvider) return undefined
    const lacking =
      statusOf(called) !== undefined && answerHeader(called, 'access-control-allow-origin') === undefined
    return {
      code: 'idp/no-cors-on-sign-in',
      summary:
        `${whoCalledWhat(exchange)}, the sign-in page of ${place.owner}, in the background. ` +
        'A sign-in page is for the top-level window: it has no CORS, and the provider will not add it.',
      evidence: [
        citeRequest(called),
        ...citeStatus(called),
        ...(lacking ? [citeAbsence(called, 'access-control-allow-origin')] : []),
      ],
    }
  },
})
