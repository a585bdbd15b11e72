import {
  answerOf,
  gatewayFields,
  gatewayUri,
  authorizeParameters,
  pageFields,
  pageOrigin,
  pageUri,
  postToken,
  type Running,
  signIn,
  type TokenBody,
} from '../../running.ts'
import { flow, otherFlow, type Fields, type UserFlowCase } from './case.ts'

async function codeFor(running: Running, app: { appId: string }, uri: string, more: Fields): Promise<string> {
  const parameters = { ...authorizeParameters(app, uri), ...more }
  return answerOf(await signIn(running.createBrowser(), parameters, running.ada, flow)).get('code') ?? ''
}

/** What a case of the token endpoint varies. */
interface Redemption {
  /** Parameters of the authorization request. */
  readonly asked?: Fields
  readonly headers?: Fields
  /** Where the code is redeemed. */
  readonly at?: string
  /** What happens before that. */
  readonly prepare?: (running: Running, fields: Fields) => unknown
}

/** Redeems the gateway's code, with other fields or under other circumstances. */
const redeeming =
  (fields: Fields, { asked = {}, at = flow, headers = {}, prepare }: Redemption = {}) =>
  async (running: Running): Promise<Response> => {
    const code = await codeFor(running, running.gateway, gatewayUri, asked)
    const all = gatewayFields(running, { code, ...fields })
    await prepare?.(running, all)
    return postToken(running.createBrowser(), all, headers, at)
  }

/** Redeems a page's code, and its refresh token later. */
const refreshingLater =
  (seconds: number, at = flow) =>
  async (running: Running): Promise<Response> => {
    const code = await codeFor(running, running.page, pageUri, {})
    const browser = running.createBrowser()
    const redeemed = await postToken(browser, pageFields(running, { code }), pageOrigin, flow)
    const { refresh_token } = (await redeemed.json()) as TokenBody
    running.clock.advance(seconds)
    const fields = pageFields(running, { grant_type: 'refresh_token', refresh_token })
    return postToken(browser, fields, pageOrigin, at)
  }

const withPassword =
  (fields: Fields) =>
  (running: Running): Promise<Response> => {
    running.native.isFallbackPublicClient = true
    running.ada.passwordProfile = { password: 'right' }
    const person = { username: running.ada.userPrincipalName, password: 'right', scope: 'openid' }
    const all = { client_id: running.native.appId, grant_type: 'password', ...person, ...fields }
    return postToken(running.createBrowser(), all, {}, flow)
  }

const twoApis = 'openid api://contacts/Contacts.Read https://org.example.com//user_impersonation'

/** Every refusal of the token endpoint of a user flow. */
export const atToken: UserFlowCase[] = [
  [
    'a redirect URI that is not registered, with a code',
    'AADB2C90006',
    'json',
    'redirect_uri_mismatch',
    redeeming({ redirect_uri: 'https://x/' }),
  ],
  [
    'another redirect URI',
    'AADB2C90006',
    'json',
    'redirect_uri_mismatch',
    redeeming({ redirect_uri: 'https://app.example.com/back?x=1' }),
  ],
  [
    'a client assertion that is none',
    'AADB2C90017',
    'json',
    'invalid_client',
    redeeming({
      client_secret: '',
      client_assertion: 'x.y.z',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    }),
  ],
  ['no secret', 'AADB2C90079', 'json', 'invalid_request', redeeming({ client_secret: '' })],
  [
    'a page at a web application’s redirect URI',
    'AADB2C90079',
    'json',
    'invalid_request',
    redeeming({ client_secret: '' }, { headers: { origin: 'https://app.example.com' } }),
  ],
  ['a wrong secret', 'AADB2C90081', 'json', 'invalid_client', redeeming({ client_secret: 'wrong' })],
  [
    'a code after ten minutes',
    'AADB2C90080',
    'json',
    'invalid_grant',
    redeeming({}, { prepare: ({ clock }) => clock.advance(10 * 60) }),
  ],
  ['a page’s refresh token after a day', 'AADB2C90080', 'json', 'invalid_grant', refreshingLater(24 * 3600)],
  ['no grant type', 'AADB2C90083', 'json', 'invalid_request', redeeming({ grant_type: '' })],
  [
    'a public client’s secret',
    'AADB2C90084',
    'json',
    'invalid_request',
    withPassword({ client_secret: 'secret' }),
  ],
  ['a code of nobody’s', 'AADB2C90085', 'json', 'invalid_grant', redeeming({ code: 'nonsense' })],
  [
    'a grant type that B2C lacks',
    'AADB2C90086',
    'json',
    'unsupported_grant_type',
    redeeming({ grant_type: 'device_code', device_code: 'x' }),
  ],
  [
    'on behalf of somebody, which B2C lacks',
    'AADB2C90086',
    'json',
    'unsupported_grant_type',
    redeeming({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      requested_token_use: 'on_behalf_of',
      assertion: 'x',
    }),
  ],
  [
    'a device, which B2C has no flow for',
    'AADB2C90086',
    'json',
    'unsupported_grant_type',
    ({ createBrowser, native }) =>
      createBrowser().post(`/${flow}/oauth2/v2.0/devicecode`, { client_id: native.appId, scope: 'openid' }),
  ],
  ['a code of another user flow', 'AADB2C90088', 'json', 'invalid_grant', redeeming({}, { at: otherFlow })],
  [
    'a refresh token of another user flow',
    'AADB2C90088',
    'json',
    'invalid_grant',
    refreshingLater(1, otherFlow),
  ],
  [
    'somebody who has gone',
    'AADB2C90128',
    'json',
    'invalid_grant',
    redeeming({}, { prepare: ({ contoso }) => void (contoso.users = []) }),
  ],
  [
    'a code for the second time',
    'AADB2C90129',
    'json',
    'invalid_grant',
    redeeming({}, { prepare: ({ createBrowser }, fields) => postToken(createBrowser(), fields, {}, flow) }),
  ],
  [
    'two APIs at sign-in and none named',
    'AADB2C90146',
    'json',
    'invalid_request',
    redeeming({}, { asked: { scope: twoApis } }),
  ],
  ['a wrong verifier', 'AADB2C90182', 'json', 'invalid_grant', redeeming({ code_verifier: 'x'.repeat(43) })],
  ['no verifier', 'AADB2C90183', 'json', 'invalid_grant', redeeming({ code_verifier: '' })],
  [
    'a scope that nobody consented to any more',
    'AADB2C90205',
    'json',
    'invalid_request',
    redeeming({}, { prepare: ({ contoso }) => void (contoso.oauth2PermissionGrants = []) }),
  ],
  [
    'a wrong password without a page',
    'AADB2C90225',
    'json',
    'access_denied',
    withPassword({ password: 'wrong' }),
  ],
  [
    'a GET',
    'AADB2C90226',
    'json',
    'invalid_request',
    ({ createBrowser }) => createBrowser().request(`/${flow}/oauth2/v2.0/token`),
  ],
  [
    'a code of another application',
    'AADB2C90279',
    'json',
    'invalid_grant',
    async (running) => {
      const { appId } = running.everywhere
      return redeeming({ client_id: appId })(running)
    },
  ],
]
