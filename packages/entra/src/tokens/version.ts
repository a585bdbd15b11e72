import type { Application } from '../directory/directory.ts'
import type { Place, Version } from '../place.ts'

/** Whose claims a token has: those of either version of Entra, or those of a B2C user flow. */
export type TokenShape = Version | 'b2c'

/** The version of an API's access tokens: its manifest decides, not the address where they are asked for. */
function accessTokenVersion({ api, accessTokenAcceptedVersion }: Application): Version {
  return (api?.requestedAccessTokenVersion ?? accessTokenAcceptedVersion) === 2 ? '2.0' : '1.0'
}

/** The shape of an API's access tokens. */
export function accessTokenShape(place: Place, resource: Application): TokenShape {
  return place.policy === undefined ? accessTokenVersion(resource) : 'b2c'
}

/** The shape of id tokens: the address decides. */
export function idTokenShape({ policy, version }: Place): TokenShape {
  return policy === undefined ? version : 'b2c'
}

/**
 * The tenant as B2C's tokens tell of it: those of user flows do not; those of custom policies do, as the policies that
 * people start from have it.
 */
export const tenantClaimOfPolicy = (policy: string, tenantId: string): { readonly tid?: string } =>
  /^b2c_1a_/i.test(policy) ? { tid: tenantId } : {}
