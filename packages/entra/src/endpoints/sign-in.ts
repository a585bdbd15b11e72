import type { IncomingHttpHeaders } from 'node:http'
import { aadsts } from '../aadsts.ts'
import { type Answer, plain } from '../answer.ts'
import { answerAuthorize } from '../authorize/answer-authorize.ts'
import { issueCode } from '../authorize/issue-code.ts'
import type { AuthorizeRequest } from '../authorize/parse-authorize.ts'
import { type Account, accountsAt, isCalled, isEnabled } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import { issuerAt } from '../place.ts'
import type { EntraRequest } from '../request.ts'

/** Whether another site's page sent the form: it must not decide who is signed in. */
function isCrossSite(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { host, origin } = headers
  return origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`
}

/** The account picked or named. Refuses with 50034 (nobody's), 50020 (another tenant's) and 50057 (disabled). */
function pickedAccount(emulator: Emulator, wanted: AuthorizeRequest, form: URLSearchParams): Account {
  const { address, application } = wanted
  const [id, name] = [form.get('user'), form.get('username')?.trim()]
  const isPicked = ({ user }: Account): boolean =>
    id === null ? name !== undefined && isCalled(user, name) : user.id === id
  const here = address.kind === 'tenant' ? address.tenant.displayName : address.name
  const account = accountsAt(emulator.directory, { kind: 'any', name: 'common' }).find(isPicked)
  if (account === undefined) throw aadsts(50034, { user: name ?? '', tenant: here })
  if (!accountsAt(emulator.directory, address).some(isPicked)) {
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

/**
 * Takes the sign-in page's form: the account, and the authorization request it is for, which is checked
 * again from the start. There is no password: whoever reaches this server may sign in as anybody.
 */
export function signIn(emulator: Emulator, request: EntraRequest): Answer {
  if (isCrossSite(request.headers)) return plain(403, 'This form is to be sent from the sign-in page only.')
  const search = new URLSearchParams(request.form.get('request') ?? '')
  return answerAuthorize(emulator, 'sign-in', request, search, (wanted) => {
    if (request.form.has('cancel')) throw aadsts(65004)
    const picked = pickedAccount(emulator, wanted, request.form)
    const ids = { tenantId: picked.tenant.id, userId: picked.user.id }
    const { account, cookie } = emulator.sessions.signIn(request.headers.cookie, ids)
    emulator.emit({
      type: 'signed-in',
      tenant: ids.tenantId,
      user: ids.userId,
      app: wanted.application.appId,
    })
    return issueCode(emulator, wanted, { ...picked, sid: account.sid }, cookie)
  })
}
