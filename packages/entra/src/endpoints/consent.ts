import { aadsts } from '../aadsts.ts'
import { type Answer, plain } from '../answer.ts'
import { admit } from '../authorize/admit.ts'
import { answerAuthorize } from '../authorize/answer-authorize.ts'
import { issueResponse } from '../authorize/issue-response.ts'
import { isCrossSite } from '../authorize/same-site-form.ts'
import { signedInAt } from '../authorize/signed-in-accounts.ts'
import { isEnabled } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import type { EntraRequest } from '../request.ts'

/**
 * Takes the consent page's form: what the person decided, and the authorization request that it is for, which is
 * checked again from the start. Refuses with 65004 what they declined, 50058 if they are not signed in any more, and
 * 50057 if they were disabled meanwhile.
 */
export function consent(emulator: Emulator, request: EntraRequest): Answer | Promise<Answer> {
  const { form, headers } = request
  if (isCrossSite(headers)) return plain(403, 'This form is to be sent from the consent page only.')
  const search = new URLSearchParams(form.get('request') ?? '')
  return answerAuthorize(emulator, 'consent', request, search, (wanted) => {
    if (form.get('consent') !== 'accept') throw aadsts(65004)
    const accounts = signedInAt(emulator, headers.cookie, wanted)
    const account = accounts.find(({ user }) => user.id === form.get('user'))
    if (account === undefined) throw aadsts(50058)
    if (!isEnabled(account.user)) throw aadsts(50057)
    const { grants } = admit(emulator, 'consent', wanted, account)
    for (const grant of grants) emulator.consents.add(account, wanted.application, grant)
    return issueResponse(emulator, wanted, account, grants, { silent: false })
  })
}
