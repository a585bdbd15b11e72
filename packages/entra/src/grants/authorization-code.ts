import { createHash, timingSafeEqual } from 'node:crypto'
import { aadsts } from '../aadsts.ts'
import { type AuthorizationCode, codeSeconds } from '../authorize/authorization-code.ts'
import { platformOf } from '../directory/redirect-uris.ts'
import { need } from '../request.ts'
import { refreshTokenEnd } from '../tokens/refresh-token.ts'
import type { GrantType, TokenRequest } from './grant.ts'
import { checkIssuedHere, timesOf } from './issued-grant.ts'
import { accountOf, checkUserGrant, issueToUser } from './user-grant.ts'
import { wantedScopes } from './wanted-scopes.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether a code verifier fits (RFC 7636, 4.6). One without a challenge does not: that is a downgrade. */
function fits(challenge: AuthorizationCode['challenge'], verifier: string | undefined): boolean {
  if (challenge === undefined || verifier === undefined)
    return challenge === undefined && verifier === undefined
  const presented = challenge.method === 'S256' ? digest(verifier).toString('base64url') : verifier
  return timingSafeEqual(digest(presented), digest(challenge.value))
}

/** Everything that can be wrong with a code that exists, in Entra's order. */
function checkCode(request: TokenRequest, code: AuthorizationCode, redirectUri: string): void {
  const { address, client, emulator, parameters } = request
  checkIssuedHere(request, code)
  if (address.kind === 'tenant' && address.tenant.id !== code.tenantId) throw aadsts(700005)
  if (redirectUri !== code.redirectUri) {
    throw platformOf(client, redirectUri) === undefined
      ? aadsts(50011, { uri: redirectUri, app: client.appId })
      : aadsts(500112, { uri: redirectUri, expected: code.redirectUri, app: client.appId })
  }
  if (code.redeemed) throw aadsts(54005)
  const issuedAt = Math.floor(code.issuedAt / 1000)
  if (emulator.now() >= code.issuedAt + codeSeconds * 1000) {
    throw aadsts(70008, timesOf(emulator.now(), issuedAt, issuedAt + codeSeconds))
  }
  const verifier = parameters.get('code_verifier')
  if (!fits(code.challenge, verifier))
    throw aadsts(501481, verifier === undefined ? {} : { verifier: 'given' })
}

/** `authorization_code`: a code for tokens, once, within ten minutes (RFC 6749, 4.1.3; RFC 7636). */
export const authorizationCode: GrantType = (request) => {
  const { client, emulator, parameters, place } = request
  const code = emulator.codes.get(need(parameters, 'code'))
  const redirectUri = need(parameters, 'redirect_uri')
  return {
    kind: 'authorization_code',
    platform: code?.platform ?? platformOf(client, redirectUri),
    pkce: code === undefined || code.challenge !== undefined,
    async redeem(proof) {
      if (code === undefined) throw aadsts(9002313)
      checkCode(request, code, redirectUri)
      const { authTime, claims, nonce, platform, sid } = code
      const scopes = wantedScopes(request, code.scope)
      const wantsRefresh = scopes.openId.has('offline_access') || place.version === '1.0'
      const grant = checkUserGrant(request, {
        account: accountOf(request, code.tenantId, code.userId),
        platform,
        proof,
        sid,
        authTime,
        nonce,
        claims,
        scopes,
        refreshUntil: wantsRefresh ? refreshTokenEnd(emulator.now(), platform) : undefined,
      })
      code.redeemed = true
      return issueToUser(request, 'authorization_code', grant)
    },
  }
}
