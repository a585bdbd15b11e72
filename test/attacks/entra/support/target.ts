import {
  createKeys,
  startEntra,
  type Application,
  type Directory,
  type Entra,
  type EntraOptions,
} from '@clearway/entra'
import { onTestFinished } from 'vitest'
import { sendRaw, type RawResponse, type SendRawOptions } from '../../../support/raw-http.ts'

const guid = (number: number): string => `${String(number).padStart(8, '0')}-0000-4000-8000-0000000a77ac`

export const tenantId: string = guid(1)
export const redirectUri = 'https://app.example.com/callback'
export const secret = 'secret-of-the-web-application'
export const password = 'password-of-grace'
/** A code verifier and its S256 challenge (RFC 7636, appendix B). */
export const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
export const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

export const ada = {
  id: guid(11),
  userPrincipalName: 'ada@contoso.onmicrosoft.com',
  displayName: '<b>Ada</b> "&\'',
}
export const grace = {
  id: guid(12),
  userPrincipalName: 'grace@contoso.onmicrosoft.com',
  displayName: 'Grace',
  passwordProfile: { password },
}

/** May do everything that an application can be allowed to. */
export const web: Application = {
  appId: guid(21),
  displayName: 'Web <script>alert(1)</script>',
  web: {
    redirectUris: [redirectUri],
    logoutUrl: 'https://app.example.com/logout',
    implicitGrantSettings: { enableIdTokenIssuance: true, enableAccessTokenIssuance: true },
  },
  passwordCredentials: [{ secretText: secret }],
}
export const page: Application = {
  appId: guid(22),
  displayName: 'Page',
  spa: { redirectUris: ['https://app.example.com/page'] },
}
export const native: Application = {
  appId: guid(23),
  displayName: 'Native',
  publicClient: { redirectUris: ['http://localhost', 'msal23://auth'] },
  isFallbackPublicClient: true,
}
const api: Application = {
  appId: guid(24),
  displayName: 'API',
  identifierUris: ['api://attacked'],
  passwordCredentials: [{ secretText: secret }],
  api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'Read' }] },
  appRoles: [{ value: 'Import', allowedMemberTypes: ['Application'] }],
}

export const shopPage: Application = { ...web, appId: guid(25), displayName: 'Shop page' }

const createDirectory = (): Directory => ({
  tenants: [
    {
      id: tenantId,
      domain: 'contoso.onmicrosoft.com',
      displayName: 'Contoso',
      users: [ada, grace],
      applications: [web, page, native, api],
    },
    {
      id: guid(2),
      domain: 'shop.onmicrosoft.com',
      displayName: 'Shop',
      users: [{ id: guid(13), userPrincipalName: 'cora@shop.onmicrosoft.com', displayName: 'Cora' }],
      applications: [shopPage],
      userFlows: [{ id: 'B2C_1_susi' }],
    },
  ],
})

/** Everywhere that a browser may be sent: the applications' redirect URIs. */
export const registered: readonly string[] = [
  redirectUri,
  'https://app.example.com/page',
  'http://localhost',
  'msal23://auth',
]

/** A running local Entra ID to be attacked. */
export interface Target {
  readonly entra: Entra
  readonly directory: Directory
  /** What went wrong inside; empty if all is well. */
  readonly failures: readonly string[]
  /** Sends the bytes of one request and reads the answer. */
  send(bytes: string | readonly string[], options?: SendRawOptions): Promise<RawResponse>
}

const keys = createKeys()

/** Starts a target; it ends with the test. */
export async function startTarget(options: Partial<EntraOptions> = {}): Promise<Target> {
  const directory = createDirectory()
  const entra = await startEntra({ directory, keys: await keys, ...options })
  const failures: string[] = []
  const note = (warning: Error): void => void failures.push(warning.message)
  process.on('warning', note)
  onTestFinished(async () => {
    process.off('warning', note)
    await entra.close()
  })
  return { entra, directory, failures, send: (bytes, options) => sendRaw(entra.port, bytes, options) }
}
