import { expiredSecret } from '../contoso.ts'
import {
  answerOf,
  authorizeParameters,
  gatewayCode,
  gatewayFields,
  pageCode,
  pageFields,
  pageOrigin,
  signIn,
} from '../running.ts'
import type { Case } from './case.ts'
import { redeem, send } from './redeem.ts'

/** Every refusal of a client that does not prove who it is, or not as its redirect URI demands. */
export const asClient: Case[] = [
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
  [
    'client credentials without a secret',
    7000218,
    'json',
    'invalid_client',
    async (running) => {
      const fields = { client_secret: '', grant_type: 'client_credentials', scope: 'api://contacts/.default' }
      return send(running, gatewayFields(running, fields))
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
      return send(running, gatewayFields(running, { ...client, code }))
    },
  ],
  [
    'a secret in two places',
    9000411,
    'json',
    'invalid_request',
    async (running) => {
      const authorization = `Basic ${Buffer.from(`${running.gateway.appId}:x`).toString('base64')}`
      return send(running, gatewayFields(running, { code: 'x' }), { authorization })
    },
  ],
  [
    'a page’s code without an Origin',
    9002327,
    'json',
    'invalid_request',
    async (running) => send(running, pageFields(running, { code: await pageCode(running) })),
  ],
  [
    'a web application’s code with an Origin',
    9002326,
    'json',
    'invalid_request',
    async (running) => {
      const fields = gatewayFields(running, { code: await gatewayCode(running), client_secret: '' })
      return send(running, fields, { origin: 'https://app.example.com' })
    },
  ],
  [
    'a page’s code without a challenge',
    9002325,
    'json',
    'invalid_request',
    async (running) => {
      const code = await pageCode(running, { code_challenge: '', code_challenge_method: '' })
      return send(running, pageFields(running, { code, code_verifier: '' }), pageOrigin)
    },
  ],
]
