import { readBearer, type BearerGuard, type BearerResult } from '@clearway/bearer'
import type { Exchange, Step } from '../exchange.ts'
import { refuse, type Refusal } from '../refusals/refusal.ts'
import { findSession } from '../sessions/find-session.ts'
import { refuseSession, refuseUnrenewed } from '../sessions/refuse-session.ts'
import { tokenAge } from '../sessions/session.ts'
import type { LiveSession } from '../sessions/sessions.ts'
import { isFault, refuseForFault, type ProviderFault } from '../sign-in/provider-fault.ts'

/** Nothing, or why the caller may not go on; at once where nobody has to be asked. */
type Identified = undefined | Refusal | Promise<undefined | Refusal>

const asSession = (exchange: Exchange, live: LiveSession): undefined => {
  exchange.caller = { by: 'session', claims: live.session.claims }
}

/** Renews the token when it is due. Only an expired one keeps the request waiting. */
const withFreshToken = (exchange: Exchange, live: LiveSession): undefined | Promise<undefined | Refusal> => {
  const { gateway } = exchange
  const { tokens } = live.session
  const age = tokenAge(tokens, gateway.now(), gateway.plan.sessions.renewBefore)
  if (age === 'fresh' || tokens.refresh === undefined) return asSession(exchange, live)
  const renewal = gateway.renewal.renew(live)
  if (age === 'due') {
    renewal.catch((error: unknown) => gateway.log.error({ err: error }, 'a renewal failed'))
    return asSession(exchange, live)
  }
  return renewal.then(
    (outcome) => refuseUnrenewed(outcome) ?? asSession(exchange, outcome.renewed ? outcome.live : live),
  )
}

const bySession = (exchange: Exchange): Identified => {
  const found = findSession(exchange, true)
  return found.state === 'live' ? withFreshToken(exchange, found.live) : refuseSession(found)
}

const takeBearer = (exchange: Exchange, result: BearerResult): undefined | Refusal => {
  if (result.ok) {
    exchange.caller = { by: 'bearer', claims: result.claims }
    return undefined
  }
  const [first] = result.problems
  const detail = result.problems.map((problem) => problem.detail).join(' ')
  return refuse(first?.code ?? 'token/malformed', detail, {
    challenge: result.wwwAuthenticate,
    ...(result.status === 503 && { retryAfter: 10 }),
  })
}

const judge = (exchange: Exchange, token: string, guard: BearerGuard | ProviderFault): Identified => {
  if (isFault(guard)) {
    const { detail } = refuseForFault(guard)
    return refuse('token/keys-unavailable', detail, { retryAfter: 10, forLog: guard.detail })
  }
  const result = guard.verify(token)
  return result instanceof Promise
    ? result.then((settled) => takeBearer(exchange, settled))
    : takeBearer(exchange, result)
}

const byBearer = (exchange: Exchange, token: string): Identified => {
  const guard = exchange.gateway.guardOf(exchange.segment)
  return guard instanceof Promise
    ? guard.then((made) => judge(exchange, token, made))
    : judge(exchange, token, guard)
}

/** A bearer token means bearer semantics: it is judged, or refused, and the cookie is not looked at. */
const bearerOf = (exchange: Exchange): string | undefined | Refusal => {
  const read = readBearer(exchange.request.headers.authorization)
  if (read === undefined) return undefined
  const { segment } = exchange
  if (!segment.bearer) {
    if (!segment.acceptsSession) return undefined
    return refuse('token/not-accepted', 'This address is for signed-in browsers; it takes no bearer token.', {
      challenge: 'Bearer error="invalid_token", error_description="no bearer token is accepted here"',
    })
  }
  if (typeof read === 'string') return read
  return refuse(read.code, read.detail, {
    challenge: 'Bearer error="invalid_token", error_description="the token is malformed"',
  })
}

/** Finds out who calls: by bearer token, by session, or nobody where the segment accepts anyone. */
export const identify: Step = (exchange) => {
  const { segment } = exchange
  if (exchange.kind.kind === 'preflight') return undefined
  const bearer = bearerOf(exchange)
  if (typeof bearer === 'string') return byBearer(exchange, bearer)
  if (bearer) return bearer
  if (segment.acceptsSession) {
    const refused = bySession(exchange)
    return segment.acceptsAnyone ? allowingAnyone(refused) : refused
  }
  if (segment.acceptsAnyone) return undefined
  return refuse('token/missing', 'This address takes calls with a bearer token only.', {
    challenge: 'Bearer',
  })
}

/** Where anyone may call, having no session is no reason to refuse; a broken store still is. */
const allowingAnyone = (refused: Identified): Identified => {
  if (refused instanceof Promise) return refused.then(allowingAnyone)
  return refused?.status === 401 ? undefined : refused
}
