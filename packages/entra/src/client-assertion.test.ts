import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { type AssertionChange, createAssertion, postAssertion } from '../test-support/client-assertion.ts'
import { contosoId, fabrikamId } from '../test-support/contoso.ts'
import { type Running, startContoso, type TokenBody } from '../test-support/running.ts'

/** An address on this server's port, under its own name or another. */
const at =
  (path: string, hostname = 'login.clearway.localhost') =>
  ({ entra }: Running): string =>
    `http://${hostname}:${entra.port}${path}`

const good: [string, AssertionChange][] = [
  ['PS256 and x5t#S256, as MSAL does', {}],
  ['RS256 and x5t, as older libraries do', { alg: 'RS256', header: 'x5t' }],
  ['kid', { header: 'kid' }],
  ['a certificate in PEM', { isPem: true }],
  ['the tenant’s id in the audience', { audience: at(`/${contosoId}/oauth2/v2.0/token`) }],
  [
    'another name of this server',
    { audience: at('/contoso.onmicrosoft.com/oauth2/v2.0/token', 'localhost') },
  ],
  ['the issuer as audience', { audience: at(`/${contosoId}/v2.0`) }],
  ['version 1.0’s issuer as audience', { claims: { aud: `https://sts.windows.net/${contosoId}/` } }],
  ['version 1.0’s token endpoint as audience', { audience: at('/contoso.onmicrosoft.com/oauth2/token') }],
  ['several audiences', { audience: (running) => ['x', at(`/${contosoId}/oauth2/token`)(running)] }],
  ['a clock that is four minutes ahead', { notBefore: 240 }],
  ['a clock that is four minutes behind', { seconds: -240 }],
]

const tokenPath = `/${contosoId}/oauth2/v2.0/token`
const microsoft = (path: string): string => `https://login.microsoftonline.com${path}`

describe('a client’s assertion', () => {
  it.each(good)('is good with %s', async (_, change) => {
    const running = await startContoso()
    const response = await postAssertion(running, await createAssertion(running, change))
    const body = (await response.json()) as TokenBody
    expect(decodeJwt(body.access_token)).toMatchObject({ azp: running.gateway.appId, azpacr: '2' })
  })

  it.each<[string, AssertionChange]>([
    ['another port', { claims: { aud: `http://localhost:1/${contosoId}/oauth2/v2.0/token` } }],
    ['no port', { claims: { aud: `http://localhost/${contosoId}/oauth2/v2.0/token` } }],
    ['another scheme', { audience: (running) => at(tokenPath)(running).replace('http:', 'https:') }],
    ['a stranger’s name', { audience: at(tokenPath, 'evil.example.com') }],
    ['Microsoft’s name, as which it does not answer', { claims: { aud: microsoft(tokenPath) } }],
    ['another tenant', { audience: at(`/${fabrikamId}/oauth2/v2.0/token`) }],
    ['common', { audience: at('/common/oauth2/v2.0/token') }],
    ['another tenant’s issuer', { audience: at(`/${fabrikamId}/v2.0`) }],
    ['another tenant’s issuer of version 1.0', { claims: { aud: `https://sts.windows.net/${fabrikamId}/` } }],
    ['the tenant alone', { audience: at(`/${contosoId}/`) }],
    ['the authorization endpoint', { audience: at(`/${contosoId}/oauth2/v2.0/authorize`) }],
    ['a user flow', { audience: at(`/${contosoId}/b2c_1_susi/oauth2/v2.0/token`) }],
    ['a query', { audience: at(`${tokenPath}?x`) }],
    ['dots', { audience: at(`/x/..${tokenPath}`) }],
  ])('for %s is for somebody else', async (_, change) => {
    const running = await startContoso()
    const response = await postAssertion(running, await createAssertion(running, change))
    expect(await response.json()).toMatchObject({ error: 'invalid_client', error_codes: [700023] })
  })

  it('is good with Microsoft’s name where the server answers as Microsoft', async () => {
    const running = await startContoso({ asMicrosoft: true })
    const claims = { aud: microsoft(tokenPath) }
    expect((await postAssertion(running, await createAssertion(running, { claims }))).status).toBe(200)
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
