import { decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { gatewayCode, gatewayFields, requestTokens, startContoso } from '../../test-support/running.ts'
import { contosoId } from '../../test-support/contoso.ts'

async function readJson(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>
}

const metadataPath = 'v2.0/.well-known/openid-configuration'

describe('metadata and keys', () => {
  it.each(['contoso.onmicrosoft.com', 'CONTOSO.onmicrosoft.com', contosoId])(
    'names the tenant by its id when addressed as %s',
    async (tenant) => {
      const { createBrowser, entra } = await startContoso()
      const document = await readJson(await createBrowser().request(`/${tenant}/${metadataPath}`))
      expect(document).toMatchObject({
        issuer: `${entra.origin}/${contosoId}/v2.0`,
        authorization_endpoint: `${entra.origin}/${contosoId}/oauth2/v2.0/authorize`,
        token_endpoint: `${entra.origin}/${contosoId}/oauth2/v2.0/token`,
        jwks_uri: `${entra.origin}/${contosoId}/discovery/v2.0/keys`,
        end_session_endpoint: `${entra.origin}/${contosoId}/oauth2/v2.0/logout`,
      })
      expect(document).not.toHaveProperty('code_challenge_methods_supported')
    },
  )

  it.each(['common', 'organizations'])('has the templated issuer at %s', async (tenant) => {
    const { createBrowser, entra } = await startContoso()
    const document = await readJson(await createBrowser().request(`/${tenant}/${metadataPath}`))
    expect(document['issuer']).toBe(`${entra.origin}/{tenantid}/v2.0`)
    expect(document['token_endpoint']).toBe(`${entra.origin}/${tenant}/oauth2/v2.0/token`)
  })

  it('is readable by every page, errors included, and only what is right is cached', async () => {
    const browser = (await startContoso()).createBrowser()
    for (const path of [metadataPath, 'discovery/v2.0/keys']) {
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

  it('publishes two public keys, each with its issuer, and signs with the second', async () => {
    const running = await startContoso()
    const response = await running.createBrowser().request(`/${contosoId}/discovery/v2.0/keys`)
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] }
    expect(keys).toHaveLength(2)
    for (const key of keys) {
      expect(Object.keys(key).sort()).toEqual(['e', 'issuer', 'kid', 'kty', 'n', 'use'])
      expect(key['issuer']).toBe(`${running.entra.origin}/${contosoId}/v2.0`)
    }
    const { body } = await requestTokens(
      running,
      gatewayFields(running, { code: await gatewayCode(running) }),
    )
    expect(decodeProtectedHeader(body.id_token)).toEqual({ typ: 'JWT', alg: 'RS256', kid: keys[1]?.['kid'] })
  })
})
