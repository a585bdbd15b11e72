import { createHash } from 'node:crypto'
import type { Answer } from '../answer.ts'
import { clientInfo } from '../client-info.ts'
import type { Emulator } from '../emulator.ts'
import { issuerAt } from '../place.ts'
import type { ResourceGrant } from '../scopes.ts'
import { rememberClient } from '../sessions.ts'
import { issueAccessToken, issueIdToken, type TokenSubject } from '../tokens/user-tokens.ts'
import { issueCode } from './issue-code.ts'
import type { AuthorizeRequest } from './parse-authorize.ts'
import { respond } from './respond.ts'
import type { SessionAccount } from './signed-in-accounts.ts'

/** How the person got here. */
export interface Passage {
  /** No page was shown: the browser was signed in already. */
  readonly silent: boolean
  /** A `Set-Cookie` value, if this was a sign-in. */
  readonly cookie?: string
}

/** The left half of a hash, which ties an id token to what came with it (OpenID Connect Core, 3.3.2.11). */
const halfHash = (value: string): string =>
  createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url')

/** Members of the answer that are about an access token, in Entra's order. */
async function accessTokenMembers(
  emulator: Emulator,
  wanted: AuthorizeRequest,
  subject: TokenSubject,
  grant: ResourceGrant,
): Promise<Record<string, string>> {
  const { seconds, token } = await issueAccessToken(emulator, subject, grant)
  const openId = [...wanted.scopes.openId].filter((scope) => scope !== 'offline_access')
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: String(seconds),
    scope: [...grant.granted, ...openId].join(' '),
  }
}

/**
 * Sends the browser back to the application with all that it asked for: a code, an id token, an access token for the
 * one API granted (OAuth 2.0 Multiple Response Type Encoding Practices). Whether the account may have it was decided
 * by `admit`.
 */
export async function issueResponse(
  emulator: Emulator,
  wanted: AuthorizeRequest,
  account: SessionAccount,
  [grant]: readonly ResourceGrant[],
  { cookie, silent }: Passage,
): Promise<Answer> {
  const { application, nonce, place, responseTypes, scopes, state } = wanted
  const ids = { tenant: account.tenant.id, user: account.user.id, app: application.appId }
  const subject: TokenSubject = {
    place,
    client: application,
    proof: '0',
    account,
    sid: account.sid,
    authTime: Math.floor(account.signedInAt / 1000),
    claims: wanted.claims,
    isImplicit: true,
  }
  const code = responseTypes.has('code') ? issueCode(emulator, wanted, account) : undefined
  const access =
    responseTypes.has('token') && grant !== undefined
      ? await accessTokenMembers(emulator, wanted, subject, grant)
      : {}
  const accessToken = access['access_token']
  const idToken = responseTypes.has('id_token')
    ? await issueIdToken(emulator, subject, {
        scopes: scopes.openId,
        nonce,
        hashes: {
          ...(code !== undefined && { c_hash: halfHash(code) }),
          ...(accessToken !== undefined && { at_hash: halfHash(accessToken) }),
        },
      })
    : undefined
  rememberClient(account, { appId: application.appId, issuer: issuerAt(place, account.tenant.id) })
  if (code !== undefined) emulator.emit({ type: 'code-issued', ...ids, silent })
  if (code === undefined || idToken !== undefined) {
    emulator.emit({ type: 'tokens-issued', grant: 'implicit', ...ids })
  }
  const members = {
    code,
    ...access,
    id_token: idToken?.token,
    client_info: wanted.wantsClientInfo ? clientInfo(account, place.policy) : undefined,
    state,
    session_state: account.sid,
  }
  return respond(wanted, members, cookie === undefined ? {} : { 'set-cookie': cookie })
}
