import { headerOf } from './graceful.ts'
import { bytesAsMeant, formPost, type AttackedRequest } from './attacked-request.ts'
import { authorizeParameters } from './requests/at-sign-in.ts'
import type { Issued } from './requests/issued.ts'
import { v2 } from './requests/paths.ts'
import { ada, native, redirectUri, secret, verifier, web, type Target } from './target.ts'

const scope = 'openid profile offline_access api://attacked/Read'

/** The sign-in form as Ada's browser sends it for the web application. */
export function signInRequest(more: Readonly<Record<string, string>> = {}): AttackedRequest {
  const { client_id, code_challenge, code_challenge_method, redirect_uri, response_type } =
    authorizeParameters
  const asked = {
    client_id,
    code_challenge,
    code_challenge_method,
    redirect_uri,
    response_type,
    scope,
    ...more,
  }
  const request = new URLSearchParams(asked).toString()
  return formPost(`${v2}/login`, { request, user: ada.id }, 302)
}

/** A code for the web application. */
export async function issueCode(target: Target): Promise<string> {
  const answer = await target.send(bytesAsMeant(signInRequest()))
  const code = /[?&]code=([^&]+)/.exec(headerOf(answer, 'location') ?? '')?.[1]
  if (code === undefined) throw new Error(`signing in failed: ${answer.status} ${answer.body}`)
  return code
}

async function members(
  target: Target,
  path: string,
  fields: Record<string, string>,
): Promise<Record<string, string>> {
  return JSON.parse((await target.send(bytesAsMeant(formPost(path, fields)))).body) as Record<string, string>
}

/** Tokens and codes that requests can present. */
export async function issue(target: Target): Promise<Issued> {
  const redeem = {
    client_id: web.appId,
    client_secret: secret,
    grant_type: 'authorization_code',
    code: await issueCode(target),
    redirect_uri: redirectUri,
    code_verifier: verifier,
  }
  const tokens = await members(target, `${v2}/token`, redeem)
  const signedIn = await target.send(bytesAsMeant(signInRequest()))
  const device = await members(target, `${v2}/devicecode`, { client_id: native.appId, scope })
  return {
    code: await issueCode(target),
    refreshToken: tokens['refresh_token'] ?? '',
    accessToken: tokens['access_token'] ?? '',
    deviceCode: device['device_code'] ?? '',
    userCode: device['user_code'] ?? '',
    cookie: (headerOf(signedIn, 'set-cookie') ?? '').split(';', 1)[0] ?? '',
  }
}
