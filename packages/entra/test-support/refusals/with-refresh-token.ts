import { fabrikamId } from '../contoso.ts'
import {
  gatewayCode,
  gatewayFields,
  pageCode,
  pageFields,
  pageOrigin,
  requestTokens,
  type Running,
} from '../running.ts'
import type { Case } from './case.ts'
import { redeem, send } from './redeem.ts'

async function refreshLater(running: Running, seconds: number, spa: boolean): Promise<Response> {
  const headers = spa ? pageOrigin : {}
  const fields = spa
    ? pageFields(running, { code: await pageCode(running) })
    : gatewayFields(running, { code: await gatewayCode(running) })
  const { body } = await requestTokens(running, fields, headers)
  running.clock.advance(seconds)
  const refresh = { ...fields, grant_type: 'refresh_token', refresh_token: body.refresh_token }
  return send(running, refresh, headers)
}

const day = 24 * 60 * 60

/** Every refusal of the refresh token grant. */
export const withRefreshToken: Case[] = [
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
      return send(running, gatewayFields(running, fields))
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
      return send(running, gatewayFields(running, fields), {}, fabrikamId)
    },
  ],
]
