import type { Directory } from '@clearway/entra'

/** A page of the directory that MSAL.js can sign people in to, with its tenant. */
export interface MsalPage {
  readonly clientId: string
  readonly displayName: string
  /** The tenant's domain and, at B2C, the user flow: the path of the authority. */
  readonly path: string
}

/** The first single-page application of a directory. */
export const firstPage = ({ tenants }: Directory): MsalPage | undefined => {
  for (const { domain, applications = [], userFlows: [flow] = [] } of tenants) {
    const page = applications.find(({ spa }) => (spa?.redirectUris.length ?? 0) > 0)
    if (page === undefined) continue
    const path = flow === undefined ? domain : `${domain}/${flow.id}`
    return { clientId: page.appId, displayName: page.displayName, path }
  }
  return undefined
}

/** The configuration of MSAL.js for a page, to copy. */
export const msalConfig = (origin: string, { clientId, path }: MsalPage): string => `\
new PublicClientApplication({
  auth: {
    clientId: '${clientId}',
    authority: '${origin}/${path}',
    knownAuthorities: ['${new URL(origin).host}'],
    redirectUri: location.origin + '/redirect.html',
  },
})`
