import { compactVerify, createLocalJWKSet, decodeJwt } from 'jose'
import { AadstsError } from '../aadsts.ts'
import { type Answer, redirect, shownPage, withQuery } from '../answer.ts'
import { needTenant } from '../authorize/identify-client.ts'
import { findApplication } from '../directory/find.ts'
import { platformOf } from '../directory/redirect-uris.ts'
import type { Emulator } from '../emulator.ts'
import { pageStyle } from '../page-style.ts'
import { errorPage } from '../render-error.ts'
import { type EntraRequest, type Parameters, parametersOf } from '../request.ts'

/** The client that an id token of ours was issued to, however old it is. */
async function clientOfHint(emulator: Emulator, hint: string): Promise<string | undefined> {
  try {
    await compactVerify(hint, createLocalJWKSet({ keys: [...emulator.keys.published] }))
    const { aud } = decodeJwt(hint)
    return typeof aud === 'string' ? aud : undefined
  } catch {
    return undefined
  }
}

/** Where to go afterwards: only to a redirect URI of the application that asks, else nowhere. */
async function nextStop(emulator: Emulator, parameters: Parameters): Promise<string | undefined> {
  const uri = parameters.get('post_logout_redirect_uri')
  if (uri === undefined) return undefined
  const hint = parameters.get('id_token_hint')
  const clientId = hint === undefined ? parameters.get('client_id') : await clientOfHint(emulator, hint)
  const found = clientId === undefined ? undefined : findApplication(emulator.directory, clientId)
  if (found === undefined || platformOf(found.application, uri) === undefined) return undefined
  const state = parameters.get('state')
  if (state === undefined) return uri
  return withQuery(uri, new URLSearchParams({ state }))
}

const signedOutPage = {
  title: 'Signed out',
  body: `<main><h1>You signed out of your account</h1>
<p class="quiet">It’s a good idea to close all browser windows.</p></main>`,
  style: pageStyle,
}

/**
 * Ends single sign-on of this browser, with all its accounts (OpenID Connect RP-Initiated Logout, 2). Tokens stay
 * valid until their own end, and other applications are not told.
 */
export async function endSession(emulator: Emulator, request: EntraRequest): Promise<Answer> {
  try {
    needTenant(emulator.directory, request.place.tenant)
    const parameters = parametersOf(request.method === 'POST' ? request.form : request.query)
    const next = await nextStop(emulator, parameters)
    const users = emulator.sessions.accounts(request.headers.cookie).map(({ userId }) => userId)
    const headers = { 'set-cookie': emulator.sessions.signOut(request.headers.cookie) }
    emulator.emit({ type: 'signed-out', users })
    return next === undefined ? shownPage(200, signedOutPage, headers) : redirect(next, headers)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    emulator.emit({ type: 'refused', endpoint: 'end-session', code: error.code })
    return errorPage(error, request, emulator.now())
  }
}
