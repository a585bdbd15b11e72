import { aadsts } from '../aadsts.ts'
import { type Account, accountsAt, findTenantAddress, isCalled, isEnabled } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import type { SignedInAccount } from '../sessions.ts'
import type { AuthorizeRequest } from './parse-authorize.ts'

/** An account and the session it is signed in with. */
export type SessionAccount = Account & Omit<SignedInAccount, 'tenantId' | 'userId'>

/** The accounts that the browser is signed in with and that an address is for. */
export function signedInAt(
  emulator: Emulator,
  cookies: string | undefined,
  { address }: Pick<AuthorizeRequest, 'address'>,
): SessionAccount[] {
  const here = accountsAt(emulator.directory, address)
  return emulator.sessions.accounts(cookies).flatMap((session) => {
    const account = here.find(({ user }) => user.id === session.userId)
    return account === undefined ? [] : [{ ...session, ...account }]
  })
}

/** Whether somebody signed in as lately as a request wants. */
export function isRecent(
  { now }: Pick<Emulator, 'now'>,
  { signedInAt: since }: Pick<SessionAccount, 'signedInAt'>,
  { maxAge }: Pick<AuthorizeRequest, 'maxAge'>,
): boolean {
  return maxAge === undefined || now() - since <= maxAge * 1000
}

/** Those of them that fit what the application says of the person, and of when they signed in. */
export function fittingAccounts(
  emulator: Emulator,
  accounts: readonly SessionAccount[],
  wanted: AuthorizeRequest,
): SessionAccount[] {
  const { domainHint, loginHint, sid } = wanted
  const domain = domainHint === undefined ? undefined : findTenantAddress(emulator.directory, domainHint)
  return accounts.filter(
    (account) =>
      (sid === undefined || account.sid === sid) &&
      (loginHint === undefined || isCalled(account.user, loginHint)) &&
      (domain?.kind !== 'tenant' || account.tenant.id === domain.tenant.id) &&
      isRecent(emulator, account, wanted),
  )
}

/**
 * The one account that a request without a page is for. Refuses with 50058 if nobody fitting is signed in, 160021
 * if others are but the session asked for has ended, 16000 if several fit, and 50057 if it was disabled since.
 */
export function soleAccount(
  wanted: AuthorizeRequest,
  accounts: readonly SessionAccount[],
  fitting: readonly SessionAccount[],
): SessionAccount {
  const [account] = fitting
  if (account === undefined) {
    const { sid } = wanted
    const isStale = sid !== undefined && accounts.length > 0 && !accounts.some((each) => each.sid === sid)
    throw isStale ? aadsts(160021, { sid }) : aadsts(50058)
  }
  if (fitting.length > 1) throw aadsts(16000)
  if (!isEnabled(account.user)) throw aadsts(50057)
  return account
}
