import type { Endpoint } from './endpoint.ts'
import { refuse } from '../refusals/refusal.ts'
import { startUrl } from '../routing/start-url.ts'
import { beginSignIn } from '../sign-in/begin-sign-in.ts'
import { checkReturnTo } from '../sign-in/return-to.ts'

/**
 * `GET /.clearway/sign-in?returnTo=…`: signs in and leads back.
 *
 * For navigations alone: a background call is told so, and nothing is begun. Of the query only `returnTo`,
 * `application` and `account=other` (which lets people pick another account) are read; a link from elsewhere
 * chooses nothing else about the sign-in.
 */
export const signIn: Endpoint = {
  methods: ['GET'],
  answer: (exchange) => {
    const { kind, query, segment } = exchange
    if (kind.kind !== 'navigation') {
      return refuse(
        'session/missing',
        'Signing in needs a navigation of the whole window; this is a background call.',
      )
    }
    const start = startUrl(segment.external)
    const parameters = new URLSearchParams(query)
    const wanted = parameters.get('returnTo')
    const returnTo = wanted === null ? start : checkReturnTo(wanted, start, segment.application)
    if (returnTo === undefined) {
      return refuse(
        'sign-in/return-not-allowed',
        'The address to return to after signing in is not one of this application.',
      )
    }
    const other = parameters.get('account') === 'other'
    return beginSignIn(exchange, { returnTo, prompt: other ? 'select_account' : undefined })
  },
}
