import { describe, expect, it } from 'vitest'
import {
  answerOf,
  authorizeParameters,
  pageUri,
  pathTo,
  type Running,
  signIn,
  startContoso,
} from '../../test-support/running.ts'

describe('a fault for one user', () => {
  const blocked = { error: 53003, times: 1 } as const

  const asSomebody = (running: Running, user: { id: string }): Promise<Response> =>
    signIn(running.createBrowser(), authorizeParameters(running.page, pageUri), user)

  it.each(['bob@contoso.onmicrosoft.com', '00000022-0000-4000-8000-000000000000'])(
    'strikes when %s signs in, once, on a page',
    async (user) => {
      const running = await startContoso()
      running.directory.faults = [{ ...blocked, user }]
      const entra = await startContoso({ directory: running.directory })
      expect((await asSomebody(entra, entra.ada)).status).toBe(302)
      const refused = await asSomebody(entra, entra.bob)
      expect(await refused.text()).toContain('AADSTS53003: ')
      expect(refused.headers.get('set-cookie')).toBeNull()
      expect(entra.events.at(-1)).toMatchObject({ type: 'refused', endpoint: 'sign-in', code: 53003 })
      expect((await asSomebody(entra, entra.bob)).status).toBe(302)
    },
  )

  it('strikes at a request without a page, by redirect', async () => {
    const model = await startContoso()
    model.directory.faults = [{ ...blocked, endpoint: 'authorize', user: model.ada.id }]
    const running = await startContoso({ directory: model.directory })
    const browser = running.createBrowser()
    const parameters = authorizeParameters(running.page, pageUri)
    await signIn(browser, parameters, running.ada)
    const path = pathTo('oauth2/v2.0/authorize', { ...parameters, prompt: 'none' })
    const answer = answerOf(await browser.request(path))
    expect(answer.get('error')).toBe('interaction_required')
    expect(JSON.parse(answer.get('claims') ?? '')).toHaveProperty('access_token')
    expect(answerOf(await browser.request(path)).has('code')).toBe(true)
  })
})

describe('an application that demands an assignment', () => {
  it('lets in who has a role of it', async () => {
    const running = await startContoso()
    running.page.appRoleAssignmentRequired = true
    running.bob.appRoles = { [running.page.appId]: ['Reader'] }
    const parameters = authorizeParameters(running.page, pageUri)
    expect((await signIn(running.createBrowser(), parameters, running.bob)).status).toBe(302)
    expect((await signIn(running.createBrowser(), parameters, running.ada)).status).toBe(400)
  })
})

describe('a refusal after sign-in', () => {
  it('leaves whoever was signed in before as they were', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    const parameters = authorizeParameters(running.page, pageUri)
    await signIn(browser, parameters, running.ada)
    await signIn(browser, { ...parameters, scope: 'api://nothing/X' }, running.bob)
    const path = pathTo('oauth2/v2.0/authorize', { ...parameters, prompt: 'none' })
    expect(answerOf(await browser.request(path)).has('code')).toBe(true)
  })
})
