import type { BrowserLike, VisitAnswer } from '../support/browser-like.ts'
import { findForm } from '../support/html-form.ts'
import { request, type Answer } from '../support/http-client.ts'
import { userIds } from '../support/world.ts'

/** What the provider sends back to the gateway, not yet delivered. */
export interface ProviderAnswer {
  /** The callback; by query it carries the parameters. */
  readonly url: URL
  readonly parameters: URLSearchParams
}

const submitAt = async (
  offered: VisitAnswer,
  fields: Readonly<Record<string, string>>,
  form = 0,
): Promise<Answer> => {
  const { action, fields: hidden } = findForm(offered.text(), form, offered.url)
  return request(action, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...hidden, ...fields }).toString(),
  })
}

const answerIn = (answer: Answer, offered: VisitAnswer): ProviderAnswer => {
  const location = answer.header('location')
  if (location !== undefined) {
    const url = new URL(location)
    return { url, parameters: url.searchParams }
  }
  const relay = findForm(answer.text(), 0, offered.url)
  return { url: new URL(relay.action), parameters: new URLSearchParams(relay.fields) }
}

/** Signs in on the provider's page, and stops before its answer is delivered. The provider remembers no session. */
export const pickAccount = async (offered: VisitAnswer, user = 'ada'): Promise<ProviderAnswer> =>
  answerIn(await submitAt(offered, { user: userIds[user] ?? user }), offered)

/** Says no on the provider's page. */
export const cancelSignIn = async (offered: VisitAnswer): Promise<ProviderAnswer> =>
  answerIn(await submitAt(offered, { cancel: '1' }, 2), offered)

/** The Cookie header of a browser's navigation to an address. */
export const cookiesFor = (browser: BrowserLike, url: string): string =>
  browser.cookies.header(new URL(url), { kind: 'navigation', method: 'GET' })

const asNavigation = {
  accept: 'text/html',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
  'sec-fetch-site': 'cross-site',
}

/** Delivers a provider's answer by query as a navigation, and follows no redirect. */
export const deliver = (browser: BrowserLike, { url }: ProviderAnswer): Promise<Answer> =>
  request(url, { headers: { ...asNavigation, cookie: cookiesFor(browser, url.href) } })
