import { type Answer, escapeHtml, page, redirect, withQuery } from '../answer.ts'
import type { AuthorizeClient } from './identify-client.ts'

const submit = 'document.forms[0].submit()'

/** A page that posts the answer on, by itself or, without script, at the press of a button. */
function relayPage(
  redirectUri: string,
  parameters: URLSearchParams,
  headers: Record<string, string>,
): Answer {
  const fields = [...parameters].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  )
  const body = `<form method="post" action="${escapeHtml(redirectUri)}">${fields.join('')}
<noscript><p>Script is off: continue to the application by hand.</p><button>Continue</button></noscript></form>`
  return page(200, { title: 'Working…', body, script: submit }, headers)
}

/**
 * Answers an authorization request at its redirect URI, in the response mode that it asked for. Members that
 * are undefined are left out. The redirect URI must have been checked: this is where the browser goes.
 */
export function respond(
  { redirectUri, responseMode }: Pick<AuthorizeClient, 'redirectUri' | 'responseMode'>,
  members: Readonly<Record<string, string | undefined>>,
  headers: Record<string, string> = {},
): Answer {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) parameters.set(name, value)
  }
  if (responseMode === 'form_post') return relayPage(redirectUri, parameters, headers)
  const location =
    responseMode === 'fragment'
      ? `${redirectUri}#${parameters.toString()}`
      : withQuery(redirectUri, parameters)
  return redirect(location, headers)
}
