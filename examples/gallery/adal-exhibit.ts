import type { Exhibit, Variant } from './exhibit.ts'
import { library } from './library.ts'
import { tokenApi } from './token-api.ts'

/** What is particular about a page with ADAL.js. */
export interface AdalExhibitParts extends Pick<
  Exhibit,
  'title' | 'shows' | 'broken' | 'mended' | 'code' | 'inConsole' | 'remedy' | 'change'
> {
  /** Whether the page's manifest allows the implicit flow. */
  readonly isImplicitAllowed: (variant: Variant) => boolean
  /** How long the Web API's tokens live, as in a token lifetime policy: `0:0:3`. */
  readonly lifetime?: string
  /** Whether the page calls again when its first token is over, and with which one. */
  readonly later?: (variant: Variant) => 'with the first token' | 'with a token asked for'
}

/** What the page uses of ADAL.js. */
interface AdalContext {
  isCallback(hash: string): boolean
  handleWindowCallback(): void
  getLoginError(): string
  getCachedUser(): unknown
  login(): void
  acquireToken(resource: string, done: (why: string | null, token: string | null) => void): void
}

/** An App ID URI that no other exhibit's API has. */
const resourceOf = (clientId: string): string => `https://${clientId.slice(0, 8)}.crm.contoso.example`

/** A page with ADAL.js, unmodified, that calls a Web API on another origin. */
export const adalExhibit = ({ isImplicitAllowed, later, lifetime, ...parts }: AdalExhibitParts): Exhibit => ({
  ...parts,
  needsWindow: true,
  applications: ({ clientId, origin, variant }) => [
    {
      appId: clientId('page'),
      displayName: 'SimpleSPA',
      web: { redirectUris: [`${origin('app')}/`] },
      oauth2AllowImplicitFlow: isImplicitAllowed(variant),
      oauth2AllowIdTokenImplicitFlow: isImplicitAllowed(variant),
    },
    {
      appId: clientId('crm'),
      displayName: 'Organization',
      identifierUris: [resourceOf(clientId('crm'))],
      api: { requestedAccessTokenVersion: 1, oauth2PermissionScopes: [{ value: 'user_impersonation' }] },
      ...(lifetime !== undefined && {
        tokenLifetimePolicies: [
          {
            definition: [
              JSON.stringify({ TokenLifetimePolicy: { Version: 1, AccessTokenLifetime: lifetime } }),
            ],
          },
        ],
      }),
    },
  ],
  hosts: ({ authority, clientId, jwks, now, origin, tenantId, variant }) => {
    const resource = resourceOf(clientId('crm'))
    const issuer = `https://sts.windows.net/${tenantId}/`
    return {
      given: {
        api: origin('crm'),
        clientId: clientId('page'),
        instance: `${new URL(authority).origin}/`,
        resource,
        tenant: tenantId,
        later: later?.(variant) ?? '',
      },
      sites: {
        app: ({ url }) =>
          url.pathname === '/adal.js' ? library('adal-angular', 'adal.js') : { status: 404 },
        crm: tokenApi({ jwks, audience: resource, issuer, page: origin('app'), now }),
      },
    }
  },
  script: async ({ api, clientId, instance, later: again, resource = '', tenant }) => {
    const script = document.createElement('script')
    script.src = '/adal.js'
    await new Promise((resolve, reject) => {
      script.addEventListener('load', resolve)
      script.addEventListener('error', reject)
      document.head.append(script)
    })
    const { AuthenticationContext } = globalThis as unknown as {
      AuthenticationContext: new (config: object) => AdalContext
    }
    const context = new AuthenticationContext({
      clientId,
      instance,
      tenant,
      redirectUri: `${location.origin}/`,
    })
    if (context.isCallback(location.hash)) {
      context.handleWindowCallback()
      // A hidden frame has done its work; a page that signed in is loaded again.
      if (window.parent !== window) return new Promise(() => undefined)
      const why = context.getLoginError()
      if (why) throw new Error(why)
      return new Promise(() => undefined)
    }
    if (!context.getCachedUser()) {
      context.login()
      return new Promise(() => undefined)
    }
    const getToken = (): Promise<string> =>
      new Promise((resolve, reject) => {
        context.acquireToken(resource, (why, got) => (got ? resolve(got) : reject(new Error(String(why)))))
      })
    const call = (token: string): Promise<Response> =>
      fetch(`${api}/api/data/v9.2/accounts`, { headers: { Authorization: `Bearer ${token}` } })
    const token = await getToken()
    const first = await call(token)
    if (!again) return `status ${first.status}`
    const { exp } = JSON.parse(atob(token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))) as {
      exp: number
    }
    await new Promise((resolve) => setTimeout(resolve, exp * 1_000 + 300 - Date.now()))
    const second = await call(again === 'with the first token' ? token : await getToken())
    return `status ${first.status}, and later ${second.status}`
  },
})
