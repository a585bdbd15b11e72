import { json, type StepResult } from '../answer.ts'
import type { Exchange } from '../exchange.ts'
import type { Endpoint } from './endpoint.ts'
import { refuse } from '../refusals/refusal.ts'
import { describeSession } from '../sessions/describe-session.ts'
import { refuseUnrenewed } from '../sessions/refuse-session.ts'
import { tokenAge } from '../sessions/session.ts'
import type { LiveSession } from '../sessions/sessions.ts'
import { requireSession } from './require-session.ts'

/** A token younger than this is not renewed again: asking often costs the provider nothing. */
const youngMs = 10_000

const isYoung = ({ session }: LiveSession, { now, plan }: Exchange['gateway']): boolean =>
  tokenAge(session.tokens, now(), plan.sessions.renewBefore) === 'fresh' &&
  now() - session.tokens.issuedAt < youngMs

const renewSession = async (exchange: Exchange, live: LiveSession): Promise<StepResult> => {
  const { gateway } = exchange
  if (isYoung(live, gateway)) return json(describeSession(live, gateway))
  const outcome = await gateway.renewal.renew(live)
  if (outcome.renewed) return json(describeSession(outcome.live, gateway))
  if (outcome.because !== 'not-possible') return refuseUnrenewed(outcome)
  return refuse(
    'sign-in/provider-unreachable',
    'The sign-in could not be renewed now; the session goes on until its own end.',
    { retryAfter: 10, forLog: outcome.detail },
  )
}

/** `POST /.clearway/renew`: renews the sign-in without leaving the page, by the refresh token that the gateway holds. */
export const renew: Endpoint = {
  methods: ['POST'],
  answer: (exchange) => {
    const live = requireSession(exchange)
    return 'refused' in live ? live : renewSession(exchange, live)
  },
}
