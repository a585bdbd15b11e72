import type { JWTPayload } from 'jose'
import { type Answer, redirect } from '../answer.ts'
import { needTenant } from '../authorize/identify-client.ts'
import { findUser, isCalled } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import { tellByBackChannel } from '../logout/back-channel.ts'
import { endedSessions } from '../logout/ended-sessions.ts'
import { logoutFrames } from '../logout/front-channel.ts'
import { nextStop } from '../logout/next-stop.ts'
import { signedOutPage } from '../pages/signed-out-page.ts'
import { emitRefusal, refusalOf } from '../refusal.ts'
import { errorPage } from '../render-error.ts'
import { type EntraRequest, type Parameters, parametersOf } from '../request.ts'
import type { SignedInAccount } from '../sessions.ts'
import { verifyOwnToken } from '../tokens/verify-own-token.ts'

/** The sign-ins that a request is about: those that its hints name, or undefined for all. */
function hintedSessions(
  { directory }: Emulator,
  accounts: readonly SignedInAccount[],
  parameters: Parameters,
  hint: JWTPayload | undefined,
): ReadonlySet<string> | undefined {
  const name = parameters.get('logout_hint')
  const isNamed = ({ sid, tenantId, userId }: SignedInAccount): boolean => {
    if (name === undefined) return sid === hint?.['sid']
    const tenant = directory.tenants.find(({ id }) => id === tenantId)
    const user = tenant && findUser(tenant, userId)
    return sid === name || (user !== undefined && isCalled(user, name))
  }
  const sids = accounts.filter(isNamed).map(({ sid }) => sid)
  return sids.length === 0 ? undefined : new Set(sids)
}

/**
 * Ends single sign-on of this browser (OpenID Connect RP-Initiated Logout 1.0, 2), with all its accounts or with the
 * one that `logout_hint` or `id_token_hint` names, and tells the applications that they signed in to. Tokens stay
 * valid until their own end.
 */
export async function endSession(emulator: Emulator, request: EntraRequest): Promise<Answer> {
  const { sessions } = emulator
  const { cookie: cookies } = request.headers
  try {
    needTenant(emulator.directory, request.place.tenant)
    emulator.faults.refuse({ endpoint: 'end-session' })
    const parameters = parametersOf(request.method === 'POST' ? request.form : request.query)
    const hintToken = parameters.get('id_token_hint')
    const hint = hintToken === undefined ? undefined : await verifyOwnToken(emulator.keys, hintToken)
    const before = sessions.accounts(cookies)
    const { accounts, cookie } = sessions.signOut(cookies, hintedSessions(emulator, before, parameters, hint))
    emulator.emit({ type: 'signed-out', users: accounts.map(({ userId }) => userId) })
    const ended = endedSessions(emulator.directory, accounts)
    await tellByBackChannel(emulator, ended)
    const hintedApp = typeof hint?.aud === 'string' ? hint.aud : undefined
    const next = nextStop(emulator, parameters, hintedApp, accounts)
    const frames = logoutFrames(ended)
    const headers = { 'set-cookie': cookie }
    const goesStraight = next !== undefined && frames.length === 0
    return goesStraight ? redirect(next, headers) : signedOutPage(frames, next, headers)
  } catch (error) {
    const refusal = refusalOf(error, request.place)
    emitRefusal(emulator, 'end-session', refusal)
    return errorPage(refusal, request, emulator.now())
  }
}
