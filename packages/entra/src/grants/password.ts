import { randomUUID } from 'node:crypto'
import { aadsts } from '../aadsts.ts'
import { checkPassword } from '../authorize/pick-account.ts'
import { type Account, accountsAt, isCalled, isEnabled } from '../directory/find.ts'
import { need } from '../request.ts'
import { refreshTokenEnd } from '../tokens/refresh-token.ts'
import { type GrantType, platformWithoutRedirect, type TokenRequest } from './grant.ts'
import { checkUserGrant, issueToUser } from './user-grant.ts'
import { wantedScopes } from './wanted-scopes.ts'

/** Finds who a user name is. Refuses with 9001023 where anybody could be meant, with 50034 and 50057. */
function findAccount({ address, emulator }: TokenRequest, username: string): Account {
  if (address.kind === 'any' && address.name === 'common') throw aadsts(9001023)
  const account = accountsAt(emulator.directory, address).find(({ user }) => isCalled(user, username))
  const tenant = address.kind === 'any' ? address.name : address.tenant.displayName
  if (account === undefined) throw aadsts(50034, { user: username, tenant })
  if (!isEnabled(account.user)) throw aadsts(50057)
  return account
}

/**
 * `password`: a user's name and password for tokens (RFC 6749, 4.3). Any password is right for a user that has none
 * in the directory.
 */
export const password: GrantType = (request) => {
  const { client, emulator, parameters, place } = request
  const username = need(parameters, 'username')
  const presented = need(parameters, 'password')
  const platform = platformWithoutRedirect(client)
  return {
    kind: 'other',
    platform,
    pkce: false,
    async redeem(proof) {
      const account = findAccount(request, username)
      checkPassword(emulator, account, presented)
      const scopes = wantedScopes(request)
      const wantsRefresh = scopes.openId.has('offline_access') || place.version === '1.0'
      const grant = checkUserGrant(request, {
        account,
        platform,
        proof,
        sid: randomUUID(),
        authTime: Math.floor(emulator.now() / 1000),
        nonce: undefined,
        scopes,
        refreshUntil: wantsRefresh ? refreshTokenEnd(emulator.now(), platform) : undefined,
      })
      return issueToUser(request, 'password', grant)
    },
  }
}
