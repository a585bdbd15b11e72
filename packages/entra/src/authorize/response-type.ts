import { aadsts } from '../aadsts.ts'
import type { Application } from '../directory/directory.ts'
import { need, type Parameters } from '../request.ts'

/** One thing that the authorization endpoint hands out. */
export type ResponseType = 'code' | 'id_token' | 'token'

/** The combinations that Entra answers, each in alphabetical order. */
const supported: ReadonlySet<string> = new Set([
  'code',
  'code id_token',
  'id_token',
  'id_token token',
  'token',
])

/** MSAL's encrypted authorize response: Entra may answer it with a code, and this one always does. */
const encrypted = 'id_token refresh_token token'

const inOrder = (responseType: string): string => [...new Set(responseType.split(' '))].sort().join(' ')

/** Whether a request is MSAL's for an encrypted response (its protocol mode EAR). */
const isEncrypted = (asked: string, parameters: Parameters): boolean =>
  asked === encrypted && parameters.has('ear_jwk')

/** Whether an authorization request is for tokens, which never go into a query string. */
export function wantsTokens(parameters: Parameters): boolean {
  if (isEncrypted(inOrder(parameters.get('response_type') ?? ''), parameters)) return false
  const types = parameters.get('response_type')?.split(' ') ?? []
  return types.includes('id_token') || types.includes('token')
}

/**
 * Reads what an authorization request is to be answered with (OAuth 2.0 Multiple Response Type Encoding Practices).
 * Refuses with 700054 an id token and with 700051 an access token that the application's manifest does not allow to
 * be handed out here, and with 70005 everything that Entra has no answer to.
 */
export function parseResponseType(
  parameters: Parameters,
  application: Application,
): ReadonlySet<ResponseType> {
  const asked = inOrder(need(parameters, 'response_type'))
  if (isEncrypted(asked, parameters)) return new Set(['code'])
  if (!supported.has(asked)) throw aadsts(70005, { type: asked })
  const types = new Set(asked.split(' ') as ResponseType[])
  const implicit = application.web?.implicitGrantSettings
  const idToken = implicit?.enableIdTokenIssuance ?? application.oauth2AllowIdTokenImplicitFlow
  const accessToken = implicit?.enableAccessTokenIssuance ?? application.oauth2AllowImplicitFlow
  if (types.has('id_token') && idToken !== true) throw aadsts(700054)
  if (types.has('token') && accessToken !== true) throw aadsts(700051)
  return types
}
