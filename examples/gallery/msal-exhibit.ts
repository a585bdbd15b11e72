import type { Addresses, Exhibit, Hosts, Kit } from './exhibit.ts'
import { library } from './library.ts'

/** What is particular about a page that signs in with MSAL. */
export interface MsalExhibitParts extends Pick<
  Exhibit,
  'title' | 'shows' | 'broken' | 'mended' | 'code' | 'inConsole' | 'besides' | 'change'
> {
  /** The configuration given to MSAL, but for client id and redirect URI. */
  readonly configuration: (addresses: Addresses) => {
    readonly authority: string
    readonly knownAuthorities?: readonly string[]
    readonly protocolMode?: 'OIDC'
  }
  /** Hosts besides the page's. */
  readonly sites?: (kit: Kit) => Hosts['sites']
}

/** What the page uses of MSAL. */
interface Msal {
  readonly PublicClientApplication: new (configuration: object) => {
    initialize(): Promise<void>
    handleRedirectPromise(): Promise<{ readonly account: { readonly username: string } } | null>
    loginRedirect(request: object): Promise<void>
  }
}

/** A page with MSAL.js, unmodified: it signs in with what it is configured to. */
export const msalExhibit = ({ configuration, sites, ...parts }: MsalExhibitParts): Exhibit => ({
  ...parts,
  remedy: ['configuration'],
  needsTls: true,
  needsWindow: true,
  applications: ({ clientId, origin }) => [
    {
      appId: clientId('page'),
      displayName: 'Contacts page',
      signInAudience: 'AzureADMultipleOrgs',
      spa: { redirectUris: [`${origin('app')}/`] },
    },
  ],
  hosts: (kit) => ({
    given: { clientId: kit.clientId('page'), configuration: JSON.stringify(configuration(kit)) },
    sites: {
      ...sites?.(kit),
      app: ({ url }) =>
        url.pathname === '/msal.js'
          ? library('@azure/msal-browser', '../lib/msal-browser.min.js')
          : { status: 404 },
    },
  }),
  script: async ({ clientId, configuration: text = '' }) => {
    const script = document.createElement('script')
    script.src = '/msal.js'
    await new Promise((resolve, reject) => {
      script.addEventListener('load', resolve)
      script.addEventListener('error', reject)
      document.head.append(script)
    })
    const { msal } = globalThis as unknown as { msal: Msal }
    const { protocolMode, ...auth } = JSON.parse(text) as Record<string, unknown>
    const client = new msal.PublicClientApplication({
      auth: { clientId, redirectUri: `${location.origin}/`, ...auth },
      ...(protocolMode ? { system: { protocolMode } } : {}),
    })
    await client.initialize()
    const result = await client.handleRedirectPromise()
    if (result) return `signed in: ${result.account.username || 'somebody'}`
    await client.loginRedirect({ scopes: ['openid', 'profile'] })
    return new Promise(() => undefined)
  },
})
