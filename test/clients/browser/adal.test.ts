import { decodeJwt } from 'jose'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appIds, contosoId, organizationUri } from './directory.ts'
import { rowsOf, type FlowOf } from './matrix.ts'
import { pickAccount } from './sign-in.ts'
import { app, startStage, type Stage, type ThirdPartyCookies } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await startStage()
})
afterAll(() => stage?.close())

/** The parts of ADAL that tests call; it comes without types. */
interface AuthenticationContext {
  login(): void
  logOut(): void
  acquireToken(
    resource: string,
    callback: (description: string | null, token: string | null, error: string | null) => void,
  ): void
  getCachedUser(): { userName: string } | null
  getCachedToken(resource: string): string | null
  getLoginError(): string
  clearCacheForResource(resource: string): void
}

declare const application: AuthenticationContext

/** Opens the page and signs in. */
async function signIn(clientId: string, thirdPartyCookies: ThirdPartyCookies = 'blocked'): Promise<Page> {
  const url = `${app}/adal`
  const page = await stage.open(url, { thirdPartyCookies })
  const configuration = {
    instance: `${stage.entra.origin}/`,
    tenant: contosoId,
    clientId,
    redirectUri: url,
    cacheLocation: 'sessionStorage',
  }
  await page.evaluate((text) => sessionStorage.setItem('configuration', text), JSON.stringify(configuration))
  await page.reload()
  await page.evaluate(() => application.login())
  return page
}

/** The page with somebody signed in. */
async function signedIn(clientId: string, cookies?: ThirdPartyCookies): Promise<Page> {
  const page = await signIn(clientId, cookies)
  await pickAccount(page)
  await page.waitForFunction(() => typeof application === 'object' && application.getCachedUser())
  await page.waitForURL(`${app}/adal`)
  return page
}

interface Renewal {
  /** Undefined where the answer has no token. */
  readonly token: string | null | undefined
  readonly description: string | null
  readonly error: string | null
}

const acquireToken = (page: Page, resource: string): Promise<Renewal> =>
  page.evaluate(
    (resource) =>
      new Promise<Renewal>((resolve) => {
        application.acquireToken(resource, (description, token, error) =>
          resolve({ description, token, error }),
        )
      }),
    resource,
  )

const describeError = (error: string, description: string): string =>
  `${error}, ${/AADSTS\d+/.exec(description)?.[0] ?? description}`

/** Asks for a token for the page itself or for a resource, and says what came. */
async function renew(page: Page, resource: string, words: string): Promise<string> {
  const { description, error, token } = await acquireToken(page, resource)
  if (!token) return describeError(error ?? '', description ?? '')
  const { aud, ver } = decodeJwt(token)
  expect([aud, ver]).toEqual([resource, '1.0'])
  const issued = stage.events.findLast((event) => event.type === 'tokens-issued')
  expect(issued).toMatchObject({ grant: 'implicit' })
  return `${words}, by hidden frame`
}

const flows: Record<FlowOf<'adal-angular 1'>, (cookies: ThirdPartyCookies) => Promise<string>> = {
  login: async () => {
    const page = await signedIn(appIds.adal)
    const user = await page.evaluate(() => application.getCachedUser()?.userName)
    expect(user).toBe('ada@contoso.onmicrosoft.com')
    return 'signed in'
  },
  'acquireToken, for a resource': async (cookies) =>
    renew(await signedIn(appIds.adal, cookies), organizationUri, 'a token of version 1.0 for that resource'),
  'acquireToken, for the page itself': async (cookies) => {
    const page = await signedIn(appIds.adal, cookies)
    await page.evaluate((id) => application.clearCacheForResource(id), appIds.adal)
    return renew(page, appIds.adal, 'a new id token')
  },
  'acquireToken, when Entra does not answer': async (cookies) => {
    const page = await signedIn(appIds.adal, cookies)
    stage.entra.control.addFault({ endpoint: 'authorize', hang: true })
    return renew(page, organizationUri, 'a token')
  },
  logOut: async () => {
    const page = await signedIn(appIds.adal)
    // The address is the same before and after.
    const isBack = page.waitForEvent('framenavigated', (frame) => frame.url() === `${app}/adal`)
    await page.evaluate(() => application.logOut())
    await isBack
    await page.waitForLoadState()
    const user = await page.evaluate(() => application.getCachedUser())
    const isOut = user === null && stage.events.some(({ type }) => type === 'signed-out')
    return isOut ? 'signed out' : 'still signed in'
  },
  'login, with oauth2AllowIdTokenImplicitFlow off': async () => {
    const page = await signIn(appIds.adalWithoutIdTokens)
    await page.waitForFunction(() => typeof application === 'object' && application.getLoginError())
    await page.waitForURL(`${app}/adal`)
    const [error, description] = await page.evaluate(() => [
      sessionStorage.getItem('adal.error'),
      sessionStorage.getItem('adal.error.description'),
    ])
    return describeError(error ?? '', description ?? '')
  },
  'acquireToken, with oauth2AllowImplicitFlow off': async (cookies) =>
    renew(await signedIn(appIds.adalWithoutAccessTokens, cookies), organizationUri, 'a token'),
}

describe('adal-angular 1', () => {
  test.each(rowsOf('adal-angular 1'))(
    '$flow, third-party cookies $thirdPartyCookies: $outcome',
    async ({ flow, outcome, thirdPartyCookies }) => {
      expect(await flows[flow](thirdPartyCookies)).toBe(outcome)
    },
  )
})
