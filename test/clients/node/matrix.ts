/** What a client of Microsoft's or of others does against the local Entra ID, and what comes of it. */
export interface NodeClientRow {
  readonly client: string
  readonly flow: string
  readonly outcome: string
}

/** Every flow of the clients that run in Node; each row is a test. */
export const nodeClients = [
  {
    client: '@azure/msal-node 7',
    flow: 'authorization code',
    outcome: 'signed in, with a token for the API',
  },
  { client: '@azure/msal-node 7', flow: 'silent, from the cache', outcome: 'the same token' },
  { client: '@azure/msal-node 7', flow: 'silent, by refresh token', outcome: 'a new token' },
  { client: '@azure/msal-node 7', flow: 'silent, for a second API', outcome: 'a token for that API' },
  {
    client: '@azure/msal-node 7',
    flow: 'interactive, in the system browser',
    outcome: 'signed in, on any port of localhost',
  },
  {
    client: '@azure/msal-node 7',
    flow: 'client credentials, secret',
    outcome: 'a token with the roles of the application',
  },
  {
    client: '@azure/msal-node 7',
    flow: 'client credentials, certificate',
    outcome: 'a token with the roles of the application',
  },
  {
    client: '@azure/msal-node 7',
    flow: 'client credentials, wrong secret',
    outcome: 'ServerError invalid_client, AADSTS7000215',
  },
  { client: '@azure/msal-node 7', flow: 'on-behalf-of', outcome: 'a token for the second API, for the user' },
  { client: '@azure/msal-node 7', flow: 'device code', outcome: 'signed in on another device' },
  { client: '@azure/msal-node 7', flow: 'user name and password', outcome: 'signed in' },
  {
    client: '@azure/msal-node 7',
    flow: 'user name and wrong password',
    outcome: 'ServerError invalid_grant, AADSTS50126',
  },
  {
    client: '@azure/msal-node 7',
    flow: 'silent, met by a claims challenge',
    outcome: 'InteractionRequiredAuthError interaction_required, AADSTS50076, with the claims',
  },
  {
    client: '@azure/msal-node 7',
    flow: 'code of a single-page application, redeemed on a server',
    outcome: 'ServerError invalid_request, AADSTS9002327; the doctor: idp/spa-redeemed-by-server',
  },
  {
    client: 'openid-client 6',
    flow: 'authorization code with PKCE',
    outcome: 'signed in, id token verified with the published keys',
  },
  { client: 'openid-client 6', flow: 'refresh token', outcome: 'a new token' },
  {
    client: 'openid-client 6',
    flow: 'client credentials',
    outcome: 'a token with the roles of the application',
  },
  { client: 'openid-client 6', flow: 'device code', outcome: 'signed in on another device' },
  {
    client: 'openid-client 6',
    flow: 'discovery at common',
    outcome: 'ClientError OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: the issuer is …/{tenantid}/v2.0',
  },
  {
    client: 'openid-client 6',
    flow: 'discovery of version 1.0',
    outcome:
      'ClientError OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: the issuer is https://sts.windows.net/{the tenant’s id}/',
  },
  {
    client: 'Clearway gateway',
    flow: 'authorization code with PKCE',
    outcome: 'signed in, the internal app knows who',
  },
  { client: 'Clearway gateway', flow: 'refresh token', outcome: 'the session goes on, with new tokens' },
  {
    client: 'Clearway gateway',
    flow: 'B2C user flow, under another name than b2clogin.com',
    outcome: 'signed in, by the user flow',
  },
] as const satisfies readonly NodeClientRow[]

type Rows = (typeof nodeClients)[number]

/** The flows of one client. */
export type FlowOf<Client extends Rows['client']> = Extract<Rows, { client: Client }>['flow']

/** The rows of one client. */
export function rowsOf<Client extends Rows['client']>(
  client: Client,
): readonly Extract<Rows, { client: Client }>[] {
  return nodeClients.filter((row): row is Extract<Rows, { client: Client }> => row.client === client)
}
