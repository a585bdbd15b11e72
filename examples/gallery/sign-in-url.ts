import type { Addresses } from './exhibit.ts'

/** An endpoint of an authority of version 2.0, by its name: `authorize`, `token`. */
export const endpointOf = (
  { authority }: Pick<Addresses, 'authority'>,
  name: 'authorize' | 'token',
): string => authority.replace(/\/v2\.0$/, `/oauth2/v2.0/${name}`)

/** Where an application sends people to sign in: its client is registered under the label `web`. */
export const signInUrl = (
  addresses: Addresses,
  redirectUri: string,
  more: Readonly<Record<string, string>> = {},
): string => {
  const query = new URLSearchParams({
    client_id: addresses.clientId('web'),
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile',
    ...more,
  })
  return `${endpointOf(addresses, 'authorize')}?${query.toString()}`
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
