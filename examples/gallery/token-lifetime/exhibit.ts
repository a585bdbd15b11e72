import { allowing, contacts, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'
import { signInUrl, webApplication } from '../sign-in-url.ts'

export const exhibit: Exhibit = {
  title: 'The sign-in at the proxy ends with the token, in the middle of the work',
  shows: ['001/option-5', '000/scenario-1-lifetime'],
  broken:
    'The application proxy’s session ends when the access token does, after a second here. The next call of the page ' +
    'is redirected to sign in.',
  mended:
    'The token lives longer than the person works. Clearway’s sessions have lifetimes of their own, and it renews ' +
    'tokens on the server, so nothing has to be prolonged.',
  code: 'session/redirected-to-sign-in',
  remedy: ['configuration', 'clearway'],
  change: {
    language: 'json',
    text: '{ "TokenLifetimePolicy": { "Version": 1, "AccessTokenLifetime": "08:00:00" } }',
  },
  applications: (addresses) => [webApplication(addresses, `${addresses.origin('api')}/signin-oidc`)],
  hosts: (kit) => {
    const { now, origin, variant } = kit
    const lifetimeMs = variant === 'broken' ? 1_000 : 8 * 60 * 60_000
    const allow = allowing(origin('app'))
    return {
      given: { api: origin('api') },
      sites: {
        api: ({ headers, url }) => {
          const began = Number(/began=(\d+)/.exec(headers['cookie'] ?? '')?.[1])
          if (url.pathname === '/start')
            return json({}, { ...allow, 'Set-Cookie': `began=${now()}; Path=/; HttpOnly; SameSite=Lax` })
          if (now() < began + lifetimeMs) return json(contacts, allow)
          return {
            status: 302,
            headers: { ...allow, Location: signInUrl(kit, `${origin('api')}/signin-oidc`) },
          }
        },
      },
    }
  },
  script: async ({ api }) => {
    const call = (path: string): Promise<Response> => fetch(`${api}${path}`, { credentials: 'include' })
    await call('/start')
    await call('/contacts')
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    return `status ${(await call('/contacts?later')).status}`
  },
}
