import { type Answer, escapeHtml, shownPage } from '../answer.ts'
import { pageStyle } from '../page-style.ts'

/** Seconds after which the way on is taken even if some application's page has not loaded. */
const patience = 5
/** Goes on as soon as all frames have loaded, or failed to. */
const goOn = "addEventListener('load', () => document.getElementById('next').click())"

/**
 * The last page of a sign-out. It loads the pages of the applications that are to end their own sessions in hidden
 * frames, and then goes on, with and without script.
 * @param frames URLs of those pages
 * @param next where to go then; it must be a registered redirect URI
 */
export function signedOutPage(
  frames: readonly string[],
  next: string | undefined,
  headers: Record<string, string>,
): Answer {
  const hidden = frames.map((url) => `<iframe hidden title="" src="${escapeHtml(url)}"></iframe>`)
  const link =
    next === undefined
      ? '<p class="quiet">It’s a good idea to close all browser windows.</p>'
      : `<p><a id="next" href="${escapeHtml(next)}">Continue</a></p>`
  const body = `<main><h1>You signed out of your account</h1>${link}</main>${hidden.join('')}`
  const page = { title: 'Signed out', body, style: pageStyle, frames }
  if (next === undefined) return shownPage(200, page, headers)
  return shownPage(200, { ...page, script: goOn }, { ...headers, refresh: `${patience}; url=${next}` })
}
