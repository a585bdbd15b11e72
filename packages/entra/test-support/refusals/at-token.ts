import { expiredSecret, fabrikamId } from '../contoso.ts'
import {
  answerOf,
  authorizeParameters,
  type Browser,
  gatewayCode,
  gatewayFields,
  pageCode,
  pageFields,
  pageOrigin,
  pathTo,
  requestTokens,
  type Running,
  signIn,
} from '../running.ts'
import type { Case } from './case.ts'
import { withAssertion } from './with-assertion.ts'
import { withDeviceCode } from './with-device-code.ts'
import { onBehalfOf } from './on-behalf-of.ts'
import { withPassword } from './with-password.ts'

/** Redeems a code for the gateway, asked for with and redeemed with more or other parameters. */
const redeem =
  (more: Record<string, string>, asked: Record<string, string> = {}, tenant?: string) =>
  async (running: Running): Promise<Response> => {
    const fields = gatewayFields(running, { code: await gatewayCode(running, asked), ...more })
    return (await post(running, fields, {}, tenant)).response
  }

/** `requestTokens`, its body left unread. */
async function post(
  running: Running,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
  tenant = 'contoso.onmicrosoft.com',
): Promise<{ response: Response; browser: Browser }> {
  const browser = running.createBrowser()
  return { response: await browser.post(`/${tenant}/oauth2/v2.0/token`, fields, headers), browser }
}

/** Asks for a token for the gateway itself. */
const clientCredentials =
  (scope: string, tenant?: string) =>
  async (running: Running): Promise<Response> => {
    running.gateway.signInAudience = 'AzureADMultipleOrgs'
    return (
      await post(running, gatewayFields(running, { grant_type: 'client_credentials', scope }), {}, tenant)
    ).response
  }

async function refreshLater(running: Running, seconds: number, spa: boolean): Promise<Response> {
  const headers = spa ? pageOrigin : {}
  const fields = spa
    ? pageFields(running, { code: await pageCode(running) })
    : gatewayFields(running, { code: await gatewayCode(running) })
  const { body } = await requestTokens(running, fields, headers)
  running.clock.advance(seconds)
  const refresh = { ...fields, grant_type: 'refresh_token', refresh_token: body.refresh_token }
  return (await post(running, refresh, headers)).response
}

