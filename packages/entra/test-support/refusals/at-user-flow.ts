import {
  answerOf,
  authorizeParameters,
  gatewayFields,
  gatewayUri,
  pageFields,
  pageOrigin,
  pageUri,
  pathTo,
  postToken,
  type Running,
  signIn,
  type TokenBody,
} from '../running.ts'

const flow = 'contoso.onmicrosoft.com/B2C_1_susi'
const otherFlow = 'contoso.onmicrosoft.com/B2C_1_edit'

/** A refusal at a user flow and how to provoke it. Pages carry no OAuth error. */
export type UserFlowCase = [
  what: string,
  code: string,
  via: 'page' | 'redirect' | 'json',
  error: string,
  (running: Running) => Promise<Response>,
]

type Fields = Record<string, string>

/** Asks for authorization by the page, after some change. */
const asking =
  (more: Fields, prepare: (running: Running) => void = () => undefined) =>
  (running: Running): Promise<Response> => {
    prepare(running)
    const parameters = { ...authorizeParameters(running.page, pageUri), ...more }
    return running.createBrowser().request(pathTo('oauth2/v2.0/authorize', parameters, flow))
  }

/** The same, where the page may have tokens from here. */
const askingForTokens = (more: Fields): ((running: Running) => Promise<Response>) =>
  asking(more, ({ page }) => {
    page.oauth2AllowIdTokenImplicitFlow = true
    page.oauth2AllowImplicitFlow = true
  })

/** Sends the form of the sign-in page. */
const submitting =
  (fields: (running: Running) => Fields, more: Fields = {}) =>
  (running: Running): Promise<Response> => {
    const request = new URLSearchParams({ ...authorizeParameters(running.page, pageUri), ...more }).toString()
    return running.createBrowser().post(`/${flow}/oauth2/v2.0/login`, { request, ...fields(running) })
  }

const asAda = ({ ada }: Running): Fields => ({ user: ada.id })

const trying =
  (passwd: string) =>
  ({ ada }: Running): Fields => {
    ada.passwordProfile = { password: 'right' }
    return { user: ada.id, passwd }
  }

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

/** Every refusal of a user flow that Azure AD B2C has a code for, and what it has none for. */
export const atUserFlow: UserFlowCase[] = [
  [
    'a redirect URI that is not registered',
    'AADB2C90006',
    'redirect',
    'redirect_uri_mismatch',
    asking({ redirect_uri: 'https://evil.example/' }),
  ],
  ['no redirect URI', 'AADB2C90006', 'redirect', 'redirect_uri_mismatch', asking({ redirect_uri: '' })],
  [
    'an application without redirect URIs',
    'AADB2C90007',
    'page',
    '',
    asking({}, ({ page }) => void (page.spa = { redirectUris: [] })),
  ],
  ['no client id', 'AADB2C90008', 'page', '', asking({ client_id: '' })],
  ['no scope', 'AADB2C90010', 'redirect', 'invalid_request', asking({ scope: '' })],
  [
    'an unknown response type',
    'AADB2C90013',
    'redirect',
    'unsupported_response_type',
    asking({ response_type: 'magic' }),
  ],
  [
    'an unknown response mode',
    'AADB2C90014',
    'redirect',
    'invalid_request',
    asking({ response_mode: 'pigeon' }),
  ],
  ['an application that is not there', 'AADB2C90018', 'page', '', asking({ client_id: 'nobody' })],
  ['an unknown prompt', 'AADB2C90043', 'redirect', 'invalid_request', asking({ prompt: 'please' })],
  [
    'tokens without the implicit flow',
    'AADB2C90057',
    'redirect',
    'unauthorized_client',
    asking({ response_type: 'token' }),
  ],
  ['nobody signed in', 'AADB2C90077', 'redirect', 'interaction_required', asking({ prompt: 'none' })],
  [
    'no nonce for an id token',
    'AADB2C90083',
    'redirect',
    'invalid_request',
    askingForTokens({ response_type: 'id_token', nonce: '' }),
  ],
  [
    'an id token without openid',
    'AADB2C90110',
    'redirect',
    'invalid_request',
    askingForTokens({ response_type: 'id_token', scope: 'api://contacts/Contacts.Read' }),
  ],
  ['an age that is none', 'AADB2C90120', 'redirect', 'invalid_request', asking({ max_age: 'young' })],
  [
    'an unknown challenge method',
    'AADB2C90184',
    'redirect',
    'invalid_request',
    asking({ code_challenge_method: 'S1' }),
  ],
  [
    'a page without a challenge',
    'AADB2C99059',
    'page',
    '',
    asking({ code_challenge: '', code_challenge_method: '' }),
  ],
  ['cancelling', 'AADB2C90091', 'redirect', 'access_denied', submitting(() => ({ cancel: '1' }))],
  ['a forgotten password', 'AADB2C90118', 'redirect', 'access_denied', submitting(() => ({ forgot: '1' }))],
  ['an unknown name', 'AADB2C90225', 'page', '', submitting(() => ({ loginfmt: 'eve@contoso.com' }))],
  ['a wrong password', 'AADB2C90225', 'page', '', submitting(trying('wrong'))],
  [
    'the right password after ten wrong ones',
    'AADB2C90114',
    'page',
    '',
    async (running) => {
      for (let count = 0; count < 10; count++) await submitting(trying('wrong'))(running)
      return submitting(trying('right'))(running)
    },
  ],
  [
    'somebody disabled',
    'AADB2C90111',
    'page',
    '',
    submitting(({ bob }) => {
      bob.accountEnabled = false
      return { user: bob.id }
    }),
  ],
  [
    'an API that is not there',
    'AADB2C90117',
    'redirect',
    'invalid_request',
    submitting(asAda, { scope: 'openid api://nothing/X' }),
  ],
  [
    'a scope that the API lacks',
    'AADB2C90117',
    'redirect',
    'invalid_request',
    submitting(asAda, { scope: 'openid user.nothing' }),
  ],
  [
    'somebody who is not assigned, as Entra says it',
    'AADSTS50105',
    'page',
    '',
    submitting(({ ada, page }) => {
      page.appRoleAssignmentRequired = true
      return { user: ada.id }
    }),
  ],
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
