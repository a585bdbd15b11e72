import type { UserManagerSettings } from 'oidc-client-ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appIds, contosoId, ordersScope } from './directory.ts'
import { rowsOf, type FlowOf } from './matrix.ts'
import { pickAccount } from './sign-in.ts'
import { app, startStage, type Stage, type ThirdPartyCookies } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage?.close())

const describeOutcome = (outcome: Outcome, words: string): string => {
  if ('error' in outcome) return outcome.error
  return outcome.isSignedIn ? words : 'not signed in'
}

/** Signs in and renews. */
async function renew(using: UserManagerSettings, cookies: ThirdPartyCookies): Promise<string> {
  const { page } = await signIn(using, cookies)
  const outcome = await call(page, 'signinSilent', using)
  const code = stage.events.findLast((event) => event.type === 'code-issued')
  const issued = stage.events.findLast((event) => event.type === 'tokens-issued')
  const isByFrame = code?.silent === true && issued?.grant === 'authorization_code'
  const way = isByFrame
    ? 'by hidden frame'
    : issued?.grant === 'refresh_token'
      ? 'by refresh token'
      : 'by hand'
  return describeOutcome(outcome, `a new token, ${way}`)
}

const withoutRefreshToken = (): UserManagerSettings => settings({ scope: `openid profile ${ordersScope}` })

const flows: Record<FlowOf<'oidc-client-ts 3'>, (cookies: ThirdPartyCookies) => Promise<string>> = {
  signinRedirect: async () => describeOutcome((await signIn(settings())).outcome, 'signed in'),
  'signinRedirect, at common': async () => {
    const authority = `${stage.entra.origin}/common/v2.0`
    return describeOutcome((await signIn(settings({ authority }))).outcome, 'signed in')
  },
  'signinSilent, with a refresh token': (cookies) => renew(settings(), cookies),
  'signinSilent, without a refresh token': (cookies) => renew(withoutRefreshToken(), cookies),
  signoutRedirect: async () => {
    const { page } = await signIn(settings())
    void call(page, 'signoutRedirect', settings()).catch(() => undefined)
    await page.waitForURL(url())
    const outcome = await call(page, 'signoutCallback', settings())
    const isOut = stage.events.some(({ type }) => type === 'signed-out')
    if ('error' in outcome) return outcome.error
    return isOut && !outcome.isSignedIn ? 'signed out' : 'still signed in'
  },
  'signinRedirect, with disablePKCE': async () =>
    describeOutcome((await signIn(settings({ disablePKCE: true }))).outcome, 'signed in'),
}

describe('oidc-client-ts 3', () => {
  test.each(rowsOf('oidc-client-ts 3'))(
    '$flow, third-party cookies $thirdPartyCookies: $outcome',
    async ({ flow, outcome, thirdPartyCookies }) => {
      expect(await flows[flow](thirdPartyCookies)).toBe(outcome)
    },
  )
})
