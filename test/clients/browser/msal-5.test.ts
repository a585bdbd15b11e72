import type { Configuration } from '@azure/msal-browser'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appIds, contosoId, customersId, customersScope, fabrikamId, stockScope } from './directory.ts'
import { rowsOf, type FlowOf } from './matrix.ts'
import { call, createApplication, leave, type Outcome } from './msal.ts'
import {
  configure,
  renewAfterADay,
  signIn,
  signInAndRenew,
  signInByPopup,
  signOutByPopup,
  signOutByRedirect,
  singleSignOn,
  type MsalPage,
} from './msal-flows.ts'
import { describeOutcome } from './outcome.ts'
import { app, neighbour, startStage, type Stage, type ThirdPartyCookies } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage?.close())

/** The page, with the redirect bridge for its redirect URI, as MSAL 5 wants it. */
function pageWith(auth: Partial<Configuration['auth']> = {}, system: Configuration['system'] = {}): MsalPage {
  return {
    url: `${app}/msal-5`,
    configuration: { ...configure(stage, { redirectUri: `${app}/bridge`, ...auth }), system },
  }
}

const say = (outcome: Outcome): string => describeOutcome(outcome, stage.events)

const tokenOf = (outcome: Outcome): string => ('result' in outcome ? (outcome.result?.accessToken ?? '') : '')

/** Signs Finn of Fabrikam in to an application of Contoso’s, at an alias. */
async function signInForeigner(alias: 'common' | 'organizations'): Promise<string> {
  const page = pageWith({ authority: `${stage.entra.origin}/${alias}` })
  const { outcome } = await signIn(stage, page, { name: 'Finn Fabrikam' })
  const { iss } = decodeJwt(tokenOf(outcome))
  const isOwn = iss === `${stage.entra.origin}/${fabrikamId}/v2.0`
  return isOwn
    ? `${say(outcome)}, with the issuer of the person’s own tenant`
    : `${say(outcome)}, with ${iss}`
}

/** The page of a user flow’s customers. */
const customersPage = (origin = stage.entra.origin): MsalPage =>
  pageWith({
    clientId: appIds.customersPage,
    authority: `${origin}/customers.onmicrosoft.com/B2C_1_susi`,
    knownAuthorities: [new URL(origin).host],
  })

const forCustomers = { scopes: [customersScope] }

/** Goes to a user flow’s page and presses a button there that is no account. */
async function turnBack(button: string): Promise<string> {
  return say((await signIn(stage, customersPage(), { request: forCustomers, name: button })).outcome)
}

/** Signs Cleo in by a user flow. */
async function signInCustomer(origin: string): Promise<string> {
  const page = customersPage(origin)
  const { outcome } = await signIn(stage, page, { request: forCustomers, name: 'Cleo Customer' })
  const { iss, tfp } = decodeJwt(tokenOf(outcome))
  expect([iss, tfp]).toEqual([`${origin}/${customersId}/v2.0/`, 'B2C_1_susi'])
  return `${say(outcome)}, by the user flow`
}

const popupWhere = (crossOriginOpenerPolicy: 'entra' | 'always') => (): Promise<string> => {
  const page = pageWith()
  return signInByPopup(stage, page, { crossOriginOpenerPolicy })
}

