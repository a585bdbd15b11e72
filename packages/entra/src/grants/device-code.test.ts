import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { approveDevice, openQuestion, pollDevice, startDevice } from '../../test-support/device-login.ts'
import { startContoso, type TokenBody } from '../../test-support/running.ts'

describe('a device', () => {
  it('is told what to show, under the name that it came by', async () => {
    const running = await startContoso()
    const answer = await startDevice(running)
    expect(answer).toMatchObject({
      verification_uri: `${running.entra.origin}/common/oauth2/deviceauth`,
      expires_in: 900,
      interval: 5,
      message: expect.stringContaining(`enter the code ${answer.user_code} to`) as string,
    })
    expect(answer.user_code).toMatch(/^[A-Z2-9]{9}$/)
  })

  it('is told so in version 1.0’s words', async () => {
    const { createBrowser, native } = await startContoso()
    const fields = { client_id: native.appId, resource: 'api://contacts' }
    const response = await createBrowser().post('/common.example/oauth2/devicecode', fields)
    expect(response.status).toBe(400)
    const good = await createBrowser().post('/contoso.onmicrosoft.com/oauth2/devicecode', fields)
    expect(await good.json()).toMatchObject({
      verification_url: expect.stringMatching(/\/common\/oauth2\/deviceauth$/) as string,
      expires_in: '900',
      interval: '5',
    })
  })

  it('gets its person’s tokens once they approved', async () => {
    const running = await startContoso()
    const { device_code, user_code } = await startDevice(running, {
      claims: '{"access_token":{"xms_cc":{"values":["cp1"]}}}',
    })
    await approveDevice(running, user_code, running.ada)
    const body = (await (await pollDevice(running, device_code)).json()) as TokenBody
    expect(decodeJwt(body.access_token)).toMatchObject({
      oid: running.ada.id,
      scp: 'Contacts.Read',
      azpacr: '0',
      xms_cc: ['cp1'],
    })
    expect(body).toMatchObject({ id_token: expect.any(String), refresh_token: expect.any(String) })
  })

  it('may ask by MSAL’s name of the grant, and its person may write the code as they like', async () => {
    const running = await startContoso()
    const { device_code, user_code } = await startDevice(running)
    await approveDevice(running, ` ${user_code.slice(0, 4).toLowerCase()}-${user_code.slice(4)}`, running.bob)
    const response = await pollDevice(running, device_code, { grant_type: 'device_code' })
    expect(response.status).toBe(200)
  })

  it('is named to the person, with what it asks for', async () => {
    const running = await startContoso()
    running.native.displayName = 'Tool <b>'
    const { user_code } = await startDevice(running)
    const { html } = await openQuestion(running.createBrowser(), user_code, running.ada)
    expect(html).toContain('Are you trying to sign in to Tool &lt;b&gt;?')
    expect(html).toContain('<li>api://contacts/Contacts.Read</li>')
    expect(html).toContain(running.ada.userPrincipalName)
  })

  it('has its scopes consented to by the approval', async () => {
    const running = await startContoso()
    running.contoso.oauth2PermissionGrants = []
    const { device_code, user_code } = await startDevice(running)
    await approveDevice(running, user_code, running.ada)
    expect((await pollDevice(running, device_code)).status).toBe(200)
  })
})

describe('the page where a device’s code is typed', () => {
  it('has the code of its address filled in, escaped', async () => {
    const { createBrowser } = await startContoso()
    const html = await (await createBrowser().request('/common/oauth2/deviceauth?otc="><script>')).text()
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;"')
  })

  it('takes no form of another site’s page', async () => {
    const { createBrowser } = await startContoso()
    const headers = { 'sec-fetch-site': 'cross-site' }
    const response = await createBrowser().post('/common/oauth2/deviceauth', { otc: 'x' }, headers)
    expect(response.status).toBe(403)
  })

  it('shows itself in nobody’s frame', async () => {
    const { createBrowser } = await startContoso()
    const { headers } = await createBrowser().request('/common/oauth2/deviceauth')
    expect(headers.get('x-frame-options')).toBe('DENY')
  })

  it('is an application that gets no tokens', async () => {
    const { createBrowser, entra } = await startContoso()
    const fields = {
      client_id: '29d9ed98-a469-4536-ade2-f981bc1d605e',
      grant_type: 'authorization_code',
      code: 'x',
      redirect_uri: `${entra.origin}/common/oauth2/deviceauth`,
    }
    const response = await createBrowser().post('/common/oauth2/v2.0/token', fields)
    expect(await response.json()).toMatchObject({ error_codes: [700016] })
  })
})
