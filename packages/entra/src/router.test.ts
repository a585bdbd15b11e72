import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { authorizeParameters, pageOrigin, pageUri, pathTo, startContoso } from '../test-support/running.ts'
import { contosoId } from '../test-support/contoso.ts'

async function readJson(response: Response): Promise<Record<string, unknown>> {
  return (await response.json()) as Record<string, unknown>
}

const metadataPath = 'v2.0/.well-known/openid-configuration'

describe('routing', () => {
  it('takes paths in any case, because MSAL lower-cases authorities', async () => {
    const browser = (await startContoso()).createBrowser()
    const response = await browser.request(`/${contosoId}/V2.0/.Well-Known/OpenID-Configuration`)
    expect(response.status).toBe(200)
  })

  it.each([
    '/contoso.onmicrosoft.com',
    '//x/y',
    '/tfp',
    '/tfp/common/oauth2/authorize',
    '/common/oauth2/v1.0/authorize',
    '/common/b2c_1/v2.0/keys',
  ])('answers 404 without CORS headers at %s', async (path) => {
    const response = await (await startContoso()).createBrowser().request(path, { headers: pageOrigin })
    expect(response.status).toBe(404)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it.each(['oauth2/authorize', 'oauth2/v2.0/authorize', 'oauth2/logout', 'oauth2/v2.0/logout'])(
    'shows a page at %s, in both versions',
    async (path) => {
      const response = await (await startContoso()).createBrowser().request(`/common/${path}`)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    },
  )

  it.each(['oauth2/token', 'oauth2/v2.0/token'])('answers in JSON at %s, in both versions', async (path) => {
    const response = await (await startContoso()).createBrowser().post(`/common/${path}`, {})
    expect(await readJson(response)).toMatchObject({ error_codes: [900144] })
  })

  it('knows the tenant of personal accounts, for which no application is', async () => {
    const running = await startContoso()
    const path = pathTo(
      'oauth2/v2.0/authorize',
      authorizeParameters(running.everywhere, pageUri),
      'consumers',
    )
    expect(await (await running.createBrowser().request(path)).text()).toContain('AADSTS700016')
  })

  it('answers 405 to a wrong method, and to a preflight of authorize, without CORS headers', async () => {
    const browser = (await startContoso()).createBrowser()
    for (const method of ['DELETE', 'OPTIONS', 'PUT']) {
      const response = await browser.request(pathTo('oauth2/v2.0/authorize'), { method, headers: pageOrigin })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('GET, POST')
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('takes a tenant segment that is no valid escape for an unknown tenant', async () => {
    const response = await (await startContoso()).createBrowser().request(`/%E0%A4%A/${metadataPath}`)
    expect(await readJson(response)).toMatchObject({ error_codes: [90002] })
  })

  it('survives request targets that are no path', async () => {
    const { entra } = await startContoso()
    for (const target of ['*', 'http://login.example.com/common/x', '/%zz?%zz', '?', '/a?b?c']) {
      const line = await new Promise<string>((resolve, reject) => {
        const socket = connect(entra.port, '127.0.0.1', () => {
          socket.write(`OPTIONS ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
        })
        let text = ''
        socket.on('data', (chunk) => (text += chunk.toString()))
        socket.on('end', () => resolve(text.split('\r\n', 1)[0] ?? ''))
        socket.on('error', reject)
      })
      expect(line).toMatch(/^HTTP\/1\.1 40[04] /)
    }
  })
})
