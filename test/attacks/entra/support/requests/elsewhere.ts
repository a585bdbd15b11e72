import { type AttackedRequest, formPost, pairsOf } from '../attacked-request.ts'
import { redirectUri, tenantId, web } from '../target.ts'
import { v2 } from './paths.ts'

const logout = { post_logout_redirect_uri: redirectUri, logout_hint: 'ada', state: 'state' }

/** Requests to everything else. */
export const elsewhere: readonly AttackedRequest[] = [
  { name: 'the front page', method: 'GET', path: '/', parameters: pairsOf({ p: 'x' }), status: 200 },
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
