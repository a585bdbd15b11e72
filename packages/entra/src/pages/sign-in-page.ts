import type { EntraError } from '../entra-error.ts'
import { type Answer, escapeHtml, shownPage } from '../answer.ts'
import type { AuthorizeRequest } from '../authorize/parse-authorize.ts'
import { type Account, isCalled } from '../directory/find.ts'
import { pageStyle } from '../page-style.ts'
import { forgotForm } from './forgot-form.ts'
import { headingOf } from './headings.ts'
import { alertOf, requestForm } from './request-form.ts'

/** What the page offers. */
export interface SignInChoices {
  /** Everybody who may sign in at the address that was called. */
  readonly accounts: readonly Account[]
  /** Object ids of those that the browser is signed in with. */
  readonly signedIn: ReadonlySet<string>
  /** Why the account chosen before could not sign in. */
  readonly error?: EntraError
  /** The name typed before. */
  readonly name?: string
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
  return `<li><button class="account" name="user" value="${escapeHtml(user.id)}">
<i aria-hidden="true">${escapeHtml(initials(user.displayName))}</i>
<span><b>${escapeHtml(user.displayName)}</b><small>${escapeHtml(where)}</small></span></button></li>`
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
 * The sign-in page: everybody in the directory is a button, or signs in by name. The elements that browser tests of
 * Entra's own page look for have their ids. It works without script, and its content security policy allows none.
 */
export function signInPage(request: AuthorizeRequest, choices: SignInChoices): Answer {
  const { accounts, error, signedIn } = choices
  const listed = inOrder(accounts, request.loginHint, signedIn).slice(0, mostListed)
  const rest = accounts.length - listed.length
  const list = listed.map((each) => accountButton(each, signedIn.has(each.user.id))).join('\n')
  const name = escapeHtml(choices.name ?? request.loginHint ?? '')
  const example = escapeHtml(`name@${accounts[0]?.tenant.domain ?? 'example.com'}`)
  const described =
    error === undefined ? '' : ' aria-invalid="true" aria-describedby="usernameError" autofocus'
  const nameForm = `<label for="i0116">${rest > 0 ? `${rest} more: sign in by name` : 'Or sign in by name'}</label>
<div class="row"><input id="i0116" name="loginfmt" type="text" inputmode="email" autocomplete="username"
 autocapitalize="none" spellcheck="false" required maxlength="256" placeholder="${example}" value="${name}"${described}>
<button class="primary" id="idSIButton9">Next</button></div>`
  const body = `<main>
<h1>${escapeHtml(headingOf(request))}</h1>
<p>to continue to <b>${escapeHtml(request.application.displayName)}</b></p>
${alertOf('usernameError', error)}
${list === '' ? '' : requestForm(request, 'login', 'accounts', `<ul aria-label="Accounts">${list}</ul>`)}
${requestForm(request, 'login', 'name', nameForm)}
${forgotForm(request)}
<footer><small>A local Entra ID for development</small>
${requestForm(request, 'login', 'cancel', '<button id="cancel" name="cancel" value="1">Cancel</button>')}</footer>
</main>`
  const status = error === undefined ? 200 : 400
  return shownPage(status, { title: 'Sign in to your account', body, style: pageStyle })
}
