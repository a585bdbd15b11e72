import { aadsts } from '../aadsts.ts'
import type { Answer } from '../answer.ts'
import { answerAuthorize } from '../authorize/answer-authorize.ts'
import { issueCode, type SessionAccount } from '../authorize/issue-code.ts'
import type { AuthorizeRequest } from '../authorize/parse-authorize.ts'
import { accountsAt, isCalled, isEnabled } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import { oauthPath } from '../place.ts'
import type { EntraRequest } from '../request.ts'
import { signInPage } from '../sign-in-page.ts'

/** The accounts that the browser is signed in with and that may be used for a request. */
function signedInFor(emulator: Emulator, request: EntraRequest, wanted: AuthorizeRequest): SessionAccount[] {
  const here = accountsAt(emulator.directory, wanted.address)
  const { loginHint } = wanted
  return emulator.sessions.accounts(request.headers.cookie).flatMap(({ userId, sid }) => {
    const account = here.find(({ user }) => user.id === userId)
    if (account === undefined || (loginHint !== undefined && !isCalled(account.user, loginHint))) return []
    return [{ ...account, sid }]
  })
}

/** Answers without a page, or refuses: 50058 nobody is signed in, 16000 several are, 50057 disabled. */
function answerSilently(emulator: Emulator, request: AuthorizeRequest, candidates: SessionAccount[]): Answer {
  const [account] = candidates
  if (account === undefined) throw aadsts(50058)
  if (candidates.length > 1) throw aadsts(16000)
  if (!isEnabled(account.user)) throw aadsts(50057)
  return issueCode(emulator, request, account)
}

/**
 * The authorization endpoint, for the code flow (RFC 6749, 4.1; OpenID Connect Core, 3.1). A browser that is
 * signed in with one fitting account passes through; otherwise a person picks. Never has CORS headers: a page
 * cannot follow a redirect that leads here.
 */
export function authorize(emulator: Emulator, request: EntraRequest): Answer {
  const search = request.method === 'POST' ? request.form : request.query
  return answerAuthorize(emulator, 'authorize', request, search, (wanted) => {
    const candidates = signedInFor(emulator, request, wanted)
    if (wanted.prompt === 'none') return answerSilently(emulator, wanted, candidates)
    const [account] = candidates
    const mayPass = wanted.prompt === undefined || wanted.prompt === 'consent'
    if (mayPass && candidates.length === 1 && account !== undefined && isEnabled(account.user)) {
      return issueCode(emulator, wanted, account)
    }
    return signInPage(wanted, {
      action: `${oauthPath(request.place, request.place.tenant)}/login`,
      search: search.toString(),
      accounts: accountsAt(emulator.directory, wanted.address),
      signedIn: new Set(emulator.sessions.accounts(request.headers.cookie).map(({ userId }) => userId)),
    })
  })
}