/** A form with a parameter twice. */
const postTwice = (running: Running): Promise<Response> =>
  running.createBrowser().request(pathTo('oauth2/v2.0/token'), {
    method: 'POST',
    body: `${new URLSearchParams(gatewayFields(running)).toString()}&client_id=x`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

/** Redeems a code at the address of version 1.0, for one resource. */
const redeemFirst =
  (resource: string) =>
  async (running: Running): Promise<Response> => {
    running.gateway.identifierUris = ['api://gateway']
    const fields = gatewayFields(running, { code: await gatewayCode(running), resource })
    return running.createBrowser().post('/contoso.onmicrosoft.com/oauth2/token', fields)
  }

const day = 24 * 60 * 60

/** Every refusal of the token endpoint. */
export const atToken: Case[] = [
  ...withPassword,
  ...onBehalfOf,
  ...withDeviceCode,
  ...withAssertion,
  [
    'a GET',
    900561,
    'json',
    'invalid_request',
    (running) => running.createBrowser().request(pathTo('oauth2/v2.0/token')),
  ],
  ['a tenant that is not there', 90002, 'json', 'invalid_request', redeem({}, {}, 'nowhere')],
  ['no grant type', 900144, 'json', 'invalid_request', redeem({ grant_type: '' })],
  [
    'a body of JSON',
    900144,
    'json',
    'invalid_request',
    (running) =>
      running.createBrowser().request(pathTo('oauth2/v2.0/token'), {
        method: 'POST',
        body: JSON.stringify(gatewayFields(running)),
        headers: { 'content-type': 'application/json' },
      }),
  ],
  ['no client id', 900144, 'json', 'invalid_request', redeem({ client_id: '' })],
  [
    'an application that is not there',
    700016,
    'json',
    'unauthorized_client',
    redeem({ client_id: 'nobody' }),
  ],
  ['a single-tenant application at common', 50194, 'json', 'invalid_request', redeem({}, {}, 'common')],
  ['a resource, as in v1', 901002, 'json', 'invalid_request', redeem({ resource: 'https://x' })],
  ['a parameter twice', 9000411, 'json', 'invalid_request', postTwice],
  ['claims that are no JSON', 9002313, 'json', 'invalid_grant', redeem({ claims: '{' })],
  ['an unknown grant type', 70003, 'json', 'unsupported_grant_type', redeem({ grant_type: 'magic' })],
  ['no code', 900144, 'json', 'invalid_request', redeem({ code: '' })],
  ['no redirect URI', 900144, 'json', 'invalid_request', redeem({ redirect_uri: '' })],
  ['no secret', 7000218, 'json', 'invalid_client', redeem({ client_secret: '' })],
  ['a wrong secret', 7000215, 'json', 'invalid_client', redeem({ client_secret: 'wrong' })],
  ['an expired secret', 7000222, 'json', 'invalid_client', redeem({ client_secret: expiredSecret })],
  [
    'a wrong secret and a code of nobody’s',
    7000215,
    'json',
    'invalid_client',
    redeem({ client_secret: 'x', code: 'y' }),
  ],
  [
    'a wrong secret and a refresh token of nobody’s',
    7000215,
    'json',
    'invalid_client',
    redeem({ grant_type: 'refresh_token', client_secret: 'wrong', refresh_token: 'x' }),
  ],
  ['a code of nobody’s', 9002313, 'json', 'invalid_grant', redeem({ code: 'nonsense' })],
  [
    'a code of another application',
    70000,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = { client_id: running.everywhere.appId, code: await gatewayCode(running) }
      return (await post(running, gatewayFields(running, fields))).response
    },
  ],
  [
    'a code of another tenant',
    700005,
    'json',
    'invalid_grant',
    async (running) => {
      running.gateway.signInAudience = 'AzureADMultipleOrgs'
      return redeem({}, {}, fabrikamId)(running)
    },
  ],
  [
    'a redirect URI that is not registered',
    50011,
    'json',
    'invalid_request',
    redeem({ redirect_uri: 'https://x/' }),
  ],
  [
    'another redirect URI',
    500112,
    'json',
    'invalid_client',
    redeem({ redirect_uri: 'https://app.example.com/back?x=1' }),
  ],
  [
    'a code for the second time',
    54005,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      await post(running, fields)
      return (await post(running, fields)).response
    },
  ],
  [
    'a code after ten minutes',
    70008,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      running.clock.advance(10 * 60)
      return (await post(running, fields)).response
    },
  ],
  ['a wrong verifier', 501481, 'json', 'invalid_grant', redeem({ code_verifier: 'x'.repeat(43) })],
  ['no verifier', 501481, 'json', 'invalid_grant', redeem({ code_verifier: '' })],
  [
    'a verifier without a challenge',
    501481,
    'json',
    'invalid_grant',
    redeem({}, { code_challenge: '', code_challenge_method: '' }),
  ],
  ['a scope that is none', 70011, 'json', 'invalid_scope', redeem({ scope: '/' })],
  ['an unknown API', 500011, 'json', 'invalid_resource', redeem({ scope: 'api://nothing/X' })],
  ['a scope that the API lacks', 65001, 'json', 'invalid_grant', redeem({ scope: 'api://contacts/Nothing' })],
  ['version 1.0 and an unknown resource', 500011, 'json', 'invalid_resource', redeemFirst('https://a b')],
  [
    'version 1.0 and the application itself by name',
    90009,
    'json',
    'invalid_request',
    redeemFirst('api://gateway'),
  ],
  [
    'somebody without a role at an application that demands one',
    50105,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      running.gateway.appRoleAssignmentRequired = true
      return (await post(running, fields)).response
    },
  ],
  [
    'somebody without a role at an API that demands one',
    50105,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      running.contactsApi.appRoleAssignmentRequired = true
      delete running.ada.appRoles
      return (await post(running, fields)).response
    },
  ],
  [
    'a scope that nobody consented to any more',
    65001,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      running.contoso.oauth2PermissionGrants = []
      return (await post(running, fields)).response
    },
  ],
  ['two APIs', 28000, 'json', 'invalid_scope', redeem({ scope: 'api://contacts/Contacts.Read User.Read' })],
  [
    'two APIs at sign-in and none named',
    28003,
    'json',
    'invalid_scope',
    redeem({}, { scope: 'api://contacts/Contacts.Read User.Read' }),
  ],
  [
    'somebody disabled since',
    50057,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running) })
      running.ada.accountEnabled = false
      return (await post(running, fields)).response
    },
  ],
  [
    'a refresh token of nobody’s',
    9002313,
    'json',
    'invalid_grant',
    redeem({ grant_type: 'refresh_token', refresh_token: 'x' }),
  ],
  [
    'a refresh token after 90 days',
    700082,
    'json',
    'invalid_grant',
    (running) => refreshLater(running, 90 * day, false),
  ],
  [
    'a page’s refresh token after a day',
    700084,
    'json',
    'invalid_grant',
    (running) => refreshLater(running, day, true),
  ],
  [
    'a refresh token of another application',
    70000,
    'json',
    'invalid_grant',
    async (running) => {
      const { body } = await requestTokens(
        running,
        gatewayFields(running, { code: await gatewayCode(running) }),
      )
      const fields = {
        grant_type: 'refresh_token',
        client_id: running.everywhere.appId,
        refresh_token: body.refresh_token,
      }
      return (await post(running, gatewayFields(running, fields))).response
    },
  ],
  [
    'a refresh token at another tenant',
    70000,
    'json',
    'invalid_grant',
    async (running) => {
      running.gateway.signInAudience = 'AzureADMultipleOrgs'
      const { body } = await requestTokens(
        running,
        gatewayFields(running, { code: await gatewayCode(running) }),
      )
      const fields = { grant_type: 'refresh_token', refresh_token: body.refresh_token }
      return (await post(running, gatewayFields(running, fields), {}, fabrikamId)).response
    },
  ],
  [
    'client credentials at common',
    9001023,
    'json',
    'invalid_request',
    clientCredentials('api://contacts/.default', 'common'),
  ],
  [
    'client credentials for a scope',
    1002012,
    'json',
    'invalid_scope',
    clientCredentials('api://contacts/Contacts.Read'),
  ],
  [
    'client credentials for two APIs',
    70011,
    'json',
    'invalid_scope',
    clientCredentials('api://contacts/.default https://org.example.com//.default'),
  ],
  [
    'client credentials for an unknown API',
    500011,
    'json',
    'invalid_resource',
    clientCredentials('api://x/.default'),
  ],
  [
    'client credentials at an API that demands a role',
    501051,
    'json',
    'invalid_grant',
    (running) => {
      running.contactsApi.appRoleAssignmentRequired = true
      running.gateway.appRoleAssignments = { [running.contactsApi.appId]: [] }
      return clientCredentials('api://contacts/.default')(running)
    },
  ],
  ['client credentials for nothing', 900144, 'json', 'invalid_request', clientCredentials('')],
  [
    'client credentials without a secret',
    7000218,
    'json',
    'invalid_client',
    async (running) => {
      const fields = { client_secret: '', grant_type: 'client_credentials', scope: 'api://contacts/.default' }
      return (await post(running, gatewayFields(running, fields))).response
    },
  ],
  [
    'a native application’s secret',
    700025,
    'json',
    'invalid_client',
    async (running) => {
      const parameters = authorizeParameters(running.native, 'http://localhost:1')
      const code = answerOf(await signIn(running.createBrowser(), parameters, running.ada)).get('code') ?? ''
      const client = { client_id: running.native.appId, redirect_uri: 'http://localhost:1' }
      return (await post(running, gatewayFields(running, { ...client, code }))).response
    },
  ],
  [
    'a secret in two places',
    9000411,
    'json',
    'invalid_request',
    async (running) => {
      const authorization = `Basic ${Buffer.from(`${running.gateway.appId}:x`).toString('base64')}`
      return (await post(running, gatewayFields(running, { code: 'x' }), { authorization })).response
    },
  ],
  [
    'a page’s code without an Origin',
    9002327,
    'json',
    'invalid_request',
    async (running) => (await post(running, pageFields(running, { code: await pageCode(running) }))).response,
  ],
  [
    'a web application’s code with an Origin',
    9002326,
    'json',
    'invalid_request',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running), client_secret: '' })
      return (await post(running, fields, { origin: 'https://app.example.com' })).response
    },
  ],
  [
    'a page’s code without a challenge',
    9002325,
    'json',
    'invalid_request',
    async (running) => {
      const code = await pageCode(running, { code_challenge: '', code_challenge_method: '' })
      return (await post(running, pageFields(running, { code, code_verifier: '' }), pageOrigin)).response
    },
  ],
]
