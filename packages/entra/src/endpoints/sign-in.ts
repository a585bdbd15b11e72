import { aadB2c } from '../aadb2c.ts'
import { aadsts } from '../aadsts.ts'
import { type Answer, plain } from '../answer.ts'
import { admit } from '../authorize/admit.ts'
import { answerAuthorize } from '../authorize/answer-authorize.ts'
import type { AuthorizeRequest } from '../authorize/parse-authorize.ts'
import { checkPassword, pickAccount } from '../authorize/pick-account.ts'
import { proceed } from '../authorize/proceed.ts'
import { isCrossSite } from '../authorize/same-site-form.ts'
import { showSignIn } from '../authorize/show-sign-in.ts'
import { fittingAccounts, signedInAt } from '../authorize/signed-in-accounts.ts'
import { isPasswordForgettable } from '../authorize/user-flow.ts'
import type { Account } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import { EntraError } from '../entra-error.ts'
import { passwordPage } from '../pages/password-page.ts'
import { emitRefusal, refusalOf } from '../refusal.ts'
import type { EntraRequest } from '../request.ts'

/** Whether a user has to type a password: one who has any, unless the browser is signed in and may pass with that. */
function needsPassword(
  emulator: Emulator,
  request: EntraRequest,
  wanted: AuthorizeRequest,
  { user }: Account,
): boolean {
  if (user.passwordProfile === undefined) return false
  if (wanted.prompt === 'login') return true
  const accounts = signedInAt(emulator, request.headers.cookie, wanted)
  const fitting = fittingAccounts(emulator, accounts, { ...wanted, loginHint: undefined, sid: undefined })
  return !fitting.some((account) => account.user.id === user.id)
}

/** Signs an account in that was picked and proved, and goes on with it. */
function signInAs(
  emulator: Emulator,
  request: EntraRequest,
  wanted: AuthorizeRequest,
  picked: Account,
): Promise<Answer> {
  const admission = admit(emulator, 'sign-in', wanted, picked)
  const ids = { tenantId: picked.tenant.id, userId: picked.user.id }
  const { account, cookie } = emulator.sessions.signIn(request.headers.cookie, ids)
  emulator.emit({ type: 'signed-in', tenant: ids.tenantId, user: ids.userId, app: wanted.application.appId })
  return proceed(emulator, wanted, { ...account, ...picked }, admission, { silent: false, cookie })
}

/**
 * Takes the forms of the sign-in page and of the password page: the account, its password if the directory has one,
 * and the authorization request that it is for, which is checked again from the start. What is wrong with the account
 * is said on the page, where another can be chosen. Without passwords whoever reaches this server may sign in as
 * anybody.
 */
export function signIn(emulator: Emulator, request: EntraRequest): Answer | Promise<Answer> {
  const { form, headers } = request
  if (isCrossSite(emulator, headers)) return plain(403, 'This form is to be sent from the sign-in page only.')
  const search = new URLSearchParams(form.get('request') ?? '')
  return answerAuthorize(emulator, 'sign-in', request, search, (wanted) => {
    if (form.has('cancel')) throw aadsts(65004)
    if (form.has('forgot') && isPasswordForgettable(wanted)) throw aadB2c(90118)
    if (form.has('back')) return showSignIn(emulator, wanted, headers.cookie)
    let picked: Account | undefined
    try {
      picked = pickAccount(emulator, wanted, form)
      if (needsPassword(emulator, request, wanted, picked)) {
        const presented = form.get('passwd')
        if (presented === null) return passwordPage(wanted, picked.user)
        checkPassword(emulator, picked, presented)
      }
    } catch (thrown) {
      if (thrown instanceof EntraError && thrown.code === 50020) throw thrown
      const error = refusalOf(thrown, wanted.place)
      emitRefusal(emulator, 'sign-in', error, wanted.application.appId)
      if (picked !== undefined) return passwordPage(wanted, picked.user, error)
      return showSignIn(emulator, wanted, headers.cookie, { error, name: form.get('loginfmt') ?? '' })
    }
    return signInAs(emulator, request, wanted, picked)
  })
}
