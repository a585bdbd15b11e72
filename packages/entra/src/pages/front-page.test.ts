import { describe, expect, it } from 'vitest'
import { expiredSecret, secret } from '../../test-support/contoso.ts'
import { startContoso } from '../../test-support/running.ts'

/** The page as people read it. */
const read = async (running: Awaited<ReturnType<typeof startContoso>>): Promise<string> =>
  (await running.createBrowser().request('/')).text()

describe('the page at the root', () => {
  it('tells of tenants, people, applications and the addresses to configure', async () => {
    const running = await startContoso({ adminPort: 0 })
    const { contoso, entra } = running
    running.page.identifierUris = ['api://page']
    const text = await read(running)
    for (const told of [
      contoso.displayName,
      contoso.id,
      `${entra.origin}/${contoso.domain}`,
      `${entra.origin}/${contoso.domain}/v2.0/.well-known/openid-configuration`,
      `${entra.origin}/${contoso.id}/v2.0`,
      `curl ${entra.adminOrigin}/state`,
      ...(contoso.users ?? []).map((user) => user.userPrincipalName),
      ...(contoso.applications ?? []).map((application) => application.appId),
      'https://app.example.com/back?x=1',
      'http://contacts.localhost:5173/other',
      'msal33://auth',
      'api://page',
    ]) {
      expect(text).toContain(`>${told}<`)
    }
  })

  it('has an authority for each user flow', async () => {
    const running = await startContoso()
    running.contoso.userFlows = [{ id: 'B2C_1_susi' }, { id: 'B2C_1_reset' }]
    const text = await read(running)
    const origin = `${running.entra.origin}/contoso.onmicrosoft.com`
    expect(text).toContain(`>${origin}/B2C_1_susi<`)
    expect(text).toContain(`>${origin}/B2C_1_reset/v2.0/.well-known/openid-configuration<`)
  })

  it('leads to metadata that are there, and to nothing else', async () => {
    const running = await startContoso()
    running.contoso.userFlows = [{ id: 'B2C_1_susi' }]
    const links = [...(await read(running)).matchAll(/(?:href|src|action)="([^"]*)"/g)].map(
      ([, to]) => to ?? '',
    )
    expect(links).toHaveLength(2)
    for (const link of links) expect((await running.createBrowser().request(link)).status).toBe(200)
  })

  it('has no secret and no password, and names who is asked for one', async () => {
    const running = await startContoso()
    running.ada.passwordProfile = { password: 'password-of-ada' }
    running.bob.accountEnabled = false
    const text = await read(running)
    for (const hidden of [secret, expiredSecret, 'password-of-ada']) expect(text).not.toContain(hidden)
    expect(text).toMatch(/ada@contoso[^\n]*with the password in the directory/)
    expect(text).toMatch(/bob@contoso[^\n]*disabled/)
  })

  it('shows names as text, and runs nothing', async () => {
    const running = await startContoso()
    running.page.displayName = '<script>alert(1)</script>'
    const response = await running.createBrowser().request('/')
    expect(await response.text()).not.toContain('<script')
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'.*frame-ancestors 'none'$/,
    )
  })

  it('lists fifty of a kind and says how many more there are', async () => {
    const running = await startContoso()
    running.contoso.users = Array.from({ length: 52 }, (_, index) => ({
      ...running.ada,
      displayName: `P${index}.`,
    }))
    const text = await read(running)
    expect(text).toContain('P49.')
    expect(text).not.toContain('P50.')
    expect(text).toContain('… and 2 more')
  })

  it('says that there is no admin listener where there is none', async () => {
    expect(await read(await startContoso())).toContain('This one has no address for faults')
  })

  it('is for GET and HEAD', async () => {
    const browser = (await startContoso()).createBrowser()
    const head = await browser.request('/', { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    const post = await browser.post('/', {})
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })
})
