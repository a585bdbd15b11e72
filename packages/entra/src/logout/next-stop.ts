import { withQuery } from '../answer.ts'
import { findApplication } from '../directory/find.ts'
import { platformOf } from '../directory/redirect-uris.ts'
import type { Emulator } from '../emulator.ts'
import type { Parameters } from '../request.ts'
import type { SignedInAccount } from '../sessions.ts'

/** The applications that may say where to go: the one that the request names, else all that the sign-in was for. */
function askers(
  parameters: Parameters,
  hintedApp: string | undefined,
  accounts: readonly SignedInAccount[],
): string[] {
  const clientId = parameters.has('id_token_hint') ? hintedApp : parameters.get('client_id')
  if (clientId !== undefined) return [clientId]
  if (parameters.has('id_token_hint')) return []
  return accounts.flatMap(({ clients }) => clients.map(({ appId }) => appId))
}

/**
 * Where to go after sign-out (OpenID Connect RP-Initiated Logout 1.0, 3): only to a redirect URI of the application
 * that asks, else nowhere. Microsoft's libraries often do not say who asks; then an application counts that got
 * something for the sign-in.
 * @param hintedApp the application that the id token given as a hint was for
 */
export function nextStop(
  { directory }: Emulator,
  parameters: Parameters,
  hintedApp: string | undefined,
  accounts: readonly SignedInAccount[],
): string | undefined {
  const uri = parameters.get('post_logout_redirect_uri')
  if (uri === undefined) return undefined
  const isRegistered = askers(parameters, hintedApp, accounts).some((appId) => {
    const found = findApplication(directory, appId)
    return found !== undefined && platformOf(found.application, uri) !== undefined
  })
  if (!isRegistered) return undefined
  const state = parameters.get('state')
  return state === undefined ? uri : withQuery(uri, new URLSearchParams({ state }))
}
