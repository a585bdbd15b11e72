import { randomBytes } from 'node:crypto'
import type { Answer } from '../answer.ts'
import { clientInfo } from '../client-info.ts'
import type { Platform } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import { grantScopes } from '../scopes.ts'
import type { AuthorizeRequest, CodeChallenge } from './parse-authorize.ts'
import { respond } from './respond.ts'

/** Seconds that a code can be redeemed. */
export const codeSeconds: number = 10 * 60

/** What a code stands for. It is kept a while after its end, to tell why it is refused. */
export interface AuthorizationCode {
  readonly appId: string
  readonly platform: Platform
  readonly redirectUri: string
  readonly tenantId: string
  readonly userId: string
  readonly sid: string
  readonly scope: string
  readonly nonce: string | undefined
  readonly challenge: CodeChallenge | undefined
  /** Milliseconds. */
  readonly issuedAt: number
  redeemed: boolean
}

/** An account and the session it is signed in with. */
export interface SessionAccount extends Account {
  readonly sid: string
}

/**
 * Sends the browser back to the application with a code. Refuses scopes that the account's tenant cannot
 * grant, and does not check whether the account is enabled.
 * @param cookie a `Set-Cookie` value, if this was a sign-in
 */
export function issueCode(
  emulator: Emulator,
  request: AuthorizeRequest,
  account: SessionAccount,
  cookie?: string,
): Answer {
  const { application, challenge, nonce, platform, redirectUri, scopes } = request
  const unknownScope = request.prompt === 'none' ? 65001 : 650053
  grantScopes(emulator.directory, account.tenant, application, scopes, unknownScope)
  const code = randomBytes(32).toString('base64url')
  const ids = { tenantId: account.tenant.id, userId: account.user.id, sid: account.sid }
  emulator.codes.set(code, {
    ...ids,
    appId: application.appId,
    platform,
    redirectUri,
    nonce,
    challenge,
    scope: scopes.text,
    issuedAt: emulator.now(),
    redeemed: false,
  })
  emulator.emit({
    type: 'code-issued',
    tenant: ids.tenantId,
    user: ids.userId,
    app: application.appId,
    silent: cookie === undefined,
  })
  return respond(
    request,
    {
      code,
      ...(request.wantsClientInfo && { client_info: clientInfo(account) }),
      state: request.state,
      session_state: account.sid,
    },
    cookie === undefined ? {} : { 'set-cookie': cookie },
  )
}
