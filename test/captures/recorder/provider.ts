import { createKeys, startEntra } from '@clearway/entra'
import { contoso, labDirectory } from '../../../packages/clearway/src/lab/directory.ts'
import { app } from '../scene.ts'
import { forwardTo } from '../../../packages/clearway/src/gallery/forward-to.ts'
import type { Site } from '@clearway/gallery'

/** A local Entra ID that answers under Microsoft's name. */
export interface Provider {
  /** For `login.microsoftonline.com`. */
  readonly site: Site
  close(): Promise<void>
}

export { contoso }

/** A page that is registered as one, and a web application whose redirect URI is registered for servers. */
export const clients = {
  page: '2d4d1f7a-6c1b-4b2f-9d0e-5c3a1b2f4d06',
  web: '3e5e2f8b-7d2c-4c3f-8e1f-6d4b2c3f5e07',
} as const

const tenant = `https://login.microsoftonline.com/${contoso.tenant}`
export const authorizeUrl = `${tenant}/oauth2/v2.0/authorize`

const keys = createKeys()

/** Starts the lab's directory with a page and a web application in it. */
export async function startProvider(): Promise<Provider> {
  const directory = labDirectory([])
  directory.tenants[0]?.applications?.push(
    { appId: clients.page, displayName: 'Contacts page', spa: { redirectUris: [`${app}/signed-in`] } },
    { appId: clients.web, displayName: 'Contacts', web: { redirectUris: [`${app}/signed-in`] } },
  )
  const entra = await startEntra({ directory, keys: await keys })
  return { site: forwardTo(`http://127.0.0.1:${entra.port}`), close: () => entra.close() }
}

/** The address of the sign-in page, as an application of the framework that redirects to it writes it. */
export const signInUrl = (client: string, more: Readonly<Record<string, string>> = {}): string =>
  `${authorizeUrl}?${new URLSearchParams({
    client_id: client,
    redirect_uri: `${app}/signed-in`,
    response_type: 'code',
    response_mode: 'query',
    scope: 'openid profile',
    state: 'af0ifjsldkj',
    nonce: 'n-0S6_WzA2Mj',
    ...more,
  }).toString()}`
