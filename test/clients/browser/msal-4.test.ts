import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowsOf, type FlowOf } from './matrix.ts'
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
import { app, startStage, type Stage, type ThirdPartyCookies } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage?.close())

/** The page, with a redirect URI without code, as MSAL 4 wants it for popups and hidden frames. */
const withBlank = (): MsalPage => ({
  url: `${app}/msal-4`,
  configuration: configure(stage, { redirectUri: `${app}/blank` }),
})

/** The page, which is its own redirect URI, and its hidden frames come back elsewhere. */
const withItself = (): MsalPage => ({
  url: `${app}/msal-4`,
  configuration: configure(stage, { redirectUri: `${app}/msal-4` }),
})

const silently = { redirectUri: `${app}/blank` }

const flows: Record<FlowOf<'@azure/msal-browser 4'>, (cookies: ThirdPartyCookies) => Promise<string>> = {
  redirect: async () => describeOutcome((await signIn(stage, withItself())).outcome, stage.events),
  popup: () => signInByPopup(stage, withBlank()),
  'popup, where Entra sends COOP to those that did not say pocd': () =>
    signInByPopup(stage, withBlank(), { crossOriginOpenerPolicy: 'entra' }),
  'popup, where Entra always sends COOP': () =>
    signInByPopup(stage, withBlank(), { crossOriginOpenerPolicy: 'always' }),
  'silent, from the cache': () => signInAndRenew(stage, withItself(), {}),
  'silent, by refresh token': () => signInAndRenew(stage, withItself(), { forceRefresh: true }),
  'silent, when the refresh token’s 24 hours are over': (cookies) =>
    renewAfterADay(stage, withItself(), cookies, silently),
  ssoSilent: (cookies) => singleSignOn(stage, withItself(), cookies, silently),
  logoutRedirect: () => signOutByRedirect(stage, withItself()),
  logoutPopup: () => signOutByPopup(stage, withItself(), `${app}/blank`),
}

describe('@azure/msal-browser 4', () => {
  test.each(rowsOf('@azure/msal-browser 4'))(
    '$flow, third-party cookies $thirdPartyCookies: $outcome',
    async ({ flow, outcome, thirdPartyCookies }) => {
      expect(await flows[flow](thirdPartyCookies)).toBe(outcome)
    },
  )
})
