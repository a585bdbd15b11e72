import { X509Certificate } from 'node:crypto'
import { decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import {
  gatewayCode,
  gatewayFields,
  pageOrigin,
  requestTokens,
  type Running,
  startContoso,
} from '../../test-support/running.ts'
import { contosoId } from '../../test-support/contoso.ts'

async function readJson(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>
}

const metadataPath = 'v2.0/.well-known/openid-configuration'
const firstPath = '.well-known/openid-configuration'

async function documentAt(running: Running, path: string): Promise<Record<string, unknown>> {
  const response = await running.createBrowser().request(path)
  expect(response.status).toBe(200)
  return readJson(response)
}

/** Contoso with a user flow. */
async function startB2c(): Promise<Running> {
  const running = await startContoso()
  running.contoso.userFlows = [{ id: 'B2C_1_susi' }]
  return running
}

const cloud = {
  cloud_instance_name: 'microsoftonline.com',
  cloud_graph_host_name: 'graph.windows.net',
  msgraph_host: 'graph.microsoft.com',
  rbac_url: 'https://pas.windows.net',
}

const words = (text: string): string[] => text.split(' ')

/** Claims as recorded from Entra, before those that its versions differ in. */
const commonClaims = words(
  'sub iss cloud_instance_name cloud_instance_host_name cloud_graph_host_name msgraph_host aud exp iat auth_time acr',
)

describe('metadata of version 2.0', () => {
  it.each(['contoso.onmicrosoft.com', 'CONTOSO.onmicrosoft.com', contosoId])(
    'is what Entra writes, member by member, and names the tenant by its id when addressed as %s',
    async (tenant) => {
      const running = await startContoso()
      const { origin } = running.entra
      const base = `${origin}/${contosoId}`
      const document = await documentAt(running, `/${tenant}/${metadataPath}`)
      expect(Object.entries(document)).toEqual(
        Object.entries({
          token_endpoint: `${base}/oauth2/v2.0/token`,
          token_endpoint_auth_methods_supported: [
            'client_secret_post',
            'private_key_jwt',
            'client_secret_basic',
          ],
          jwks_uri: `${base}/discovery/v2.0/keys`,
          response_modes_supported: ['query', 'fragment', 'form_post'],
          subject_types_supported: ['pairwise'],
          id_token_signing_alg_values_supported: ['RS256'],
          response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
          scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
          issuer: `${base}/v2.0`,
          request_uri_parameter_supported: false,
          userinfo_endpoint: `${origin}/oidc/userinfo`,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
          http_logout_supported: true,
          frontchannel_logout_supported: true,
          end_session_endpoint: `${base}/oauth2/v2.0/logout`,
          claims_supported: [
            ...commonClaims,
            ...words('nonce preferred_username name tid ver at_hash c_hash email'),
          ],
          kerberos_endpoint: `${base}/kerberos`,
          tenant_region_scope: 'WW',
          ...cloud,
        }),
      )
    },
  )

  it.each(['common', 'organizations'])('has the templated issuer at %s', async (tenant) => {
    const running = await startContoso()
    const document = await documentAt(running, `/${tenant}/${metadataPath}`)
    expect(document).toMatchObject({
      issuer: `${running.entra.origin}/{tenantid}/v2.0`,
      token_endpoint: `${running.entra.origin}/${tenant}/oauth2/v2.0/token`,
      tenant_region_scope: null,
    })
  })

  it('has the issuer of personal accounts at consumers', async () => {
    const running = await startContoso()
    const document = await documentAt(running, `/consumers/${metadataPath}`)
    expect(document).toMatchObject({
      issuer: `${running.entra.origin}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0`,
      token_endpoint: `${running.entra.origin}/consumers/oauth2/v2.0/token`,
    })
  })
})

describe('metadata of version 1.0', () => {
  it('is what Entra writes, member by member, with an issuer under the name of sts.windows.net', async () => {
    const running = await startContoso()
    const { origin } = running.entra
    const base = `${origin}/${contosoId}`
    const document = await documentAt(running, `/contoso.onmicrosoft.com/${firstPath}`)
    expect(Object.entries(document)).toEqual(
      Object.entries({
        token_endpoint: `${base}/oauth2/token`,
        token_endpoint_auth_methods_supported: [
          'client_secret_post',
          'private_key_jwt',
          'client_secret_basic',
        ],
        jwks_uri: `${origin}/common/discovery/keys`,
        response_modes_supported: ['query', 'fragment', 'form_post'],
        subject_types_supported: ['pairwise'],
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code', 'id_token', 'code id_token', 'token id_token', 'token'],
        scopes_supported: ['openid'],
        issuer: `https://sts.windows.net/${contosoId}/`,
        microsoft_multi_refresh_token: true,
        authorization_endpoint: `${base}/oauth2/authorize`,
        device_authorization_endpoint: `${base}/oauth2/devicecode`,
        http_logout_supported: true,
        frontchannel_logout_supported: true,
        end_session_endpoint: `${base}/oauth2/logout`,
        claims_supported: [...commonClaims, ...words('amr nonce email given_name family_name nickname')],
        check_session_iframe: `${base}/oauth2/checksession`,
        userinfo_endpoint: `${base}/openid/userinfo`,
        kerberos_endpoint: `${base}/kerberos`,
        tenant_region_scope: 'WW',
        ...cloud,
      }),
    )
  })

  it('has the templated issuer at common', async () => {
    const document = await documentAt(await startContoso(), `/common/${firstPath}`)
    expect(document['issuer']).toBe('https://sts.windows.net/{tenantid}/')
  })
})

describe('metadata of a user flow', () => {
  const tenant = 'contoso.onmicrosoft.com'
  const tfp = `/tfp/${tenant}/b2c_1_susi`
  it.each([
    ['after the tenant', `/${tenant}/B2C_1_SUSI/${metadataPath}`, `/${tenant}/b2c_1_susi/`, ''],
    ['after tfp', `/TFP/${tenant}/b2c_1_susi/${metadataPath}`, `${tfp}/`, ''],
    ['in p', `/${tenant}/${metadataPath}?p=b2c_1_SuSi`, `/${tenant}/`, '?p=b2c_1_susi'],
  ])('has its addresses in the form that it was asked for in: %s', async (_, path, before, after) => {
    const running = await startB2c()
    const { origin } = running.entra
    const document = await documentAt(running, path)
    expect(document).toMatchObject({
      issuer: `${origin}/${contosoId}/v2.0/`,
      authorization_endpoint: `${origin}${before}oauth2/v2.0/authorize${after}`,
      token_endpoint: `${origin}${before}oauth2/v2.0/token${after}`,
      end_session_endpoint: `${origin}${before}oauth2/v2.0/logout${after}`,
      jwks_uri: `${origin}${before}discovery/v2.0/keys${after}`,
    })
    const keysAt = new URL(String(document['jwks_uri']))
    const { keys } = (await documentAt(running, keysAt.pathname + keysAt.search)) as { keys: object[] }
    expect(keys.map((key) => Object.keys(key).join(' '))).toEqual(['kid use kty e n', 'kid use kty e n'])
  })

  it.each([
    `/${tenant}/b2c_1_other/${metadataPath}`,
    `/tfp/${tenant}/b2c_1_other/${metadataPath}`,
    `/${tenant}/${metadataPath}?p=b2c_1_other`,
    `/fabrikam.com/b2c_1_susi/${metadataPath}`,
    `/common/b2c_1_susi/${metadataPath}`,
    `/${tenant}/b2c_1_susi/${firstPath}`,
  ])('is not there without the user flow: %s is 404 without CORS headers', async (path) => {
    const response = await (await startB2c()).createBrowser().request(path, { headers: pageOrigin })
    expect(response.status).toBe(404)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('metadata and keys', () => {
  it('are readable by every page, errors included, and only what is right is cached', async () => {
    const browser = (await startContoso()).createBrowser()
    for (const path of [metadataPath, firstPath, 'discovery/v2.0/keys', 'discovery/keys']) {
      const right = await browser.request(`/common/${path}`)
      const wrong = await browser.request(`/nowhere/${path}`)
      const preflight = await browser.request(`/common/${path}`, { method: 'OPTIONS' })
      for (const response of [right, wrong, preflight]) {
        expect(response.headers.get('access-control-allow-origin')).toBe('*')
      }
      expect(right.headers.get('cache-control')).toBe('max-age=86400, private')
      expect(wrong.headers.get('cache-control')).toBe('no-store, no-cache')
      expect(wrong.status).toBe(400)
      expect(await readJson(wrong)).toMatchObject({ error: 'invalid_request', error_codes: [90002] })
    }
  })

  it('can be made to fail, readably', async () => {
    const running = await startContoso()
    running.entra.control.addFault({ endpoint: 'metadata', error: 90002, times: 1 })
    const browser = running.createBrowser()
    const response = await browser.request(`/common/${metadataPath}`)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await readJson(response)).toMatchObject({ error_codes: [90002] })
    expect((await browser.request(`/common/${metadataPath}`)).status).toBe(200)
  })

  it.each([
    ['discovery/v2.0/keys', (origin: string) => `${origin}/${contosoId}/v2.0`],
    ['discovery/keys', () => `https://sts.windows.net/${contosoId}/`],
  ])('publishes at %s two public keys, each with its certificate and issuer', async (path, issuer) => {
    const running = await startContoso()
    const { keys } = (await documentAt(running, `/${contosoId}/${path}`)) as {
      keys: Record<string, string>[]
    }
    expect(keys).toHaveLength(2)
    for (const key of keys) {
      expect(Object.keys(key)).toEqual(words('kty use kid x5t n e x5c cloud_instance_name issuer'))
      expect(key['issuer']).toBe(issuer(running.entra.origin))
      const certificate = new X509Certificate(Buffer.from(key['x5c']?.[0] ?? '', 'base64'))
      expect(certificate.verify(certificate.publicKey)).toBe(true)
      expect(certificate.publicKey.export({ format: 'jwk' })).toMatchObject({ n: key['n'], e: key['e'] })
      const thumbprint = Buffer.from(certificate.fingerprint.replaceAll(':', ''), 'hex').toString('base64url')
      expect(key).toMatchObject({ x5t: thumbprint, kid: thumbprint })
    }
  })

  it('signs with the second key', async () => {
    const running = await startContoso()
    const { keys } = (await documentAt(running, `/${contosoId}/discovery/v2.0/keys`)) as {
      keys: { kid: string }[]
    }
    const { body } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running) }),
    )
    expect(decodeProtectedHeader(body.id_token).kid).toBe(keys[1]?.kid)
  })
})
