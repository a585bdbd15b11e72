import { randomUUID } from 'node:crypto'
import { lookup } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { SignJWT } from 'jose'
import { isLoopback } from '../directory/redirect-uris.ts'
import type { Emulator } from '../emulator.ts'
import type { EntraKeys } from '../keys.ts'
import type { EndedSession } from './ended-sessions.ts'

type Outcome = 'accepted' | 'refused' | 'unreachable'

/** The milliseconds in which an application has to answer. */
const patience = 3000

/** A logout token (OpenID Connect Back-Channel Logout 1.0, 2.4). It names the session; the user has no need to be. */
function logoutToken(
  keys: EntraKeys,
  { application, issuer, sid }: EndedSession,
  now: number,
): Promise<string> {
  const { kid, privateKey } = keys.signing
  const seconds = Math.floor(now / 1000)
  const claims = {
    iss: issuer,
    aud: application.appId,
    iat: seconds,
    exp: seconds + 120,
    jti: randomUUID(),
    sid,
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  }
  return new SignJWT(claims).setProtectedHeader({ typ: 'logout+jwt', alg: 'RS256', kid }).sign(privateKey)
}

/** Posts a form to an application on this machine, following no redirect. */
function post(url: URL, form: URLSearchParams): Promise<Outcome> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve) => {
    const request = send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      signal: AbortSignal.timeout(patience),
      // Node resolves names below localhost by DNS, which could lead anywhere.
      lookup: (_, options, callback) => lookup('localhost', options, callback),
    })
    request.on('response', (response) => {
      resolve(response.statusCode === 200 || response.statusCode === 204 ? 'accepted' : 'refused')
      response.destroy()
    })
    request.on('error', () => resolve('unreachable'))
    request.end(form.toString())
  })
}

/**
 * Tells the applications that have a `backChannelLogoutUri` on this machine of the sign-out (OpenID Connect
 * Back-Channel Logout 1.0, 2.5), all at once, for three seconds at most. What comes of it is an event; nothing fails.
 */
export async function tellByBackChannel(
  emulator: Emulator,
  sessions: readonly EndedSession[],
): Promise<void> {
  const telling = sessions.map(async (session) => {
    const uri = session.application.backChannelLogoutUri
    if (uri === undefined) return
    const url = URL.canParse(uri) ? new URL(uri) : undefined
    const isHere = url !== undefined && /^https?:$/.test(url.protocol) && isLoopback(url.hostname)
    const token = await logoutToken(emulator.keys, session, emulator.now())
    const outcome = isHere ? await post(url, new URLSearchParams({ logout_token: token })) : 'unreachable'
    emulator.emit({ type: 'back-channel-logout', app: session.application.appId, outcome })
  })
  await Promise.all(telling)
}
