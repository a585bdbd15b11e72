import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { gatewayCode, gatewayFields, requestTokens, startContoso } from '../../test-support/running.ts'
import { parseLifetimePolicy } from './lifetime-policy.ts'

const policy = (lifetime: unknown): string =>
  JSON.stringify({ TokenLifetimePolicy: { Version: 1, AccessTokenLifetime: lifetime } })

describe('parseLifetimePolicy', () => {
  it.each([
    [policy('0:10:0'), 600],
    [policy('08:00:00'), 8 * 3600],
    [policy('1.00:00:00'), 24 * 3600],
    [policy('0:0:0'), undefined],
    [policy('10'), undefined],
    [policy(600), undefined],
    ['{}', undefined],
    ['null', undefined],
    ['nonsense', undefined],
  ])('%s is %s seconds', (definition, seconds) => {
    expect(parseLifetimePolicy(definition)).toBe(seconds)
  })
})

describe('a token lifetime policy', () => {
  it('of the API rules its access tokens, that of the client its id tokens, before the start’s option', async () => {
    const running = await startContoso({ accessTokenSeconds: 120 })
    running.contactsApi.tokenLifetimePolicies = [{ definition: [policy('0:10:0')] }]
    running.gateway.tokenLifetimePolicies = [{ definition: [policy('0:20:0')] }]
    const { body } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running) }),
    )
    const now = running.clock.now() / 1000
    expect(body['expires_in']).toBe(600)
    expect(decodeJwt(body.access_token).exp).toBe(now + 600)
    expect(decodeJwt(body.id_token).exp).toBe(now + 1200)
  })

  it('of the tenant rules where the application has none, also for tokens without a user', async () => {
    const running = await startContoso()
    running.contoso.tokenLifetimePolicies = [{ definition: [policy('0:30:0')] }]
    const fields = { grant_type: 'client_credentials', scope: 'api://contacts/.default' }
    const { body } = await requestTokens(running, gatewayFields(running, fields))
    expect(body['expires_in']).toBe(1800)
  })
})
