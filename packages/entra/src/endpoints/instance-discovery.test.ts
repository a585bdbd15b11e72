import { describe, expect, it } from 'vitest'
import { pageOrigin, startContoso } from '../../test-support/running.ts'

interface Instances {
  tenant_discovery_endpoint: string
  'api-version': string
  metadata: { preferred_network: string; preferred_cache: string; aliases: string[] }[]
}

const pathFor = (endpoint: string, version = '1.1'): string =>
  `/common/discovery/instance?${new URLSearchParams({ 'api-version': version, authorization_endpoint: endpoint })}`

describe('instance discovery', () => {
  it.each([
    ['/common/oauth2/v2.0/authorize', '/common/v2.0/.well-known/openid-configuration'],
    [
      '/contoso.onmicrosoft.com/oauth2/authorize',
      '/contoso.onmicrosoft.com/.well-known/openid-configuration',
    ],
  ])('leads from an authorization endpoint %s to the metadata of its version', async (endpoint, metadata) => {
    const { createBrowser, entra } = await startContoso()
    const response = await createBrowser().request(pathFor(entra.origin + endpoint), { headers: pageOrigin })
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const found = (await response.json()) as Instances
    expect(Object.keys(found)).toEqual(['tenant_discovery_endpoint', 'api-version', 'metadata'])
    expect(found.tenant_discovery_endpoint).toBe(entra.origin + metadata)
    expect(found['api-version']).toBe('1.1')
  })

  it('knows the names of Microsoft, and its own as another cloud', async () => {
    const { createBrowser, entra } = await startContoso()
    const microsoft = 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize'
    const found = (await (await createBrowser().request(pathFor(microsoft))).json()) as Instances
    expect(found.tenant_discovery_endpoint).toBe(
      'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
    )
    expect(found.metadata.map(({ preferred_network }) => preferred_network)).toEqual([
      'login.microsoftonline.com',
      'login.partner.microsoftonline.cn',
      'login.microsoftonline.de',
      'login.microsoftonline.us',
      'login-us.microsoftonline.com',
      new URL(entra.origin).host,
    ])
    expect(found.metadata[0]).toEqual({
      preferred_network: 'login.microsoftonline.com',
      preferred_cache: 'login.windows.net',
      aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    })
  })

  it.each([
    'https://login.example.com/common/oauth2/v2.0/authorize',
    'https://login.microsoftonline.com.example.com/common/oauth2/v2.0/authorize',
    'https://login.microsoftonline.com@example.com/common/oauth2/v2.0/authorize',
    'https://login.microsoftonline.com',
    'javascript://localhost/common/oauth2/authorize',
    'common',
    '//',
  ])('calls %s an invalid instance', async (endpoint) => {
    const { createBrowser, events } = await startContoso()
    const response = await createBrowser().request(pathFor(endpoint))
    expect(response.status).toBe(400)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toMatchObject({ error: 'invalid_instance', error_codes: [50049] })
    expect(events).toEqual([{ type: 'refused', endpoint: 'instance-discovery', code: 50049 }])
  })

  it.each([
    ['/common/discovery/instance?api-version=1.1', 900144],
    ['/common/discovery/instance?authorization_endpoint=https://localhost/common/oauth2/authorize', 900144],
    ['/common/discovery/instance?api-version=1.1&api-version=1.0', 9000411],
  ])('refuses %s with %i', async (path, code) => {
    const response = await (await startContoso()).createBrowser().request(path)
    expect(await response.json()).toMatchObject({ error_codes: [code] })
  })
})
