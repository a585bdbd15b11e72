import type * as Oidc from 'oidc-client-ts'
import type { UserManagerSettings } from 'oidc-client-ts'
import type { Page } from 'playwright-core'
import { appIds, contosoId, ordersScope } from './directory.ts'
import { pickAccount } from './sign-in.ts'
import { app } from './stage.ts'

/** What a call came to: whether somebody is signed in, or the error. */
export type Outcome = { readonly isSignedIn: boolean } | { readonly error: string }

type Call = 'signinRedirect' | 'signinCallback' | 'signinSilent' | 'signoutRedirect' | 'signoutCallback'

/** The page, which is its own redirect URI. */
export const url = `${app}/oidc-client`

/** Settings for Contoso's tenant at a local Entra ID's origin, or for another authority. */
export const configure = (origin: string, more: Partial<UserManagerSettings> = {}): UserManagerSettings => ({
  authority: `${origin}/${contosoId}/v2.0`,
  client_id: appIds.page,
  redirect_uri: url,
  silent_redirect_uri: `${url}-silent`,
  post_logout_redirect_uri: url,
  scope: `openid profile offline_access ${ordersScope}`,
  ...more,
})

declare const oidc: typeof Oidc

/** Makes a call with a manager of its own, as a page does that has just loaded. An error is shown in the console. */
export const call = (page: Page, method: Call, using: UserManagerSettings): Promise<Outcome> =>
  page.evaluate(
    async ({ method, using }) => {
      const manager = new oidc.UserManager(using)
      try {
        await manager[method]()
        return { isSignedIn: (await manager.getUser()) !== null }
      } catch (thrown) {
        console.error(thrown)
        const { error, message, name } = thrown as Oidc.ErrorResponse
        const code = /AADSTS\d+/.exec(message)?.[0]
        return { error: [name, error ?? message].join(' ') + (code === undefined ? '' : `, ${code}`) }
      }
    },
    { method, using },
  )

/** Makes a call that ends in leaving the page. */
export function leave(
  page: Page,
  method: 'signinRedirect' | 'signoutRedirect',
  using: UserManagerSettings,
): void {
  // Playwright rejects when the page goes away under a call.
  void call(page, method, using).catch(() => undefined)
}

/** Signs in on a page that is open. */
export async function signInOn(page: Page, using: UserManagerSettings): Promise<Outcome> {
  leave(page, 'signinRedirect', using)
  await pickAccount(page)
  await page.waitForURL(`${url}?code=*`)
  return call(page, 'signinCallback', using)
}
