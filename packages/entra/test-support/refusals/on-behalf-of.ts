import { secret } from '../contoso.ts'
import {
  answerOf,
  authorizeParameters,
  gatewayCode,
  gatewayFields,
  gatewayUri,
  postToken,
  requestTokens,
  type Running,
  type TokenBody,
} from '../running.ts'
import type { Case } from './case.ts'

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** The Contacts API asks for a token for the Org API with what it was called with. */
function exchange(
  { contactsApi, createBrowser }: Running,
  assertion: string,
  more: Record<string, string> = {},
  tenant?: string,
): Promise<Response> {
  contactsApi.passwordCredentials = [{ secretText: secret }]
  const fields = {
    grant_type: grantType,
    client_id: contactsApi.appId,
    client_secret: secret,
    requested_token_use: 'on_behalf_of',
    assertion,
    scope: 'https://org.example.com//user_impersonation',
  }
  return postToken(createBrowser(), { ...fields, ...more }, {}, tenant)
}

async function tokensFor(
  running: Running,
  scope: string,
): Promise<{ access_token: string; id_token: string }> {
  const code = await gatewayCode(running, { scope })
  return (await requestTokens(running, gatewayFields(running, { code }))).body
}

/** Exchanges a good access token, with other parameters. */
const exchangeGood =
  (more: Record<string, string>, tenant?: string) =>
  async (running: Running): Promise<Response> => {
    const { access_token } = await tokensFor(running, 'openid api://contacts/Contacts.Read')
    return exchange(running, access_token, more, tenant)
  }

/** Every refusal of the on-behalf-of grant. */
export const onBehalfOf: Case[] = [
  ['on behalf of nobody', 900144, 'json', 'invalid_request', (running) => exchange(running, '')],
  ['no use of a token', 900144, 'json', 'invalid_request', exchangeGood({ requested_token_use: '' })],
  [
    'another use of a token',
    70003,
    'json',
    'unsupported_grant_type',
    exchangeGood({ requested_token_use: 'impersonation' }),
  ],
  ['no scope on behalf of somebody', 900144, 'json', 'invalid_request', exchangeGood({ scope: '' })],
  [
    'on behalf of somebody without a secret',
    7000218,
    'json',
    'invalid_client',
    exchangeGood({ client_secret: '' }),
  ],
  [
    'an assertion that is no token',
    50027,
    'json',
    'invalid_request',
    (running) => exchange(running, 'not.a.token'),
  ],
  [
    'an assertion for Microsoft Graph',
    500131,
    'json',
    'invalid_grant',
    async (running) => exchange(running, (await tokensFor(running, 'User.Read')).access_token),
  ],
  [
    'an assertion with another signature',
    50013,
    'json',
    'invalid_grant',
    async (running) => {
      const { access_token } = await tokensFor(running, 'api://contacts/Contacts.Read')
      const other = await tokensFor(running, 'api://contacts/Contacts.Read')
      const signature = other.access_token.split('.')[2] ?? ''
      return exchange(running, [...access_token.split('.').slice(0, 2), signature].join('.'))
    },
  ],
  [
    'an assertion of another tenant',
    50013,
    'json',
    'invalid_grant',
    (running) => {
      running.contactsApi.signInAudience = 'AzureADMultipleOrgs'
      return exchangeGood({}, 'fabrikam.com')(running)
    },
  ],
  [
    'an assertion of a user flow at the tenant’s plain address',
    50013,
    'json',
    'invalid_grant',
    async (running) => {
      running.contoso.userFlows = [{ id: 'B2C_1_susi' }]
      const flow = '/contoso.onmicrosoft.com/b2c_1_susi/oauth2/v2.0'
      const parameters = authorizeParameters(running.gateway, gatewayUri)
      const request = new URLSearchParams(parameters).toString()
      const browser = running.createBrowser()
      const signedIn = await browser.post(`${flow}/login`, { request, user: running.ada.id })
      const fields = gatewayFields(running, { code: answerOf(signedIn).get('code') ?? '' })
      const body = (await (await browser.post(`${flow}/token`, fields)).json()) as TokenBody
      return exchange(running, body.access_token)
    },
  ],
  [
    'an id token as an assertion',
    240002,
    'json',
    'invalid_request',
    async (running) => {
      const { id_token } = await tokensFor(running, 'openid api://contacts/Contacts.Read')
      const fields = { client_id: running.gateway.appId, client_secret: secret }
      return exchange(running, id_token, fields)
    },
  ],
  [
    'an assertion without a user',
    7000114,
    'json',
    'invalid_request',
    async (running) => {
      const fields = { grant_type: 'client_credentials', scope: 'api://contacts/.default' }
      const { body } = await requestTokens(running, gatewayFields(running, fields))
      return exchange(running, body.access_token)
    },
  ],
  [
    'an expired assertion',
    500133,
    'json',
    'invalid_grant',
    async (running) => {
      const { access_token } = await tokensFor(running, 'api://contacts/Contacts.Read')
      running.clock.advance(2 * 60 * 60)
      return exchange(running, access_token)
    },
  ],
]
