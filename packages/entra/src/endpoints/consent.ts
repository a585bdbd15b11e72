import { aadsts } from '../aadsts.ts'
import { type Answer, plain } from '../answer.ts'
import { admit } from '../authorize/admit.ts'
import { answerAuthorize } from '../authorize/answer-authorize.ts'
import { issueResponse } from '../authorize/issue-response.ts'
import { isCrossSite } from '../authorize/same-site-form.ts'
import type { AuthorizeRequest } from '../authorize/parse-authorize.ts'
import { requestText } from '../authorize/proceed.ts'
import { showSignIn } from '../authorize/show-sign-in.ts'
import { isRecent, type SessionAccount, signedInAt } from '../authorize/signed-in-accounts.ts'
import { isEnabled } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import type { EntraRequest } from '../request.ts'

/**
 * Whether a sign-in is one that the request is content with: as the ticket of its consent page shows, or, where the
 * request wants no fresh one, as it is.
 */
function isContentWith(
  emulator: Emulator,
  ticket: string | null,
  wanted: AuthorizeRequest,
  account: SessionAccount,
): boolean {
  const shown = { sid: account.sid, request: requestText(wanted) }
  if (ticket !== null && emulator.consentTickets.redeem(ticket, shown)) return true
  return wanted.prompt !== 'login' && isRecent(emulator, account, wanted)
}

/**
 * Takes the consent page's form: what the person decided, and the authorization request that it is for, which is
 * checked again from the start. Refuses with 65004 what they declined, 50058 if they are not signed in any more, and
 * 50057 if they were disabled meanwhile. Shows the sign-in page where the request wants a fresh sign-in
 * (`prompt=login`, `max_age`) and nothing proves that this one was made for it.
 */
export function consent(emulator: Emulator, request: EntraRequest): Answer | Promise<Answer> {
  const { form, headers } = request
  if (isCrossSite(emulator, headers)) return plain(403, 'This form is to be sent from the consent page only.')
  const search = new URLSearchParams(form.get('request') ?? '')
  return answerAuthorize(emulator, 'consent', request, search, (wanted) => {
    if (form.get('consent') !== 'accept') throw aadsts(65004)
    const accounts = signedInAt(emulator, headers.cookie, wanted)
    const account = accounts.find(({ user }) => user.id === form.get('user'))
    if (account === undefined) throw aadsts(50058)
    if (!isEnabled(account.user)) throw aadsts(50057)
    if (!isContentWith(emulator, form.get('ticket'), wanted, account)) {
      return showSignIn(emulator, wanted, headers.cookie)
    }
    const { grants } = admit(emulator, 'consent', wanted, account)
    for (const grant of grants) emulator.consents.add(account, wanted.application, grant)
    return issueResponse(emulator, wanted, account, grants, { silent: false })
  })
}
