import { aadsts } from '../aadsts.ts'
import { deviceCodeSeconds } from '../device-codes.ts'
import { need } from '../request.ts'
import { parseScopes } from '../scopes.ts'
import { refreshTokenEnd } from '../tokens/refresh-token.ts'
import { type GrantType, platformWithoutRedirect } from './grant.ts'
import { accountOf, checkUserGrant, issueToUser } from './user-grant.ts'

/** The grant type's name (RFC 8628, 3.4); MSAL says `device_code`, version 1.0 calls the parameter `code`. */
export const deviceCodeType = 'urn:ietf:params:oauth:grant-type:device_code'

/**
 * Device code: tokens for a device that cannot show a sign-in page, once somebody approved elsewhere (RFC 8628).
 * Refuses with 70016 until then, with 70018 a code of nobody's, 70020 after fifteen minutes, 65004 once declined, and
 * 700005 at another tenant than the person's.
 */
export const deviceCode: GrantType = (request) => {
  const { address, client, emulator, parameters, place } = request
  const presented =
    parameters.get('device_code') ?? (place.version === '1.0' ? parameters.get('code') : undefined)
  const authorization = emulator.deviceCodes.findByDevice(presented ?? need(parameters, 'device_code'))
  const platform = platformWithoutRedirect(client)
  return {
    kind: 'other',
    platform,
    pkce: false,
    async redeem(proof) {
      // Azure AD B2C has no such flow: nobody went through the user flow of this address.
      if (place.policy !== undefined) throw aadsts(70003, { grant: 'device_code' })
      if (authorization === undefined || authorization.appId !== client.appId) throw aadsts(70018)
      const { claims, issuedAt, outcome, scope } = authorization
      if (emulator.now() >= issuedAt + deviceCodeSeconds * 1000) throw aadsts(70020)
      if (outcome === 'redeemed') throw aadsts(54005)
      if (outcome === 'declined') throw aadsts(65004)
      if (outcome === 'pending') throw aadsts(70016)
      if (address.kind === 'tenant' && address.tenant.id !== outcome.tenantId) throw aadsts(700005)
      const scopes = parseScopes(scope)
      const grant = checkUserGrant(request, {
        account: accountOf(request, outcome.tenantId, outcome.userId),
        platform,
        proof,
        sid: outcome.sid,
        authTime: outcome.authTime,
        nonce: undefined,
        claims,
        scopes,
        refreshUntil: scopes.openId.has('offline_access')
          ? refreshTokenEnd(emulator.now(), platform)
          : undefined,
      })
      authorization.outcome = 'redeemed'
      return issueToUser(request, 'device_code', grant)
    },
  }
}
