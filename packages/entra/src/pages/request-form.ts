import type { EntraError } from '../entra-error.ts'
import { escapeHtml } from '../answer.ts'
import type { AuthorizeClient } from '../authorize/identify-client.ts'
import { oauthPath } from '../place.ts'

/** An authorization request as a page's form hands it on. */
type HandedOn = Pick<AuthorizeClient, 'place' | 'search'>

/** A form around safe HTML that hands an authorization request on to one of the endpoints next to it. */
export function requestForm(
  { place, search }: HandedOn,
  endpoint: 'login' | 'consent',
  name: string,
  content: string,
): string {
  const action = `${oauthPath(place, place.tenant)}/${endpoint}`
  return `<form class="${name}" method="post" action="${escapeHtml(action)}">
<input type="hidden" name="request" value="${escapeHtml(search.toString())}">
${content}</form>`
}

/** What went wrong with the form sent before, if anything did; a screen reader says it at once. */
export function alertOf(id: string, error: EntraError | undefined): string {
  if (error === undefined) return ''
  return `<p class="error" role="alert" id="${id}">${error.fullCode}: ${escapeHtml(error.message)}</p>`
}
