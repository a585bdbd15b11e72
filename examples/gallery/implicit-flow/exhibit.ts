import type { Exhibit } from '../exhibit.ts'
import { library } from '../library.ts'
import { tokenApi } from '../token-api.ts'

/** What the page uses of ADAL.js. */
interface AdalContext {
  isCallback(hash: string): boolean
  handleWindowCallback(): void
  getLoginError(): string
  getCachedUser(): unknown
  login(): void
  acquireToken(resource: string, done: (why: string | null, token: string | null) => void): void
}

export const exhibit: Exhibit = {
  title: 'ADAL.js needs the implicit flow, and the manifest does not allow it',
  shows: ['003/implicit-flow', '003/cors-needed'],
  broken:
    'ADAL.js takes its tokens from the authorize endpoint, in the fragment of the address that it comes back to. New ' +
    'registrations do not allow that: AADSTS700054 comes back instead.',
  mended:
    'The manifest allows the implicit flow. ADAL.js signs in, gets a token for the Web API in a hidden frame, and the ' +
    'Web API, which has CORS, answers. The lasting remedy is MSAL.js, which does without that flow.',
  code: 'idp/implicit-disabled',
  // The error comes back in the page's address; the console has nothing.
  inConsole: '',
  remedy: ['configuration'],
  change: {
    language: 'json',
    text: '"oauth2AllowImplicitFlow": true,\n"oauth2AllowIdTokenImplicitFlow": true',
  },
  needsWindow: true,
  applications: ({ clientId, origin, variant }) => [
    {
      appId: clientId('page'),
      displayName: 'SimpleSPA',
      web: { redirectUris: [`${origin('app')}/`] },
      oauth2AllowImplicitFlow: variant === 'mended',
      oauth2AllowIdTokenImplicitFlow: variant === 'mended',
    },
    {
      appId: clientId('crm'),
      displayName: 'Organization',
      identifierUris: [`https://${variant}.crm.contoso.example`],
      api: { requestedAccessTokenVersion: 1, oauth2PermissionScopes: [{ value: 'user_impersonation' }] },
    },
  ],
  hosts: ({ authority, clientId, jwks, now, origin, tenantId, variant }) => {
    const resource = `https://${variant}.crm.contoso.example`
    const issuer = `https://sts.windows.net/${tenantId}/`
    return {
      given: {
        api: origin('crm'),
        clientId: clientId('page'),
        instance: `${new URL(authority).origin}/`,
        resource,
        tenant: tenantId,
      },
      sites: {
        app: ({ url }) =>
          url.pathname === '/adal.js' ? library('adal-angular', 'adal.js') : { status: 404 },
        crm: tokenApi({ jwks, audience: resource, issuer, page: origin('app'), now }),
      },
    }
  },
  script: async ({ api, clientId, instance, resource = '', tenant }) => {
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
    const token = await new Promise<string>((resolve, reject) => {
      context.acquireToken(resource, (why, got) => (got ? resolve(got) : reject(new Error(String(why)))))
    })
    const answer = await fetch(`${api}/api/data/v9.2/accounts`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    return `status ${answer.status}`
  },
}
