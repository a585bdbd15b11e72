import type { UserManagerSettings } from 'oidc-client-ts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appIds, ordersScope } from './directory.ts'
import { rowsOf, type FlowOf } from './matrix.ts'
import { call, configure, leave, signInOn, url, type Outcome } from './oidc-client.ts'
import { startStage, type Stage, type ThirdPartyCookies } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage?.close())

const settings = (more: Partial<UserManagerSettings> = {}): UserManagerSettings =>
  configure(stage.entra.origin, more)

/** Opens the page and signs in. */
async function signIn(
  using: UserManagerSettings,
  thirdPartyCookies: ThirdPartyCookies = 'blocked',
): Promise<{ page: Page; outcome: Outcome }> {
  const page = await stage.open(url, { thirdPartyCookies })
  return { page, outcome: await signInOn(page, using) }
}

const describeOutcome = (outcome: Outcome, words = 'signed in'): string => {
  if ('error' in outcome) return outcome.error
  return outcome.isSignedIn ? words : 'not signed in'
}

/** Signs in and renews. */
async function renew(using: UserManagerSettings, cookies: ThirdPartyCookies): Promise<string> {
  const { page } = await signIn(using, cookies)
  const outcome = await call(page, 'signinSilent', using)
  const code = stage.events.findLast((event) => event.type === 'code-issued')
  const issued = stage.events.findLast((event) => event.type === 'tokens-issued')
  if (issued?.grant === 'refresh_token') return describeOutcome(outcome, 'a new token, by refresh token')
  return describeOutcome(outcome, code?.silent === true ? 'a new token, by hidden frame' : 'no new token')
}

const flows: Record<FlowOf<'oidc-client-ts 3'>, (cookies: ThirdPartyCookies) => Promise<string>> = {
  signinRedirect: async () => describeOutcome((await signIn(settings())).outcome),
  'signinRedirect, at common': async () => {
    const authority = `${stage.entra.origin}/common/v2.0`
    return describeOutcome((await signIn(settings({ authority }))).outcome)
  },
  'signinSilent, with a refresh token': (cookies) => renew(settings(), cookies),
  'signinSilent, without a refresh token': (cookies) =>
    renew(settings({ scope: `openid profile ${ordersScope}` }), cookies),
  signoutRedirect: async () => {
    const { page } = await signIn(settings())
    leave(page, 'signoutRedirect', settings())
    await page.waitForURL(url)
    const outcome = await call(page, 'signoutCallback', settings())
    if ('error' in outcome) return outcome.error
    const isOut = stage.events.some(({ type }) => type === 'signed-out')
    return isOut && !outcome.isSignedIn ? 'signed out' : 'still signed in'
  },
  'signinRedirect, with disablePKCE': async () =>
    describeOutcome((await signIn(settings({ disablePKCE: true }))).outcome),
  'redirect URI registered for web applications': async () => {
    const { outcome } = await signIn(settings({ client_id: appIds.serverPage }))
    expect(stage.events).toContainEqual(expect.objectContaining({ type: 'refused', code: 9002326 }))
    expect(stage.consoleErrors).toContainEqual(expect.stringContaining('blocked by CORS policy'))
    return `${describeOutcome(outcome)}, and a CORS error in the console`
  },
}

describe('oidc-client-ts 3', () => {
  test.each(rowsOf('oidc-client-ts 3'))(
    '$flow, third-party cookies $thirdPartyCookies: $outcome',
    async ({ flow, outcome, thirdPartyCookies }) => {
      expect(await flows[flow](thirdPartyCookies)).toBe(outcome)
    },
  )
})
