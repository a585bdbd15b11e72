import { type AttackedRequest, formPost } from '../attacked-request.ts'
import { grace, native, password, redirectUri, secret, verifier, web } from '../target.ts'
import type { Issued } from './issued.ts'
import { v1, v2 } from './paths.ts'

const clientFields = { client_id: web.appId, client_secret: secret }
const scope = 'openid api://attacked/Read'

const token = (name: string, fields: Record<string, string>, status = 200): AttackedRequest => ({
  ...formPost(`${v2}/token`, fields, status),
  name: `token, ${name}`,
})

/** One request for each grant. */
export const atToken = (issued: Issued): readonly AttackedRequest[] => [
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
  token(
    'device code',
    {
      client_id: native.appId,
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: issued.deviceCode,
    },
    400,
  ),
]
