import { describe, expect, it } from 'vitest'
import {
  answerOf,
  authorizeParameters,
  type Browser,
  pageUri,
  pathTo,
  type Running,
  signIn,
  startContoso,
} from '../../test-support/running.ts'

/** A Contoso where nothing was consented to yet. */
async function startWithoutConsent(): Promise<Running> {
  const running = await startContoso()
  running.contoso.oauth2PermissionGrants = []
  return running
}

const decide = (
  browser: Browser,
  running: Running,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> => {
  const request = new URLSearchParams(authorizeParameters(running.page, pageUri)).toString()
  const form = { request, user: running.ada.id, ...fields }
  return browser.post('/contoso.onmicrosoft.com/oauth2/v2.0/consent', form, headers)
}

const ask = (browser: Browser, running: Running, more: Record<string, string> = {}): Promise<Response> => {
  const parameters = { ...authorizeParameters(running.page, pageUri), ...more }
  return browser.request(pathTo('oauth2/v2.0/authorize', parameters))
}

describe('consent', () => {
  it('is asked for after sign-in, with the APIs and their scopes by name', async () => {
    const running = await startWithoutConsent()
    running.contactsApi.displayName = 'Contacts <API>'
    const [read] = running.contactsApi.api?.oauth2PermissionScopes ?? []
    if (read) read.adminConsentDisplayName = 'Read & see contacts'
    const browser = running.createBrowser()
    const response = await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(browser.cookie).toMatch(/^ESTSAUTH=./)
    expect(html).toContain('Contacts &lt;API&gt;')
    expect(html).toContain('Read &amp; see contacts')
    expect(html).toContain('action="/contoso.onmicrosoft.com/oauth2/v2.0/consent"')
    expect(html).not.toContain('Contacts.Write')
  })

  it('once given leads to the application, now and from then on', async () => {
    const running = await startWithoutConsent()
    const browser = running.createBrowser()
    await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
    const answer = answerOf(await decide(browser, running, { consent: 'accept' }))
    expect(answer.has('code')).toBe(true)
    expect(answer.get('state')).toBe('state-1')
    expect(answerOf(await ask(browser, running, { prompt: 'none' })).has('code')).toBe(true)
    const more = { scope: 'openid api://contacts/Contacts.Write' }
    expect(await (await ask(browser, running, more)).text()).toContain('Permissions requested')
  })

  it('once declined is AADSTS65004 for the application, and is asked for again', async () => {
    const running = await startWithoutConsent()
    const browser = running.createBrowser()
    await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
    const answer = answerOf(await decide(browser, running, { consent: 'cancel' }))
    expect(answer.get('error')).toBe('access_denied')
    expect(answer.get('error_description')).toContain('AADSTS65004: ')
    expect((await ask(browser, running)).status).toBe(200)
  })

  it('is not asked for what the directory grants', async () => {
    const running = await startWithoutConsent()
    running.contoso.oauth2PermissionGrants?.push({
      clientId: running.page.appId,
      resourceId: running.contactsApi.appId,
      consentType: 'AllPrincipals',
      scope: 'Contacts.Read',
    })
    const parameters = authorizeParameters(running.page, pageUri)
    const response = await signIn(running.createBrowser(), parameters, running.ada)
    expect(answerOf(response).has('code')).toBe(true)
  })

  it('is asked for with prompt=consent even where it is there', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
    const response = await ask(browser, running, { prompt: 'consent' })
    expect(await response.text()).toContain('Permissions requested')
  })

  it.each([
    ['by nobody who is signed in', {}, 'login_required'],
    ['for somebody else', { user: 'bob' }, 'login_required'],
    ['without a word', { consent: '' }, 'access_denied'],
  ])('given %s counts for nothing', async (who, fields, error) => {
    const running = await startWithoutConsent()
    const browser = running.createBrowser()
    if (who !== 'by nobody who is signed in') {
      await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
    }
    const form = { consent: 'accept', ...fields, ...('user' in fields && { user: running.bob.id }) }
    expect(answerOf(await decide(browser, running, form)).get('error')).toBe(error)
  })

  describe('for a request that wants a fresh sign-in', () => {
    const wanting = ({ page }: Running, more: Record<string, string>): Record<string, string> => ({
      ...authorizeParameters(page, pageUri),
      ...more,
    })
    const accept = (
      browser: Browser,
      running: Running,
      parameters: Record<string, string>,
      ticket?: string,
    ): Promise<Response> => {
      const request = new URLSearchParams(parameters).toString()
      return decide(browser, running, { request, consent: 'accept', ...(ticket !== undefined && { ticket }) })
    }
    const ticketOf = async (response: Response): Promise<string> =>
      /name="ticket" value="([\w-]+)"/.exec(await response.text())?.[1] ?? ''
    const isSignInPage = async (response: Response): Promise<boolean> =>
      response.status === 200 && (await response.text()).includes('/oauth2/v2.0/login"')

    it.each([{ prompt: 'login' }, { max_age: '60' }])(
      'leads to the sign-in page, not to a code, with an older session: %o',
      async (more) => {
        const running = await startWithoutConsent()
        const browser = running.createBrowser()
        await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
        running.clock.advance(61)
        for (const ticket of [undefined, '', 'made-up']) {
          expect(await isSignInPage(await accept(browser, running, wanting(running, more), ticket))).toBe(
            true,
          )
        }
        expect(running.events.map(({ type }) => type)).not.toContain('code-issued')
      },
    )

    it.each([{ prompt: 'login' }, { max_age: '60' }])(
      'leads to a code once, after the sign-in that it wants: %o',
      async (more) => {
        const running = await startWithoutConsent()
        const browser = running.createBrowser()
        const parameters = wanting(running, more)
        const ticket = await ticketOf(await signIn(browser, parameters, running.ada))
        // Reading the page takes its time: the sign-in was made for this request all the same.
        running.clock.advance(120)
        expect(answerOf(await accept(browser, running, parameters, ticket)).has('code')).toBe(true)
        expect(await isSignInPage(await accept(browser, running, parameters, ticket))).toBe(true)
      },
    )

    it.each(['another request’s', 'another sign-in’s', 'an old one’s'])(
      'takes no page that was %s',
      async (whose) => {
        const running = await startWithoutConsent()
        const browser = running.createBrowser()
        const parameters = wanting(running, { prompt: 'login' })
        const shown = whose === 'another request’s' ? { ...parameters, state: 'state-2' } : parameters
        const ticket = await ticketOf(await signIn(browser, shown, running.ada))
        if (whose === 'another sign-in’s') await signIn(browser, parameters, running.ada)
        if (whose === 'an old one’s') running.clock.advance(15 * 60)
        expect(await isSignInPage(await accept(browser, running, parameters, ticket))).toBe(true)
      },
    )
  })

  it('is taken from its own page only', async () => {
    const running = await startWithoutConsent()
    const browser = running.createBrowser()
    await signIn(browser, authorizeParameters(running.page, pageUri), running.ada)
    const headers = { 'sec-fetch-site': 'cross-site' }
    expect((await decide(browser, running, { consent: 'accept' }, headers)).status).toBe(403)
    expect((await ask(browser, running)).status).toBe(200)
  })

  it('is not given to an application that is not there', async () => {
    const running = await startWithoutConsent()
    const response = await decide(running.createBrowser(), running, { consent: 'accept', request: '' })
    expect(response.status).toBe(400)
    expect(running.events.at(-1)).toEqual({ type: 'refused', endpoint: 'consent', code: 900144 })
  })
})
