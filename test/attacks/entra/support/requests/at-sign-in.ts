import { type AttackedRequest, formPost, pairsOf } from '../attacked-request.ts'
import { ada, challenge, grace, password, redirectUri, shopPage, web } from '../target.ts'
import type { Issued } from './issued.ts'
import { v1, v2 } from './paths.ts'

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

/** Requests of people who sign in. */
export const atSignIn = (issued: Issued): readonly AttackedRequest[] => [
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
]
