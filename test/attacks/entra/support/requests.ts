import {
  ada,
  challenge,
  native,
  password,
  grace,
  redirectUri,
  secret,
  shopPage,
  tenantId,
  verifier,
  web,
} from './target.ts'

/** A parameter as it stands in a query or a form: encoded. */
export type Pair = readonly [name: string, value: string]

/** A request that an endpoint answers as it is meant to. */
export interface AttackedRequest {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Of the query for GET, of a form for POST. */
  readonly parameters: readonly Pair[]
  readonly headers?: readonly string[]
  /** What the answer is when nothing is wrong with the request. */
  readonly status: number
}

/** The parameters of an object, encoded. */
export function pairsOf(values: Readonly<Record<string, string>>): Pair[] {
  return Object.entries(values).map(([name, value]) => [name, encodeURIComponent(value)])
}

const text = (pairs: readonly Pair[]): string => pairs.map(([name, value]) => `${name}=${value}`).join('&')

/** The bytes of a request with other parameters than its own. */
export function bytesOf({ headers = [], method, path }: AttackedRequest, parameters: string): string {
  const isQuery = method === 'GET'
  const target = isQuery && parameters !== '' ? `${path}?${parameters}` : path
  const head = [`${method} ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers]
  if (isQuery) return `${head.join('\r\n')}\r\n\r\n`
  head.push(
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${Buffer.byteLength(parameters, 'latin1')}`,
  )
  return `${head.join('\r\n')}\r\n\r\n${parameters}`
}

/** The bytes of a request as it is meant. */
export const bytesAsMeant = (request: AttackedRequest): string => bytesOf(request, text(request.parameters))

/** A form that is sent to a path, and gets 200 unless told otherwise. */
export function formPost(
  path: string,
  fields: Readonly<Record<string, string>>,
  status = 200,
): AttackedRequest {
  return { name: path, method: 'POST', path, parameters: pairsOf(fields), status }
}

/** An authorization request of version 2.0. */
export const authorizeParameters = {
  client_id: web.appId,
  redirect_uri: redirectUri,
  response_type: 'code',
  response_mode: 'query',
  scope: 'openid profile offline_access api://attacked/Read',
  state: 'state',
  nonce: 'nonce',
  code_challenge: challenge,
  code_challenge_method: 'S256',
  prompt: 'select_account',
  login_hint: ada.userPrincipalName,
  domain_hint: 'contoso.onmicrosoft.com',
  sid: 'sid',
  claims: '{"access_token":{"xms_cc":{"values":["cp1"]}}}',
  client_info: '1',
  'client-request-id': '00000000-0000-4000-8000-000000000000',
  max_age: '3600',
} as const

/** Without those that contradict each other. */
const usual = (...left: readonly string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(authorizeParameters).filter(([name]) => !left.includes(name)))

const signInFields = usual('prompt', 'sid', 'login_hint', 'max_age')
/** How the pages of the server hand the request on. */
const inForm = { request: new URLSearchParams(signInFields).toString() }
export const v2 = `/${tenantId}/oauth2/v2.0`
const v1 = `/${tenantId}/oauth2`
const logout = { post_logout_redirect_uri: redirectUri, logout_hint: 'ada', state: 'state' }
const clientFields = { client_id: web.appId, client_secret: secret }

/** What a request may present that was issued before. */
export interface Issued {
  readonly code: string
  readonly refreshToken: string
  readonly accessToken: string
  readonly deviceCode: string
  readonly userCode: string
  /** Of Ada's session. */
  readonly cookie: string
}

