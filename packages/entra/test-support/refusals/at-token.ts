import { gatewayFields, pathTo, type Running } from '../running.ts'
import type { Case } from './case.ts'
import { asClient } from './as-client.ts'
import { forScopes } from './for-scopes.ts'
import { onBehalfOf } from './on-behalf-of.ts'
import { withAssertion } from './with-assertion.ts'
import { withClientCredentials } from './with-client-credentials.ts'
import { withCode } from './with-code.ts'
import { withDeviceCode } from './with-device-code.ts'
import { withPassword } from './with-password.ts'
import { withRefreshToken } from './with-refresh-token.ts'
import { redeem } from './redeem.ts'

/** A form with a parameter twice. */
const postTwice = (running: Running): Promise<Response> =>
  running.createBrowser().request(pathTo('oauth2/v2.0/token'), {
    method: 'POST',
    body: `${new URLSearchParams(gatewayFields(running)).toString()}&client_id=x`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })

/** Every refusal of the token endpoint. */
export const atToken: Case[] = [
  ...asClient,
  ...withCode,
  ...forScopes,
  ...withRefreshToken,
  ...withClientCredentials,
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
]
