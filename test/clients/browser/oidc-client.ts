import type * as Oidc from 'oidc-client-ts'
import type { UserManagerSettings } from 'oidc-client-ts'
import type { Page } from 'playwright-core'
import { appIds, contosoId, ordersScope } from './directory.ts'
import { pickAccount } from './sign-in.ts'
import { app } from './stage.ts'

declare const oidc: typeof Oidc

/** What a call came to: whether somebody is signed in, or the error. */
type Outcome = { readonly isSignedIn: boolean } | { readonly error: string }

type Call = 'signinRedirect' | 'signinCallback' | 'signinSilent' | 'signoutRedirect' | 'signoutCallback'

const url = (): string => `${app}/oidc-client`

const settings = (more: Partial<UserManagerSettings> = {}): UserManagerSettings => ({
  authority: `${stage.entra.origin}/${contosoId}/v2.0`,
  client_id: appIds.page,
  redirect_uri: url(),
  silent_redirect_uri: `${url()}-silent`,
  post_logout_redirect_uri: url(),
  scope: `openid profile offline_access ${ordersScope}`,
  ...more,
})

/** Makes a call with a manager of its own, as a page does that has just loaded. */
const call = (page: Page, method: Call, using: UserManagerSettings): Promise<Outcome> =>
  page.evaluate(
    async ({ method, using }) => {
      const manager = new oidc.UserManager(using)
      try {
        await manager[method]()
        return { isSignedIn: (await manager.getUser()) !== null }
      } catch (thrown) {
        const { error, message, name } = thrown as Oidc.ErrorResponse
        const code = /AADSTS\d+/.exec(message)?.[0]
        return { error: [name, error ?? message].join(' ') + (code === undefined ? '' : `, ${code}`) }
      }
    },
    { method, using },
  )

/** Opens the page and signs in. */
async function signIn(
  using: UserManagerSettings,
  thirdPartyCookies: ThirdPartyCookies = 'blocked',
): Promise<{ page: Page; outcome: Outcome }> {
  const page = await stage.open(url(), { thirdPartyCookies })
  // The page goes away under the call.
  void call(page, 'signinRedirect', using).catch(() => undefined)
  await pickAccount(page)
  await page.waitForURL(`${url()}?code=*`)
  return { page, outcome: await call(page, 'signinCallback', using) }
}

