import type { Answer } from '../answer.ts'
import { admit } from '../authorize/admit.ts'
import { answerAuthorize } from '../authorize/answer-authorize.ts'
import { proceed } from '../authorize/proceed.ts'
import { showSignIn } from '../authorize/show-sign-in.ts'
import { fittingAccounts, signedInAt, soleAccount } from '../authorize/signed-in-accounts.ts'
import { isEnabled } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import type { EntraRequest } from '../request.ts'

/** The parameters of the form, or of the query: what MSAL adds to the address of its form counts if the form lacks it. */
function parametersIn({ form, method, query }: EntraRequest): URLSearchParams {
  if (method !== 'POST') return query
  return new URLSearchParams([...form, ...[...query].filter(([name]) => !form.has(name))])
}

/**
 * The authorization endpoint of both versions, for codes and for tokens (RFC 6749, 4.1 and 4.2; OpenID Connect Core,
 * 3). A browser that is signed in with one fitting account passes through; otherwise a person picks. Never has CORS
 * headers: a page cannot follow a redirect that leads here.
 */
export function authorize(emulator: Emulator, request: EntraRequest): Promise<Answer> {
  const { cookie } = request.headers
  return answerAuthorize(emulator, 'authorize', request, parametersIn(request), (wanted) => {
    const accounts = signedInAt(emulator, cookie, wanted)
    const fitting = fittingAccounts(emulator, accounts, wanted)
    if (wanted.prompt === 'none') {
      const account = soleAccount(wanted, accounts, fitting)
      const admission = admit(emulator, 'authorize', wanted, account)
      return proceed(emulator, wanted, account, admission, { silent: true })
    }
    const [account] = fitting
    const mayPass = wanted.prompt === undefined || wanted.prompt === 'consent'
    if (mayPass && fitting.length === 1 && account !== undefined && isEnabled(account.user)) {
      const admission = admit(emulator, 'authorize', wanted, account)
      return proceed(emulator, wanted, account, admission, { silent: true })
    }
    return showSignIn(emulator, wanted, cookie)
  })
}
