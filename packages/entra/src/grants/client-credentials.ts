import { aadsts } from '../aadsts.ts'
import { parseClaims } from '../authorize/claims-request.ts'
import type { Application, Tenant } from '../directory/directory.ts'
import { findApplication, findResource } from '../directory/find.ts'
import { need } from '../request.ts'
import { applicationTokenClaims, rolesOf } from '../tokens/access-token.ts'
import { defaultSeconds, lifetimeOf } from '../tokens/lifetime.ts'
import { policySeconds } from '../tokens/lifetime-policy.ts'
import { signAccessToken } from '../tokens/sign.ts'
import { accessTokenMembers } from '../tokens/token-response.ts'
import type { GrantType, TokenRequest } from './grant.ts'

const suffix = '/.default'

/** The name of the API asked for: `<resource>/.default` as `scope`, or in version 1.0 `resource`. */
function askedResource({ parameters, place }: TokenRequest): string {
  if (place.version === '1.0') return need(parameters, 'resource')
  const scope = need(parameters, 'scope')
  if (scope.trim().includes(' ')) throw aadsts(70011, { scope })
  if (!scope.endsWith(suffix)) throw aadsts(1002012, { scope })
  return scope.slice(0, -suffix.length)
}

/** The tenant that the token is of: at `organizations` the client's own. Refuses with 9001023 `common`. */
function tenantOf({ address, client, emulator }: TokenRequest): Tenant {
  if (address.kind === 'tenant') return address.tenant
  const home = findApplication(emulator.directory, client.appId)?.home
  if (address.name === 'common' || home === undefined) throw aadsts(9001023)
  return home
}

/** Finds the API. Refuses with 500011, and with 501051 a client without a role at an API that demands one. */
function findApi({ client, emulator }: TokenRequest, tenant: Tenant, asked: string): Application {
  const resource = findResource(emulator.directory, tenant, asked)
  if (resource === undefined) {
    throw aadsts(500011, { resource: asked, tenant: tenant.displayName, scope: asked + suffix })
  }
  if (resource.appRoleAssignmentRequired === true && rolesOf(client, resource).length === 0) {
    throw aadsts(501051, { app: client.appId, name: client.displayName, resource: resource.appId })
  }
  return resource
}

/** `client_credentials`: a token for the client itself (RFC 6749, 4.4), for one API as a whole. */
export const clientCredentials: GrantType = (request) => ({
  kind: 'other',
  platform: 'web',
  pkce: false,
  async redeem(proof) {
    const { client, emulator, parameters, place } = request
    const tenant = tenantOf(request)
    const asked = askedResource(request)
    const resource = findApi(request, tenant, asked)
    const claims = parameters.get('claims')
    const seconds = policySeconds(resource, tenant) ?? defaultSeconds(emulator, place)
    const token = await signAccessToken(
      emulator.keys,
      resource,
      applicationTokenClaims({
        place,
        client,
        proof,
        resource,
        asked,
        tenant,
        claims: claims === undefined ? undefined : parseClaims(claims),
        lifetime: lifetimeOf(place, emulator.now(), seconds),
      }),
    )
    return {
      body: {
        token_type: 'Bearer',
        ...accessTokenMembers(place, emulator.now(), { asked, resource, seconds, token }),
      },
      event: { type: 'tokens-issued', grant: 'client_credentials', tenant: tenant.id, app: client.appId },
    }
  },
})