const flows: Record<FlowOf<'@azure/msal-browser 5'>, (cookies: ThirdPartyCookies) => Promise<string>> = {
  redirect: async () => say((await signIn(stage, pageWith())).outcome),
  'popup, with the redirect bridge': () => signInByPopup(stage, pageWith()),
  'popup, without the redirect bridge': () =>
    signInByPopup(stage, pageWith({ redirectUri: `${app}/blank` }, { popupBridgeTimeout: 3000 })),
  'popup, without the redirect bridge, with enableLegacyPolling': () =>
    signInByPopup(stage, pageWith({ redirectUri: `${app}/blank` }, { enableLegacyPolling: true })),
  'popup, where Entra sends COOP to those that did not say pocd': popupWhere('entra'),
  'popup, where Entra always sends COOP': popupWhere('always'),
  'silent, from the cache': () => signInAndRenew(stage, pageWith(), {}),
  'silent, by refresh token': () => signInAndRenew(stage, pageWith(), { forceRefresh: true }),
  'silent, for a second API': async () => {
    const { page } = await signIn(stage, pageWith())
    const outcome = await call(page, 'acquireTokenSilent', { scopes: [stockScope] })
    expect(decodeJwt(tokenOf(outcome)).aud).toBe(appIds.stock)
    return say(outcome).replace('a new token', 'a token for that API')
  },
  'silent, when the refresh token’s 24 hours are over': (cookies) =>
    renewAfterADay(stage, pageWith(), cookies),
  ssoSilent: (cookies) => singleSignOn(stage, pageWith(), cookies),
  'ssoSilent, of a page on the same site as Entra': (cookies) =>
    singleSignOn(
      stage,
      { ...pageWith({ redirectUri: `${neighbour}/bridge` }), url: `${neighbour}/msal-5` },
      cookies,
    ),
  logoutRedirect: () => signOutByRedirect(stage, pageWith()),
  logoutPopup: () => signOutByPopup(stage, pageWith(), `${app}/bridge`),
  'redirect, at common': () => signInForeigner('common'),
  'redirect, at organizations': () => signInForeigner('organizations'),
  'redirect, with protocolMode OIDC': async () => {
    const page = pageWith({ authority: `${stage.entra.origin}/${contosoId}/v2.0` }, { protocolMode: 'OIDC' })
    return say((await signIn(stage, page)).outcome)
  },
  'redirect, with the client capability cp1': async () => {
    const { outcome } = await signIn(stage, pageWith({ clientCapabilities: ['cp1'] }))
    expect(decodeJwt(tokenOf(outcome))['xms_cc']).toEqual(['cp1'])
    return `${say(outcome)}, and the token says cp1`
  },
  'redirect, without knownAuthorities, with login.microsoftonline.com led here': async () =>
    say((await signIn(stage, pageWith({ knownAuthorities: [] }))).outcome),
  'redirect, without knownAuthorities, offline': async () =>
    say((await signIn(stage, pageWith({ knownAuthorities: [] }), { isOffline: true })).outcome),
  'redirect, at login.microsoftonline.com, without knownAuthorities': async () => {
    const origin = 'https://login.microsoftonline.com'
    const page = pageWith({ authority: `${origin}/${contosoId}`, knownAuthorities: [] })
    const { outcome } = await signIn(stage, page)
    expect(decodeJwt(tokenOf(outcome)).iss).toBe(`${origin}/${contosoId}/v2.0`)
    return say(outcome)
  },
  'B2C, with knownAuthorities': () => signInCustomer(stage.entra.origin),
  'B2C, at b2clogin.com': () => signInCustomer('https://customers.b2clogin.com'),
  'B2C, “Forgot your password?”': () => turnBack('Forgot your password?'),
  'B2C, “Cancel”': () => turnBack('Cancel'),
  'B2C, ssoSilent with nobody signed in': async () => {
    const { configuration, url } = customersPage()
    const page = await stage.open(url)
    await createApplication(page, configuration)
    return say(await call(page, 'ssoSilent', forCustomers))
  },
  'B2C, with a user flow that does not exist': async () => {
    const { configuration, url } = pageWith({
      authority: `${stage.entra.origin}/customers.onmicrosoft.com/B2C_1_none`,
    })
    const page = await stage.open(url)
    await createApplication(page, configuration)
    const outcome = await leave(page, 'loginRedirect')
    expect(stage.consoleErrors).toContainEqual(
      expect.stringContaining('b2c_1_none/v2.0/.well-known/openid-configuration'),
    )
    return outcome === 'left' ? outcome : `${say(outcome)}, and ${corsErrorIn(stage.consoleErrors)}`
  },
  'redirect URI registered for web applications': async () => {
    const { configuration, url } = pageWith({ clientId: appIds.serverPage })
    const { outcome, page } = await signIn(stage, { configuration, url })
    expect(page.url()).toBe(url)
    expect(stage.events).toContainEqual(expect.objectContaining({ type: 'refused', code: 9002326 }))
    return `${say(outcome)}, and ${corsErrorIn(stage.consoleErrors)}`
  },
  'redirect URI registered for web applications, where Entra lets the refusal be read': async () => {
    const page = pageWith({ clientId: appIds.serverPage })
    return say((await signIn(stage, page, { behavior: { tokenErrorCors: 'readable' } })).outcome)
  },
}

const corsErrorIn = (errors: readonly string[]): string =>
  errors.some((text) => text.includes('has been blocked by CORS policy'))
    ? 'a CORS error in the console'
    : 'no CORS error in the console'

describe('@azure/msal-browser 5', () => {
  test.each(rowsOf('@azure/msal-browser 5'))(
    '$flow, third-party cookies $thirdPartyCookies: $outcome',
    async ({ flow, outcome, thirdPartyCookies }) => {
      expect(await flows[flow](thirdPartyCookies)).toBe(outcome)
    },
  )
})
