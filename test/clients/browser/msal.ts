import type * as Msal from '@azure/msal-browser'
import type { AuthenticationResult, Configuration } from '@azure/msal-browser'
import type { Page } from 'playwright-core'

/** What a call of MSAL's came to. */
export type Outcome =
  | {
      readonly result: Pick<
        AuthenticationResult,
        'accessToken' | 'fromCache' | 'idTokenClaims' | 'scopes'
      > | null
    }
  | {
      readonly error: {
        readonly name: string
        readonly code: string
        /** MSAL's `errorNo`, the number after `AADSTS`. */
        readonly number: string | undefined
        /** The code of a user flow, which has no number of its own at MSAL: applications look for it in the message. */
        readonly b2c: string | undefined
      }
    }

/** The calls that tests make. */
export type Call =
  | 'loginPopup'
  | 'loginRedirect'
  | 'acquireTokenSilent'
  | 'ssoSilent'
  | 'logoutRedirect'
  | 'logoutPopup'
  | 'handleRedirectPromise'

// What follows runs in the page.

declare const msal: typeof Msal
declare let application: Msal.PublicClientApplication

/** Makes the page's application, and takes the answer that a redirect left. */
export async function createApplication(page: Page, configuration: Configuration): Promise<Outcome> {
  await page.evaluate(async (configuration) => {
    const created = new msal.PublicClientApplication(configuration)
    await created.initialize()
    Object.assign(globalThis, { application: created })
  }, configuration)
  return call(page, 'handleRedirectPromise')
}

/** Makes a call. Whoever is signed in becomes the active account; an error is shown in the console. */
export async function call(page: Page, method: Call, request?: object): Promise<Outcome> {
  return page.evaluate(
    async ({ method, request }) => {
      try {
        const made = application[method] as (
          request?: object,
        ) => Promise<AuthenticationResult | null | undefined>
        const result = await made.call(application, request)
        if (!result) return { result: null }
        application.setActiveAccount(result.account)
        const { accessToken, fromCache, idTokenClaims, scopes } = result
        return { result: { accessToken, fromCache, idTokenClaims, scopes } }
      } catch (error) {
        console.error(error)
        const { name, errorCode, errorMessage, errorNo } = error as Msal.ServerError
        const b2c = /AADB2C\d+/.exec(errorMessage)?.[0]
        return { error: { name, code: errorCode, number: errorNo, b2c } }
      }
    },
    { method, request },
  )
}

/** Makes a call that ends in leaving the page, and waits until it has left. Gives what it came to if the page stays. */
export async function leave(
  page: Page,
  method: 'loginRedirect' | 'logoutRedirect',
  request?: object,
): Promise<Outcome | 'left'> {
  const isElsewhere = new Promise<void>((resolve) => page.once('framenavigated', () => resolve()))
  try {
    return await call(page, method, request)
  } catch (error) {
    // Playwright's words when the page goes away under a call; only later does it know the new address.
    if (!/context was destroyed|navigation/i.test((error as Error).message)) throw error
    await isElsewhere
    return 'left'
  }
}

/** How many accounts MSAL has. */
export function accountsOf(page: Page): Promise<number> {
  return page.evaluate(() => application.getAllAccounts().length)
}
