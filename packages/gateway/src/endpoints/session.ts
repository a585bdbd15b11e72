import { json } from '../answer.ts'
import type { Endpoint } from './endpoint.ts'
import { describeSession } from '../sessions/describe-session.ts'
import { requireSession } from './require-session.ts'

/** `GET /.clearway/session`: who is signed in, and for how long. Asking does not count as using the session. */
export const session: Endpoint = {
  methods: ['GET', 'HEAD'],
  answer: (exchange) => {
    const live = requireSession(exchange)
    return 'refused' in live ? live : json(describeSession(live, exchange.gateway))
  },
}
