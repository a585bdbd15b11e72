import { createHash, timingSafeEqual } from 'node:crypto'
import { aadsts } from '../aadsts.ts'
import { type AuthorizationCode, codeSeconds } from '../authorize/issue-code.ts'
import { platformOf } from '../directory/redirect-uris.ts'
import { need } from '../request.ts'
import { parseScopes } from '../scopes.ts'
import { refreshTokenSeconds } from '../tokens/refresh-token.ts'
import { userTokenResponse } from '../tokens/token-response.ts'
import type { GrantType, TokenRequest } from './grant.ts'
import { accountOf, oneResource } from './user-grant.ts'

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
  if (code.appId !== client.appId) throw aadsts(70000)
  if (address.kind === 'tenant' && address.tenant.id !== code.tenantId) throw aadsts(700005)
  if (redirectUri !== code.redirectUri) {
    throw platformOf(client, redirectUri) === undefined
      ? aadsts(50011, { uri: redirectUri, app: client.appId })
      : aadsts(500112, { uri: redirectUri, expected: code.redirectUri })
  }
  if (code.redeemed) throw aadsts(54005)
  if (emulator.now() >= code.issuedAt + codeSeconds * 1000) throw aadsts(70008)
  if (!fits(code.challenge, parameters.get('code_verifier'))) throw aadsts(501481)
}

/** `authorization_code`: a code for tokens, once, within ten minutes (RFC 6749, 4.1.3; RFC 7636). */
export const authorizationCode: GrantType = (request) => {
  const { client, emulator, parameters } = request
  const code = emulator.codes.get(need(parameters, 'code'))
  const redirectUri = need(parameters, 'redirect_uri')
  return {
    kind: 'authorization_code',
    platform: code?.platform ?? platformOf(client, redirectUri),
    pkce: code === undefined || code.challenge !== undefined,
    async redeem(proof) {
      if (code === undefined) throw aadsts(9002313)
      checkCode(request, code, redirectUri)
      const scopes = parseScopes(parameters.get('scope') ?? code.scope)
      const account = accountOf(request, code.tenantId, code.userId)
      const resource = oneResource(request, account, scopes)
      code.redeemed = true
      const { platform, nonce, sid } = code
      const until = Math.floor(emulator.now() / 1000) + refreshTokenSeconds(platform)
      const body = await userTokenResponse(emulator, {
        place: request.place,
        client,
        platform,
        proof,
        account,
        sid,
        nonce,
        scopes,
        resource,
        wantsClientInfo: parameters.get('client_info') === '1',
        refreshUntil: scopes.openId.has('offline_access') ? until : undefined,
      })
      const { tenant, user } = account
      return {
        body,
        event: {
          type: 'tokens-issued',
          grant: 'authorization_code',
          tenant: tenant.id,
          app: client.appId,
          user: user.id,
        },
      }
    },
  }
}
