import type { Answer } from '../answer.ts'
import type { Emulator } from '../emulator.ts'
import { consentPage } from '../pages/consent-page.ts'
import type { Admission } from './admit.ts'
import { issueResponse, type Passage } from './issue-response.ts'
import type { AuthorizeRequest } from './parse-authorize.ts'
import type { SessionAccount } from './signed-in-accounts.ts'

/** Goes on with an account that is signed in and admitted: to the consent page, or back to the application. */
export async function proceed(
  emulator: Emulator,
  wanted: AuthorizeRequest,
  account: SessionAccount,
  { grants, needsConsent }: Admission,
  passage: Passage,
): Promise<Answer> {
  if (!needsConsent) return issueResponse(emulator, wanted, account, grants, passage)
  const answer = consentPage(wanted, account, grants)
  const { cookie } = passage
  if (cookie === undefined) return answer
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } }
}
