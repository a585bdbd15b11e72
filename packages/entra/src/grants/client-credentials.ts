import { aadsts } from '../aadsts.ts'
import { findResource } from '../directory/find.ts'
import { issuerAt } from '../place.ts'
import { need } from '../request.ts'
import { applicationTokenClaims } from '../tokens/access-token.ts'
import { lifetimeOf } from '../tokens/lifetime.ts'
import { signAccessToken } from '../tokens/sign.ts'
import type { GrantType } from './grant.ts'

const suffix = '/.default'

/** `client_credentials`: a token for the client itself (RFC 6749, 4.4), for one API as `<resource>/.default`. */
export const clientCredentials: GrantType = (request) => ({
  kind: 'other',
  platform: 'web',
  pkce: false,
  async redeem(proof) {
    const { address, client, emulator, parameters } = request
    if (address.kind === 'any') throw aadsts(9001023)
    const scope = need(parameters, 'scope')
    if (scope.trim().includes(' ')) throw aadsts(70011, { scope })
    if (!scope.endsWith(suffix)) throw aadsts(1002012, { scope })
    const name = scope.slice(0, -suffix.length)
    const { tenant } = address
    const resource = findResource(emulator.directory, tenant, name)
    if (resource === undefined) throw aadsts(500011, { resource: name, tenant: tenant.displayName })
    const seconds = emulator.accessTokenSeconds()
    const accessToken = await signAccessToken(
      emulator.keys,
      applicationTokenClaims({
        client,
        proof,
        resource,
        tenant,
        issuer: issuerAt(request.place, tenant.id),
        lifetime: lifetimeOf(emulator.now(), seconds),
      }),
    )
    return {
      body: { token_type: 'Bearer', expires_in: seconds, ext_expires_in: seconds, access_token: accessToken },
      event: { type: 'tokens-issued', grant: 'client_credentials', tenant: tenant.id, app: client.appId },
    }
  },
})
