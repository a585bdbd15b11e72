import type { Answer } from '../answer.ts'
import type { Emulator } from '../emulator.ts'
import { oauthPath } from '../place.ts'
import { consentPage } from '../pages/consent-page.ts'
import type { Admission } from './admit.ts'
import { issueResponse, type Passage } from './issue-response.ts'
import type { AuthorizeRequest } from './parse-authorize.ts'
import type { SessionAccount } from './signed-in-accounts.ts'

/** An authorization request with its address, as a ticket for its consent page names it. */
export const requestText = ({ place, search }: Pick<AuthorizeRequest, 'place' | 'search'>): string =>
  `${oauthPath(place, place.tenant)}?${search.toString()}`

/** Goes on with an account that is signed in and admitted: to the consent page, or back to the application. */
export async function proceed(
  emulator: Emulator,
  wanted: AuthorizeRequest,
  account: SessionAccount,
  { grants, needsConsent }: Admission,
  passage: Passage,
): Promise<Answer> {
  if (!needsConsent) return issueResponse(emulator, wanted, account, grants, passage)
  const ticket = emulator.consentTickets.issue({ sid: account.sid, request: requestText(wanted) })
  const answer = consentPage(wanted, account, grants, ticket)
  const { cookie } = passage
  if (cookie === undefined) return answer
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } }
}
