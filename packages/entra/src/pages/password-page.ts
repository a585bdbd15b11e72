import type { EntraError } from '../entra-error.ts'
import { type Answer, escapeHtml, shownPage } from '../answer.ts'
import type { AuthorizeRequest } from '../authorize/parse-authorize.ts'
import type { User } from '../directory/directory.ts'
import { pageStyle } from '../page-style.ts'
import { forgotForm } from './forgot-form.ts'
import { alertOf, requestForm } from './request-form.ts'

/**
 * The second step for a user who has a password, with the ids of Entra's own page.
 * @param error why the password sent before was refused
 */
export function passwordPage(
  request: Pick<AuthorizeRequest, 'address' | 'place' | 'search'>,
  user: User,
  error?: EntraError,
): Answer {
  const described = error === undefined ? '' : ' aria-invalid="true" aria-describedby="passwordError"'
  // The first button of a form is the one that the Enter key presses; the style sheet puts it last.
  const form = `<input type="hidden" name="user" value="${escapeHtml(user.id)}">
<input hidden readonly autocomplete="username" value="${escapeHtml(user.userPrincipalName)}">
<label for="i0118">Password</label>
<input id="i0118" name="passwd" type="password" autocomplete="current-password" maxlength="256" required
 autofocus${described}>
<div class="buttons"><button class="primary" id="idSIButton9">Sign in</button>
<button id="idBtn_Back" name="back" value="1" formnovalidate>Back</button></div>`
  const body = `<main>
<p class="quiet">${escapeHtml(user.userPrincipalName)}</p>
<h1>Enter password</h1>
${alertOf('passwordError', error)}
${requestForm(request, 'login', 'password', form)}
${forgotForm(request)}
<footer><small>A local Entra ID for development</small></footer>
</main>`
  const status = error === undefined ? 200 : 400
  return shownPage(status, { title: 'Sign in to your account', body, style: pageStyle })
}
