import { createHash, timingSafeEqual } from 'node:crypto'
import { aadsts } from '../aadsts.ts'
import { type Account, accountsAt, isCalled, isEnabled } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import { issuerAt } from '../place.ts'
import type { AuthorizeRequest } from './parse-authorize.ts'

/** The account picked or named. Refuses with 50034 (nobody's), 50020 (another tenant's) and 50057 (disabled). */
export function pickAccount(emulator: Emulator, wanted: AuthorizeRequest, form: URLSearchParams): Account {
  const { address, application } = wanted
  const [id, name] = [form.get('user'), form.get('loginfmt')?.trim()]
  const isPicked = ({ user }: Account): boolean =>
    id === null ? name !== undefined && isCalled(user, name) : user.id === id
  const here = address.kind === 'tenant' ? address.tenant.displayName : address.name
  const local = accountsAt(emulator.directory, address).find(isPicked)
  const account = local ?? accountsAt(emulator.directory, { kind: 'any', name: 'common' }).find(isPicked)
  if (account === undefined) throw aadsts(50034, { user: name ?? '', tenant: here })
  if (local === undefined) {
    throw aadsts(50020, {
      user: account.user.userPrincipalName,
      issuer: issuerAt(wanted.place, account.tenant.id),
      tenant: here,
      app: application.appId,
      name: application.displayName,
    })
  }
  if (!isEnabled(account.user)) throw aadsts(50057)
  return account
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Checks a user's password. Refuses with 50126 a wrong one, and with 50053 every one after ten wrong ones. */
export function checkPassword(emulator: Emulator, { user }: Account, presented: string): void {
  const password = user.passwordProfile?.password
  if (password === undefined) return
  if (emulator.passwordTries.isLocked(user.id)) throw aadsts(50053)
  const isRight = timingSafeEqual(digest(presented), digest(password))
  emulator.passwordTries.note(user.id, isRight)
  if (!isRight) throw aadsts(50126)
}
