import type { EntraError } from '../entra-error.ts'
import { type Answer, escapeHtml, shownPage } from '../answer.ts'
import { deviceLoginPath } from '../device-login-application.ts'
import type { Application, User } from '../directory/directory.ts'
import { pageStyle } from '../page-style.ts'
import { alertOf } from './request-form.ts'

const footer = '<footer><small>A local Entra ID for development</small></footer>'

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`

/** Asks for the code that a device shows, with the ids of Entra's own page. */
export function deviceCodePage(userCode: string, error?: EntraError): Answer {
  const described = error === undefined ? '' : ' aria-invalid="true" aria-describedby="otcError"'
  const body = `<main>
<h1>Enter code to allow access</h1>
<p>Enter the code displayed on your app or device.</p>
${alertOf('otcError', error)}
<form method="post" action="${deviceLoginPath}">
<label for="otc">Code</label>
<input id="otc" name="otc" value="${escapeHtml(userCode)}" maxlength="32" required autofocus autocomplete="off"
 autocapitalize="characters" spellcheck="false"${described}>
<div class="buttons"><button class="primary" id="idSIButton9">Next</button></div></form>
${footer}
</main>`
  return shownPage(error === undefined ? 200 : 400, {
    title: 'Sign in to your account',
    body,
    style: pageStyle,
  })
}

/** What a person is to agree to. */
export interface DeviceQuestion {
  readonly application: Application
  readonly user: User
  readonly userCode: string
  /** The authorization code of their sign-in: shows that this browser's person did it, once. */
  readonly code: string
  /** Names of scopes. */
  readonly scopes: readonly string[]
}

/** Asks a person who is signed in whether they started the sign-in on the device. */
export function deviceQuestionPage({ application, code, scopes, user, userCode }: DeviceQuestion): Answer {
  const list = scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')
  const body = `<main>
<p class="quiet">${escapeHtml(user.userPrincipalName)}</p>
<h1>Are you trying to sign in to ${escapeHtml(application.displayName)}?</h1>
<p>Only continue if you started this on a device of your own, where the code ${escapeHtml(userCode)} is shown.</p>
${list === '' ? '' : `<p>It asks for:</p><ul class="scopes">${list}</ul>`}
<form method="post" action="${deviceLoginPath}">
${hidden('otc', userCode)}${hidden('code', code)}
<div class="buttons"><button class="primary" id="idSIButton9" name="answer" value="continue">Continue</button>
<button id="idBtn_Back" name="answer" value="cancel">Cancel</button></div></form>
${footer}
</main>`
  return shownPage(200, { title: 'Sign in to your account', body, style: pageStyle })
}

/** The last page: nothing more is to be done here. */
export function deviceDonePage({ displayName }: Application, isApproved: boolean): Answer {
  const name = escapeHtml(displayName)
  const body = isApproved
    ? `<h1>${name}</h1><p>You have signed in to the ${name} application on your device. You may now close this window.</p>`
    : `<h1>${name}</h1><p>The sign-in on the device was cancelled. You may now close this window.</p>`
  return shownPage(200, { title: 'Sign in to your account', body: `<main>${body}</main>`, style: pageStyle })
}
