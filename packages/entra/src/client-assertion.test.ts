import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { type AssertionChange, createAssertion, postAssertion } from '../test-support/client-assertion.ts'
import { startContoso, type TokenBody } from '../test-support/running.ts'

const good: [string, AssertionChange][] = [
  ['PS256 and x5t#S256, as MSAL does', {}],
  ['RS256 and x5t, as older libraries do', { alg: 'RS256', header: 'x5t' }],
  ['kid', { header: 'kid' }],
  ['a certificate in PEM', { isPem: true }],
  ['the issuer as audience', { claims: { aud: 'http://localhost/contoso.onmicrosoft.com/v2.0' } }],
  [
    'version 1.0’s token endpoint as audience',
    { claims: { aud: 'https://localhost:1/common/oauth2/token' } },
  ],
  ['several audiences', { claims: { aud: ['x', 'https://localhost/common/oauth2/token'] } }],
  ['a clock that is four minutes ahead', { notBefore: 240 }],
  ['a clock that is four minutes behind', { seconds: -240 }],
]

describe('a client’s assertion', () => {
  it.each(good)('is good with %s', async (_, change) => {
    const running = await startContoso()
    const response = await postAssertion(running, await createAssertion(running, change))
    const body = (await response.json()) as TokenBody
    expect(decodeJwt(body.access_token)).toMatchObject({ azp: running.gateway.appId, azpacr: '2' })
  })

  it('is good again until it ends: MSAL uses it for every API', async () => {
    const running = await startContoso()
    const assertion = await createAssertion(running)
    expect((await postAssertion(running, assertion)).status).toBe(200)
    const scope = 'https://org.example.com//.default'
    expect((await postAssertion(running, assertion, { scope })).status).toBe(200)
  })

  it('names the client by itself', async () => {
    const running = await startContoso()
    const response = await postAssertion(running, await createAssertion(running), { client_id: '' })
    expect(response.status).toBe(200)
  })

  it('is checked with each certificate that parses', async () => {
    const running = await startContoso()
    const assertion = await createAssertion(running)
    running.gateway.keyCredentials?.unshift({ key: 'nonsense' })
    expect((await postAssertion(running, assertion)).status).toBe(200)
  })
})
