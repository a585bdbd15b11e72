import type { Addresses } from './exhibit.ts'

/** Where an application sends people to sign in: its client is registered under the label `web`. */
export const signInUrl = (
  { authority, clientId }: Addresses,
  redirectUri: string,
  more: Readonly<Record<string, string>> = {},
): string => {
  const query = new URLSearchParams({
    client_id: clientId('web'),
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile',
    ...more,
  })
  return `${authority.replace(/\/v2\.0$/, '/oauth2/v2.0/authorize')}?${query.toString()}`
}

/** The registration of a web application with one redirect URI, under the label `web`. */
export const webApplication = (
  { clientId }: Addresses,
  redirectUri: string,
): Readonly<Record<string, unknown>> => ({
  appId: clientId('web'),
  displayName: 'Contacts',
  web: { redirectUris: [redirectUri] },
})
