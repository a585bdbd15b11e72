import type { Configuration } from '@azure/msal-browser'
import type { Behavior } from '@clearway/entra'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { appIds, contosoId, ordersScope } from './directory.ts'
import { accountsOf, call, createApplication, leave, type Outcome } from './msal.ts'
import { describeOutcome } from './outcome.ts'
import { pickAccount } from './sign-in.ts'
import { app, type Situation, type Stage, type ThirdPartyCookies } from './stage.ts'

/** A page of MSAL's: which one, and with which configuration. */
export interface MsalPage {
  readonly url: string
  readonly configuration: Configuration
}

/** A configuration as MSAL's documentation shows it for an authority that is not Microsoft's own. */
export function configure(stage: Stage, auth: Partial<Configuration['auth']> = {}): Configuration {
  return {
    auth: {
      clientId: appIds.page,
      authority: `${stage.entra.origin}/${contosoId}`,
      knownAuthorities: [stage.host],
      ...auth,
    },
  }
}

const forOrders = { scopes: [ordersScope] }

/** Signs in by redirect on a page that is open. */
export async function signInOn(
  page: Page,
  { configuration, url }: MsalPage,
  { request = forOrders, name }: { request?: object; name?: string } = {},
): Promise<Outcome> {
  await createApplication(page, configuration)
  const left = await leave(page, 'loginRedirect', request)
  if (left !== 'left') return left
  await pickAccount(page, name)
  // MSAL 4 comes back to the page itself, with the answer in the fragment.
  await page.waitForURL((current) => current.href.split('#', 1)[0] === url)
  return createApplication(page, configuration)
}

/** Opens a page and signs in by redirect. */
export async function signIn(
  stage: Stage,
  page: MsalPage,
  { request, name, ...situation }: Situation & { request?: object; name?: string } = {},
): Promise<{ page: Page; outcome: Outcome }> {
  const opened = await stage.open(page.url, situation)
  const outcome = await signInOn(opened, page, { ...(request && { request }), ...(name && { name }) })
  return { page: opened, outcome }
}

/** Opens a page and signs in by popup. */
export async function signInByPopup(
  stage: Stage,
  { configuration, url }: MsalPage,
  behavior: Behavior = {},
): Promise<string> {
  const page = await stage.open(url, { behavior })
  await createApplication(page, configuration)
  const opened = page.waitForEvent('popup')
  const called = call(page, 'loginPopup', forOrders)
  await pickAccount(await opened)
  return describeOutcome(await called, stage.events)
}

/** Signs in, and asks for a token again. */
export async function signInAndRenew(stage: Stage, page: MsalPage, request: object): Promise<string> {
  const signedIn = await signIn(stage, page)
  return describeOutcome(
    await call(signedIn.page, 'acquireTokenSilent', { ...forOrders, ...request }),
    stage.events,
  )
}

const hour = 60 * 60

/**
 * Signs in, and asks for a token a day later. In the meantime the person has used another application, so
 * that the session at Entra lives on; the refresh token does not.
 */
export async function renewAfterADay(
  stage: Stage,
  page: MsalPage,
  thirdPartyCookies: ThirdPartyCookies,
  request: object = {},
): Promise<string> {
  const signedIn = await signIn(stage, page, { thirdPartyCookies })
  stage.entra.control.moveClock(20 * hour)
  await useElsewhere(stage, signedIn.page.context())
  stage.entra.control.moveClock(5 * hour)
  const outcome = await call(signedIn.page, 'acquireTokenSilent', {
    ...forOrders,
    ...request,
    forceRefresh: true,
  })
  expect(stage.events).toContainEqual(expect.objectContaining({ type: 'refused', code: 700084 }))
  return describeOutcome(outcome, stage.events)
}

async function useElsewhere(stage: Stage, context: BrowserContext): Promise<void> {
  const other = await context.newPage()
  const parameters = new URLSearchParams({
    client_id: appIds.portal,
    redirect_uri: `${app}/portal`,
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })
  await other.goto(`${stage.entra.origin}/${contosoId}/oauth2/v2.0/authorize?${parameters.toString()}`)
  await other.waitForURL(/\/portal/)
  await other.close()
}

/** Signs in, and in a new tab asks for a token without having one. */
export async function singleSignOn(
  stage: Stage,
  page: MsalPage,
  thirdPartyCookies: ThirdPartyCookies,
  request: object = {},
): Promise<string> {
  const signedIn = await signIn(stage, page, { thirdPartyCookies })
  const tab = await signedIn.page.context().newPage()
  await tab.goto(page.url)
  await createApplication(tab, page.configuration)
  const hinted = { ...forOrders, ...request, loginHint: 'ada@contoso.onmicrosoft.com' }
  return describeOutcome(await call(tab, 'ssoSilent', hinted), stage.events)
}

/** Signs in, and out by redirect. */
export async function signOutByRedirect(stage: Stage, { configuration, url }: MsalPage): Promise<string> {
  const { page } = await signIn(stage, { configuration, url })
  const outcome = await leave(page, 'logoutRedirect')
  if (outcome !== 'left') return describeOutcome(outcome, stage.events)
  // MSAL 5 sends a state along, which comes back.
  await page.waitForURL((current) => current.href.split('?', 1)[0] === url)
  await createApplication(page, configuration)
  return describeSignOut(stage, page)
}

/** Signs in, and out by popup. */
export async function signOutByPopup(
  stage: Stage,
  { configuration, url }: MsalPage,
  postLogoutRedirectUri: string,
): Promise<string> {
  const { page } = await signIn(stage, { configuration, url })
  const outcome = await call(page, 'logoutPopup', { postLogoutRedirectUri })
  return 'error' in outcome ? describeOutcome(outcome, stage.events) : describeSignOut(stage, page)
}

async function describeSignOut(stage: Stage, page: Page): Promise<string> {
  const isOut = stage.events.some(({ type }) => type === 'signed-out')
  return isOut && (await accountsOf(page)) === 0 ? 'signed out' : 'still signed in'
}
