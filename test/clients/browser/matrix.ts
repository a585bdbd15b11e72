/** What a client does in a browser against the local Entra ID, and what comes of it. */
export interface BrowserClientRow {
  readonly client: string
  readonly flow: string
  /** Where it decides. Rows without it are tried with third-party cookies blocked. */
  readonly thirdPartyCookies?: 'blocked' | 'allowed'
  readonly outcome: string
}

const notSignedIn = 'InteractionRequiredAuthError login_required, AADSTS50058'

/** Every flow of the clients that run in browsers; each row is a test. */
export const browserClients = [
  { client: '@azure/msal-browser 5', flow: 'redirect', outcome: 'signed in' },
  { client: '@azure/msal-browser 5', flow: 'popup, with the redirect bridge', outcome: 'signed in' },
  {
    client: '@azure/msal-browser 5',
    flow: 'popup, without the redirect bridge',
    outcome: 'BrowserAuthError timed_out',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'popup, without the redirect bridge, with enableLegacyPolling',
    outcome: 'signed in',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'popup, where Entra sends COOP to those that did not say pocd',
    outcome: 'signed in',
  },
  { client: '@azure/msal-browser 5', flow: 'popup, where Entra always sends COOP', outcome: 'signed in' },
  { client: '@azure/msal-browser 5', flow: 'silent, from the cache', outcome: 'the token from the cache' },
  {
    client: '@azure/msal-browser 5',
    flow: 'silent, by refresh token',
    outcome: 'a new token, by refresh token',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'silent, for a second API',
    outcome: 'a token for that API, by refresh token',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'silent, when the refresh token’s 24 hours are over',
    thirdPartyCookies: 'allowed',
    outcome: 'a new token, by hidden frame',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'silent, when the refresh token’s 24 hours are over',
    thirdPartyCookies: 'blocked',
    outcome: notSignedIn,
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'ssoSilent',
    thirdPartyCookies: 'allowed',
    outcome: 'a new token, by hidden frame',
  },
  { client: '@azure/msal-browser 5', flow: 'ssoSilent', thirdPartyCookies: 'blocked', outcome: notSignedIn },
  {
    client: '@azure/msal-browser 5',
    flow: 'ssoSilent, of a page on the same site as Entra',
    thirdPartyCookies: 'blocked',
    outcome: 'a new token, by hidden frame',
  },
  { client: '@azure/msal-browser 5', flow: 'logoutRedirect', outcome: 'signed out' },
  { client: '@azure/msal-browser 5', flow: 'logoutPopup', outcome: 'signed out' },
  {
    client: '@azure/msal-browser 5',
    flow: 'redirect, at common',
    outcome: 'signed in, with the issuer of the person’s own tenant',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'redirect, at organizations',
    outcome: 'signed in, with the issuer of the person’s own tenant',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'redirect, with protocolMode OIDC',
    outcome: 'signed in',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'redirect, with the client capability cp1',
    outcome: 'signed in, and the token says cp1',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'redirect, without knownAuthorities, offline',
    outcome: 'ClientAuthError endpoints_resolution_error',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'redirect, without knownAuthorities, with login.microsoftonline.com led here',
    outcome: 'signed in',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'redirect, at login.microsoftonline.com, without knownAuthorities',
    outcome: 'signed in',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'B2C, with knownAuthorities',
    outcome: 'signed in, by the user flow',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'B2C, at b2clogin.com',
    outcome: 'signed in, by the user flow',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'B2C, “Forgot your password?”',
    outcome: 'ServerError access_denied, AADB2C90118',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'B2C, “Cancel”',
    outcome: 'ServerError access_denied, AADB2C90091',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'B2C, ssoSilent with nobody signed in',
    outcome: 'InteractionRequiredAuthError interaction_required, AADB2C90077',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'B2C, with a user flow that does not exist',
    outcome: 'ClientAuthError endpoints_resolution_error, and a CORS error in the console',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'redirect URI registered for web applications',
    outcome: 'BrowserAuthError post_request_failed, and a CORS error in the console',
  },
  {
    client: '@azure/msal-browser 5',
    flow: 'redirect URI registered for web applications, where Entra lets the refusal be read',
    outcome: 'ServerError invalid_request, AADSTS9002326',
  },
  { client: '@azure/msal-browser 4', flow: 'redirect', outcome: 'signed in' },
  { client: '@azure/msal-browser 4', flow: 'popup', outcome: 'signed in' },
  {
    client: '@azure/msal-browser 4',
    flow: 'popup, where Entra sends COOP to those that did not say pocd',
    outcome: 'BrowserAuthError user_cancelled',
  },
  {
    client: '@azure/msal-browser 4',
    flow: 'popup, where Entra always sends COOP',
    outcome: 'BrowserAuthError user_cancelled',
  },
  { client: '@azure/msal-browser 4', flow: 'silent, from the cache', outcome: 'the token from the cache' },
  {
    client: '@azure/msal-browser 4',
    flow: 'silent, by refresh token',
    outcome: 'a new token, by refresh token',
  },
  {
    client: '@azure/msal-browser 4',
    flow: 'silent, when the refresh token’s 24 hours are over',
    thirdPartyCookies: 'allowed',
    outcome: 'a new token, by hidden frame',
  },
  {
    client: '@azure/msal-browser 4',
    flow: 'silent, when the refresh token’s 24 hours are over',
    thirdPartyCookies: 'blocked',
    outcome: notSignedIn,
  },
  {
    client: '@azure/msal-browser 4',
    flow: 'ssoSilent',
    thirdPartyCookies: 'allowed',
    outcome: 'a new token, by hidden frame',
  },
  { client: '@azure/msal-browser 4', flow: 'ssoSilent', thirdPartyCookies: 'blocked', outcome: notSignedIn },
  { client: '@azure/msal-browser 4', flow: 'logoutRedirect', outcome: 'signed out' },
  { client: '@azure/msal-browser 4', flow: 'logoutPopup', outcome: 'signed out' },
  { client: 'adal-angular 1', flow: 'login', outcome: 'signed in' },
  {
    client: 'adal-angular 1',
    flow: 'acquireToken, for a resource',
    thirdPartyCookies: 'allowed',
    outcome: 'a token of version 1.0 for that resource, by hidden frame',
  },
  {
    client: 'adal-angular 1',
    flow: 'acquireToken, for a resource',
    thirdPartyCookies: 'blocked',
    outcome: 'login_required, AADSTS50058',
  },
  {
    client: 'adal-angular 1',
    flow: 'acquireToken, for the page itself',
    thirdPartyCookies: 'allowed',
    outcome: 'a new id token, by hidden frame',
  },
  {
    client: 'adal-angular 1',
    flow: 'acquireToken, for the page itself',
    thirdPartyCookies: 'blocked',
    outcome: 'login_required, AADSTS50058',
  },
  {
    client: 'adal-angular 1',
    flow: 'acquireToken, when Entra does not answer',
    outcome: 'Token Renewal Failed, Token renewal operation failed due to timeout',
  },
  { client: 'adal-angular 1', flow: 'logOut', outcome: 'signed out' },
  {
    client: 'adal-angular 1',
    flow: 'login, with oauth2AllowIdTokenImplicitFlow off',
    outcome: 'unsupported_response_type, AADSTS700054',
  },
  {
    client: 'adal-angular 1',
    flow: 'acquireToken, with oauth2AllowImplicitFlow off',
    outcome: 'unsupported_response_type, AADSTS700051',
  },
  { client: 'oidc-client-ts 3', flow: 'signinRedirect', outcome: 'signed in' },
  { client: 'oidc-client-ts 3', flow: 'signinRedirect, at common', outcome: 'signed in' },
  {
    client: 'oidc-client-ts 3',
    flow: 'signinSilent, with a refresh token',
    outcome: 'a new token, by refresh token',
  },
  {
    client: 'oidc-client-ts 3',
    flow: 'signinSilent, without a refresh token',
    thirdPartyCookies: 'allowed',
    outcome: 'a new token, by hidden frame',
  },
  {
    client: 'oidc-client-ts 3',
    flow: 'signinSilent, without a refresh token',
    thirdPartyCookies: 'blocked',
    outcome: 'ErrorResponse login_required, AADSTS50058',
  },
  { client: 'oidc-client-ts 3', flow: 'signoutRedirect', outcome: 'signed out' },
  {
    client: 'oidc-client-ts 3',
    flow: 'signinRedirect, with disablePKCE',
    outcome: 'ErrorResponse invalid_request, AADSTS9002325',
  },
  {
    client: 'oidc-client-ts 3',
    flow: 'redirect URI registered for web applications',
    outcome: 'TypeError Failed to fetch, and a CORS error in the console',
  },
] as const satisfies readonly BrowserClientRow[]

type Row = (typeof browserClients)[number]

/** The flows of one client. */
export type FlowOf<Client extends Row['client']> = Extract<Row, { client: Client }>['flow']

/** The rows of one client, each with a setting for third-party cookies. */
export function rowsOf<Client extends Row['client']>(
  client: Client,
): readonly {
  readonly flow: FlowOf<Client>
  readonly thirdPartyCookies: 'blocked' | 'allowed'
  readonly outcome: string
}[] {
  return browserClients
    .filter((row): row is Extract<Row, { client: Client }> => row.client === client)
    .map((row) => ({
      flow: row.flow as FlowOf<Client>,
      outcome: row.outcome,
      thirdPartyCookies: 'thirdPartyCookies' in row ? row.thirdPartyCookies : 'blocked',
    }))
}
