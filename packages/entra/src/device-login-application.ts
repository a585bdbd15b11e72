import type { Application } from './directory/directory.ts'
import type { Place } from './place.ts'

/** The path where people type the code that their device shows. */
export const deviceLoginPath = '/common/oauth2/deviceauth'

/** Microsoft Authentication Broker, by which Entra signs people in on that page. */
export const deviceLoginId = '29d9ed98-a469-4536-ade2-f981bc1d605e'

/**
 * The application that the device login page is: it signs people in by the code flow like any other, and its only
 * redirect URI is itself. Undefined for any other application's id, and in B2C, which has no device codes.
 */
export function deviceLoginApplication({ origin, policy }: Place, appId: string): Application | undefined {
  if (appId !== deviceLoginId || policy !== undefined) return undefined
  return {
    appId: deviceLoginId,
    displayName: 'Microsoft Authentication Broker',
    signInAudience: 'AzureADMultipleOrgs',
    web: { redirectUris: [origin + deviceLoginPath] },
  }
}
