import type { JWTPayload } from 'jose'
import { aadsts } from '../aadsts.ts'
import { decodeAssertion } from '../client-assertion.ts'
import type { Application } from '../directory/directory.ts'
import { isUserFlowIssuer } from '../place.ts'
import { need } from '../request.ts'
import { refreshTokenEnd } from '../tokens/refresh-token.ts'
import { verifyOwnToken } from '../tokens/verify-own-token.ts'
import type { GrantType, TokenRequest } from './grant.ts'
import { accountOf, checkUserGrant, issueToUser } from './user-grant.ts'
import { wantedScopes } from './wanted-scopes.ts'

/** The grant type's name: the general one for JWTs as grants (RFC 7523, 2.1). */
export const onBehalfOfType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** What an access token says of its user. */
interface UserAssertion {
  readonly tenantId: string
  readonly userId: string
  readonly sid: string
}

/** Whether an audience is an application: its id or, in version 1.0, one of its URIs. */
function isAudience({ appId, identifierUris = [] }: Application, audience: JWTPayload['aud']): boolean {
  if (typeof audience !== 'string') return false
  const bare = (uri: string): string => uri.replace(/\/$/, '')
  return (
    audience.toLowerCase() === appId.toLowerCase() ||
    identifierUris.some((uri) => bare(uri) === bare(audience))
  )
}

/**
 * Checks the access token with which the client was called. Refuses with 50027 what is no JWT, 500131 a token for
 * another API, 50013 one that this Entra did not sign or a B2C user flow issued, 240002 an id token, 7000114 one without
 * a user, and 500133 an expired one.
 */
async function checkAssertion(request: TokenRequest, assertion: string): Promise<UserAssertion> {
  const { address, client, emulator } = request
  const { aud } = decodeAssertion(assertion).claims
  // Before the signature: people send a token for Microsoft Graph, and this error tells them.
  if (!isAudience(client, aud)) throw aadsts(500131, { audience: String(aud), app: client.appId })
  const claims = await verifyOwnToken(emulator.keys, assertion)
  if (claims === undefined)
    throw aadsts(50013, { reason: 'The key was not found, or the signature is wrong' })
  // B2C is another issuer with another metadata document, although one server holds both.
  if (isUserFlowIssuer(claims.iss)) throw aadsts(50013, { reason: 'The issuer is that of a user flow' })
  const { exp = 0, oid, sid, tid } = claims
  if (claims['azp'] === undefined && claims['appid'] === undefined) throw aadsts(240002)
  if (typeof tid !== 'string' || typeof oid !== 'string' || typeof sid !== 'string') {
    throw aadsts(7000114, { app: client.appId })
  }
  if (address.kind === 'tenant' && address.tenant.id !== tid) {
    throw aadsts(50013, { reason: 'The issuer is of another tenant' })
  }
  if (emulator.now() >= exp * 1000) {
    const [now, until] = [new Date(emulator.now()).toISOString(), new Date(exp * 1000).toISOString()]
    throw aadsts(500133, { now, until })
  }
  return { tenantId: tid, userId: oid, sid }
}

/**
 * On behalf of: an API that was called with a user's access token gets one for the next API (RFC 7523, 2.1, with
 * `requested_token_use`).
 */
export const onBehalfOf: GrantType = (request) => {
  const { emulator, parameters, place } = request
  const assertion = need(parameters, 'assertion')
  const use = need(parameters, 'requested_token_use')
  return {
    kind: 'other',
    platform: 'web',
    pkce: false,
    async redeem(proof) {
      // Azure AD B2C has no such flow: nobody went through the user flow of this address.
      if (use !== 'on_behalf_of' || place.policy !== undefined) throw aadsts(70003, { grant: onBehalfOfType })
      const { sid, tenantId, userId } = await checkAssertion(request, assertion)
      const scopes = wantedScopes(request)
      const grant = checkUserGrant(request, {
        account: accountOf(request, tenantId, userId),
        platform: 'web',
        proof,
        sid,
        nonce: undefined,
        scopes,
        refreshUntil: scopes.openId.has('offline_access')
          ? refreshTokenEnd(emulator.now(), 'web')
          : undefined,
      })
      return issueToUser(request, 'on_behalf_of', grant)
    },
  }
}
