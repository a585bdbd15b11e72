import { describe, expect, it } from 'vitest'
import {
  answerOf,
  authorizeParameters,
  type Browser,
  pageUri,
  pathTo,
  type Running,
  startContoso,
} from '../../test-support/running.ts'

const password = 'Rïght "pass" <word>'

async function startWithPassword(): Promise<Running> {
  const running = await startContoso()
  running.ada.passwordProfile = { password }
  return running
}

const send = (
  browser: Browser,
  running: Running,
  fields: Record<string, string>,
  more: Record<string, string> = {},
): Promise<Response> => {
  const request = new URLSearchParams({ ...authorizeParameters(running.page, pageUri), ...more }).toString()
  return browser.post('/contoso.onmicrosoft.com/oauth2/v2.0/login', { request, ...fields })
}

describe('a user with a password', () => {
  it.each(['picked', 'named'])('is asked for it when %s, and gets in with it', async (how) => {
    const running = await startWithPassword()
    const browser = running.createBrowser()
    const who = how === 'picked' ? { user: running.ada.id } : { loginfmt: 'ada@contoso.com' }
    const asked = await send(browser, running, who)
    const html = await asked.text()
    expect(asked.status).toBe(200)
    expect(html).toContain('id="i0118" name="passwd" type="password"')
    expect(html).toContain(`name="user" value="${running.ada.id}"`)
    expect(browser.cookie).toBe('')
    const answer = await send(browser, running, { user: running.ada.id, passwd: password })
    expect(answerOf(answer).has('code')).toBe(true)
  })

  it.each(['', 'wrong', password.toLowerCase(), `${password} `])(
    'hears on the page that %j is wrong, and the application hears nothing',
    async (wrong) => {
      const running = await startWithPassword()
      const browser = running.createBrowser()
      const response = await send(browser, running, { user: running.ada.id, passwd: wrong })
      const html = await response.text()
      expect(response.headers.get('location')).toBeNull()
      expect(html).toContain('role="alert" id="passwordError">AADSTS50126: ')
      expect(html).toContain('aria-describedby="passwordError"')
      expect(wrong === '' || !html.includes(`"${wrong}"`)).toBe(true)
      expect(browser.cookie).toBe('')
      expect(JSON.stringify(running.events)).not.toContain(password)
    },
  )

  it('is locked out for a minute after ten wrong ones in a row', async () => {
    const running = await startWithPassword()
    const attempt = (passwd: string): Promise<Response> =>
      send(running.createBrowser(), running, { user: running.ada.id, passwd })
    for (let count = 0; count < 9; count++) await attempt('wrong')
    expect((await attempt(password)).status).toBe(302)
    for (let count = 0; count < 10; count++) await attempt('wrong')
    expect(await (await attempt(password)).text()).toContain('AADSTS50053: ')
    running.clock.advance(60)
    expect((await attempt(password)).status).toBe(302)
  })

  it('may go back', async () => {
    const running = await startWithPassword()
    const response = await send(running.createBrowser(), running, {
      user: running.ada.id,
      passwd: '',
      back: '1',
    })
    expect(await response.text()).toContain('id="i0116" name="loginfmt"')
  })

  it('is not asked again in the same browser, unless the application wants it', async () => {
    const running = await startWithPassword()
    const browser = running.createBrowser()
    await send(browser, running, { user: running.ada.id, passwd: password })
    const ada = { user: running.ada.id }
    expect((await send(browser, running, ada, { prompt: 'select_account' })).status).toBe(302)
    expect((await send(browser, running, ada, { prompt: 'login' })).status).toBe(200)
    running.clock.advance(61)
    expect((await send(browser, running, ada, { max_age: '60' })).status).toBe(200)
    expect((await send(running.createBrowser(), running, ada)).status).toBe(200)
  })
})

describe('a name that nobody has', () => {
  it('is said on the sign-in page, where another can be typed', async () => {
    const running = await startContoso()
    const response = await send(running.createBrowser(), running, { loginfmt: '"><script>' })
    const html = await response.text()
    expect(html).toContain('role="alert" id="usernameError">AADSTS50034: ')
    expect(html).toContain('aria-describedby="usernameError" autofocus>')
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;"')
    expect(html).not.toContain('<script')
  })
})

describe('max_age', () => {
  it('wants a sign-in that is not older', async () => {
    const running = await startContoso()
    const browser = running.createBrowser()
    await send(browser, running, { user: running.ada.id })
    const silently = async (seconds: string): Promise<string | null> => {
      const more = { prompt: 'none', max_age: seconds }
      const parameters = { ...authorizeParameters(running.page, pageUri), ...more }
      return answerOf(await browser.request(pathTo('oauth2/v2.0/authorize', parameters))).get('error')
    }
    running.clock.advance(60)
    expect(await silently('60')).toBeNull()
    expect(await silently('59')).toBe('login_required')
  })
})
