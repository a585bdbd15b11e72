import { fabrikamId } from '../contoso.ts'
import { gatewayCode, gatewayFields } from '../running.ts'
import type { Case } from './case.ts'
import { redeem, send } from './redeem.ts'

/** Every refusal of an authorization code, its redirect URI or its verifier. */
export const withCode: Case[] = [
  ['no code', 900144, 'json', 'invalid_request', redeem({ code: '' })],
  ['no redirect URI', 900144, 'json', 'invalid_request', redeem({ redirect_uri: '' })],
  ['a code of nobody’s', 9002313, 'json', 'invalid_grant', redeem({ code: 'nonsense' })],
  [
    'a code of another application',
    70000,
    'json',
    'invalid_grant',
    async (running) => {
      const fields = { client_id: running.everywhere.appId, code: await gatewayCode(running) }
      return send(running, gatewayFields(running, fields))
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
      await send(running, fields)
      return send(running, fields)
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
      return send(running, fields)
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
]
