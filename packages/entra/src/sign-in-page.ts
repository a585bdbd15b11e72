import { type Answer, escapeHtml, shownPage } from './answer.ts'
import type { AuthorizeRequest } from './authorize/parse-authorize.ts'
import { type Account, isCalled } from './directory/find.ts'
import { pageStyle } from './page-style.ts'

/** What the page offers. */
export interface SignInChoices {
  /** Path that the form is posted to. */
  readonly action: string
  /** The authorization request's parameters, handed on in the form. */
  readonly search: string
  /** Everybody who may sign in at the address that was called. */
  readonly accounts: readonly Account[]
  /** Object ids of those that the browser is signed in with. */
  readonly signedIn: ReadonlySet<string>
}

/** The most accounts that are listed; the others sign in by name. */
const mostListed = 50

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => Array.from(word)[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase()

function accountButton({ tenant, user }: Account, isSignedIn: boolean): string {
  const where = `${user.userPrincipalName} · ${tenant.displayName}${isSignedIn ? ' · Signed in' : ''}`
  return `<button class="account" name="user" value="${escapeHtml(user.id)}">
<i aria-hidden="true">${escapeHtml(initials(user.displayName))}</i>
<span><b>${escapeHtml(user.displayName)}</b><small>${escapeHtml(where)}</small></span></button>`
}

/** Those the application hints at first, then those signed in, then in the directory's order. */
function inOrder(
  accounts: readonly Account[],
  hint: string | undefined,
  signedIn: ReadonlySet<string>,
): Account[] {
  const rank = ({ user }: Account): number => {
    if (hint !== undefined && isCalled(user, hint)) return 0
    return signedIn.has(user.id) ? 1 : 2
  }
  return [...accounts].sort((one, other) => rank(one) - rank(other))
}

/**
 * The sign-in page: everybody in the directory is a button, and no password is asked. It works without
 * script, and its content security policy allows none.
 */
export function signInPage(request: AuthorizeRequest, choices: SignInChoices): Answer {
  const { accounts, action, search, signedIn } = choices
  const listed = inOrder(accounts, request.loginHint, signedIn).slice(0, mostListed)
  const start = (name: string): string =>
    `<form class="${name}" method="post" action="${escapeHtml(action)}">
<input type="hidden" name="request" value="${escapeHtml(search)}">`
  const rest = accounts.length - listed.length
  const body = `<main>
<h1>Pick an account</h1>
<p>to continue to <b>${escapeHtml(request.application.displayName)}</b></p>
${start('accounts')}${listed.map((each) => accountButton(each, signedIn.has(each.user.id))).join('')}</form>
<h2>${rest > 0 ? `${rest} more: sign in by name` : 'Or sign in by name'}</h2>
${start('name')}<input name="username" inputmode="email" required autocomplete="off" aria-label="User name"
 placeholder="name@${escapeHtml(accounts[0]?.tenant.domain ?? 'example.com')}"
 value="${escapeHtml(request.loginHint ?? '')}"><button class="plain">Next</button></form>
<footer><small>Local Entra ID: no password is asked.</small>
${start('cancel')}<button class="plain" name="cancel" value="1">Cancel</button></form></footer>
</main>`
  return shownPage(200, { title: 'Sign in to your account', body, style: pageStyle })
}