/** One request for everything that the server does. */
export function requestsWith(issued: Issued): readonly AttackedRequest[] {
  const token = (name: string, fields: Record<string, string>, status = 200): AttackedRequest => ({
    name: `token, ${name}`,
    method: 'POST',
    path: `${v2}/token`,
    parameters: pairsOf(fields),
    status,
  })
  const scope = 'openid api://attacked/Read'
  return [
    {
      name: 'authorize',
      method: 'GET',
      path: `${v2}/authorize`,
      parameters: pairsOf(usual('sid')),
      status: 200,
    },
    {
      name: 'authorize, by form',
      method: 'POST',
      path: `${v2}/authorize`,
      parameters: pairsOf(usual('sid')),
      status: 200,
    },
    {
      name: 'authorize of version 1.0',
      method: 'GET',
      path: `${v1}/authorize`,
      parameters: pairsOf({
        client_id: web.appId,
        redirect_uri: redirectUri,
        response_type: 'id_token',
        response_mode: 'fragment',
        resource: 'api://attacked',
        state: 'state',
        nonce: 'nonce',
      }),
      status: 200,
    },
    {
      name: 'sign-in',
      method: 'POST',
      path: `${v2}/login`,
      parameters: pairsOf({ ...inForm, user: ada.id }),
      status: 302,
    },
    {
      ...formPost(`${v2}/login`, { ...inForm, loginfmt: grace.userPrincipalName, passwd: password }, 302),
      name: 'sign-in, with a password',
    },
    {
      ...formPost(`${v2}/consent`, { ...inForm, user: ada.id, consent: 'accept' }, 302),
      name: 'consent',
      headers: [`Cookie: ${issued.cookie}`],
    },
    {
      name: 'authorize, for somebody signed in',
      method: 'GET',
      path: `${v2}/authorize`,
      parameters: pairsOf({ ...signInFields, prompt: 'none', response_mode: 'form_post' }),
      headers: [`Cookie: ${issued.cookie}`],
      status: 200,
    },
    {
      name: 'authorize of a user flow',
      method: 'GET',
      path: '/shop.onmicrosoft.com/oauth2/v2.0/authorize',
      parameters: pairsOf({ ...signInFields, client_id: shopPage.appId, scope: 'openid', p: 'b2c_1_susi' }),
      status: 200,
    },
    token('authorization code', {
      ...clientFields,
      grant_type: 'authorization_code',
      code: issued.code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      scope,
      client_info: '1',
    }),
    token('refresh token', {
      ...clientFields,
      grant_type: 'refresh_token',
      refresh_token: issued.refreshToken,
      scope,
      claims: '{"access_token":{"xms_cc":{"values":["cp1"]}}}',
    }),
    token('client credentials', {
      ...clientFields,
      grant_type: 'client_credentials',
      scope: 'api://attacked/.default',
    }),
    {
      ...formPost(`${v1}/token`, {
        ...clientFields,
        grant_type: 'client_credentials',
        resource: 'api://attacked',
      }),
      name: 'token, client credentials of version 1.0',
    },
    token(
      'client assertion',
      {
        client_id: web.appId,
        grant_type: 'client_credentials',
        scope: 'api://attacked/.default',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: 'e30.e30.e30',
      },
      401,
    ),
    token('on behalf of', {
      client_id: '00000024-0000-4000-8000-0000000a77ac',
      client_secret: secret,
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: issued.accessToken,
      requested_token_use: 'on_behalf_of',
      scope: 'openid https://graph.microsoft.com/User.Read',
    }),
    token('password', {
      client_id: native.appId,
      grant_type: 'password',
      username: grace.userPrincipalName,
      password,
      scope,
    }),
    token(
      'device code',
      {
        client_id: native.appId,
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: issued.deviceCode,
      },
      400,
    ),
    {
      name: 'device authorization',
      method: 'POST',
      path: `${v2}/devicecode`,
      parameters: pairsOf({ client_id: native.appId, scope }),
      status: 200,
    },
    {
      ...formPost(`${v1}/devicecode`, { client_id: native.appId, resource: 'api://attacked' }),
      name: 'device authorization of version 1.0',
    },
    {
      name: 'device login',
      method: 'GET',
      path: '/common/oauth2/deviceauth',
      parameters: pairsOf({ otc: issued.userCode }),
      status: 200,
    },
    {
      name: 'device login, by form',
      method: 'POST',
      path: '/common/oauth2/deviceauth',
      parameters: pairsOf({ otc: issued.userCode }),
      status: 302,
    },
    {
      name: 'logout',
      method: 'GET',
      path: `${v2}/logout`,
      parameters: pairsOf({ ...logout, client_id: web.appId }),
      status: 302,
    },
    {
      name: 'logout, by form, with a token that is none',
      method: 'POST',
      path: `${v2}/logout`,
      parameters: pairsOf({ ...logout, id_token_hint: 'e30.e30.e30', sid: 'sid' }),
      status: 200,
    },
    {
      name: 'metadata',
      method: 'GET',
      path: `/${tenantId}/v2.0/.well-known/openid-configuration`,
      parameters: pairsOf({ appid: web.appId }),
      status: 200,
    },
    {
      name: 'metadata of version 1.0',
      method: 'GET',
      path: `/${tenantId}/.well-known/openid-configuration`,
      parameters: [],
      status: 200,
    },
    {
      name: 'metadata of a user flow',
      method: 'GET',
      path: '/shop.onmicrosoft.com/v2.0/.well-known/openid-configuration',
      parameters: pairsOf({ p: 'B2C_1_susi' }),
      status: 200,
    },
    {
      name: 'keys',
      method: 'GET',
      path: `/${tenantId}/discovery/v2.0/keys`,
      parameters: pairsOf({ appid: web.appId }),
      status: 200,
    },
    {
      name: 'instance discovery',
      method: 'GET',
      path: '/common/discovery/instance',
      parameters: pairsOf({
        'api-version': '1.1',
        authorization_endpoint: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
      }),
      status: 200,
    },
    { ...formPost('/oidc/userinfo', { access_token: 'nonsense' }, 401), name: 'user info, by form' },
    {
      name: 'user info',
      method: 'GET',
      path: '/oidc/userinfo',
      parameters: pairsOf({ access_token: 'nonsense' }),
      headers: ['Authorization: Bearer e30.e30.e30'],
      status: 401,
    },
  ]
}
