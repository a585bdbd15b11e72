import { type Answer, escapeHtml, shownPage } from '../answer.ts'
import type { AuthorizeRequest } from '../authorize/parse-authorize.ts'
import type { Application } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'
import { pageStyle } from '../page-style.ts'
import type { ResourceGrant } from '../scopes.ts'
import { requestForm } from './request-form.ts'

/** What the scopes of OpenID Connect let an application do. */
const openIdScopes: Readonly<Record<string, string>> = {
  openid: 'Sign you in',
  profile: 'Read your profile',
  email: 'Read your e-mail address',
  offline_access: 'Keep the access that you give it',
}

function describeScope({ api }: Application, name: string): string {
  const scope = api?.oauth2PermissionScopes?.find(({ value }) => value === name)
  const shown = escapeHtml(scope?.adminConsentDisplayName ?? name)
  return shown === name ? `<li>${shown}</li>` : `<li>${shown} <small>${escapeHtml(name)}</small></li>`
}

function describeGrant({ resource, scp }: ResourceGrant): string {
  const names = scp.filter((name) => openIdScopes[name] === undefined)
  if (names.length === 0) return ''
  const items = names.map((name) => describeScope(resource, name)).join('')
  return `<h2>${escapeHtml(resource.displayName)}</h2><ul class="scopes">${items}</ul>`
}

/**
 * Asks a person who is signed in whether the application may have what it asks for.
 * @param ticket shows, once, that this sign-in is one that the request is content with
 */
export function consentPage(
  request: AuthorizeRequest,
  { user }: Account,
  grants: readonly ResourceGrant[],
  ticket: string,
): Answer {
  const { application, scopes } = request
  const openId = [...scopes.openId].map((name) => `<li>${openIdScopes[name] ?? name}</li>`).join('')
  const form = `<input type="hidden" name="user" value="${escapeHtml(user.id)}">
<input type="hidden" name="ticket" value="${escapeHtml(ticket)}">
<div class="buttons"><button class="primary" id="idSIButton9" name="consent" value="accept">Accept</button>
<button id="idBtn_Back" name="consent" value="cancel">Cancel</button></div>`
  const body = `<main>
<p class="quiet">${escapeHtml(user.userPrincipalName)}</p>
<h1>Permissions requested</h1>
<p><b>${escapeHtml(application.displayName)}</b> would like to:</p>
${openId === '' ? '' : `<ul class="scopes">${openId}</ul>`}
${grants.map(describeGrant).join('')}
${requestForm(request, 'consent', 'consent', form)}
<footer><small>A local Entra ID for development</small></footer>
</main>`
  return shownPage(200, { title: 'Permissions requested', body, style: pageStyle })
}
