import { allowing, html, json } from '../../recorder/answers.ts'
import { app, type Scene } from '../../scene.ts'

const other = 'https://contacts.fabrikam.example/'

/** A session cookie that says nothing of SameSite, and a page of another site. */
const base: Scene = {
  name: 'session-cookie-not-sent',
  code: 'session/cookie-not-sent',
  sites: (variant) => ({
    hosts: {
      'contacts.fabrikam.example': ({ headers, url }) => {
        const known = headers.cookie?.includes('sessionid=') === true
        if (url.pathname !== '/') return json({ known }, allowing(app), known ? 200 : 401)
        const sameSite = variant === 'mended' ? '; SameSite=None' : ''
        const cookie = `sessionid=3c9e1f; Path=/; HttpOnly; Secure${sameSite}`
        return html('<title>Signed in</title>You are signed in.', { 'Set-Cookie': cookie })
      },
    },
  }),
  drive: async ({ page, start, played }) => {
    await page.goto(other)
    await page.goto(start)
    await played()
  },
  script: async () => {
    await fetch('https://contacts.fabrikam.example/contacts', { credentials: 'include' })
  },
}

export const cookieNotSent: Scene = { ...base, records: ['har', 'netlog'] }

/** The browser lets no cookie of another site go along, whatever the cookie says. */
export const cookieBlocked: Scene = {
  ...base,
  name: 'session-cookie-not-sent-third-party',
  records: ['netlog'],
  sites: (variant) => ({
    hosts: {
      'contacts.fabrikam.example': ({ headers, url }) => {
        const known = headers.cookie?.includes('sessionid=') === true
        if (url.pathname !== '/') return json({ known }, allowing(app), known ? 200 : 401)
        return html('<title>Signed in</title>', { 'Set-Cookie': sessionCookie })
      },
      // The same application, published as a sister of the page: no longer of another site.
      ...(variant === 'mended' && {
        'contacts.contoso.example': ({ headers, url }) => {
          if (url.pathname === '/') return html('<title>Signed in</title>', { 'Set-Cookie': sessionCookie })
          const known = headers.cookie?.includes('sessionid=') === true
          return json({ known }, allowing(app), known ? 200 : 401)
        },
      }),
    },
  }),
  thirdPartyCookies: 'blocked',
  drive: async ({ page, variant, start, played }) => {
    await page.goto(variant === 'broken' ? other : 'https://contacts.contoso.example/')
    await page.goto(start)
    await played()
  },
  script: async (variant) => {
    const host = variant === 'broken' ? 'contacts.fabrikam.example' : 'contacts.contoso.example'
    await fetch(`https://${host}/contacts`, { credentials: 'include' })
  },
}

const sessionCookie = 'sessionid=3c9e1f; Path=/; HttpOnly; Secure; SameSite=None'
