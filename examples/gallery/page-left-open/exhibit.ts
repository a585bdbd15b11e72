import { contacts, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'
import { signInUrl, webApplication } from '../sign-in-url.ts'

export const exhibit: Exhibit = {
  title: 'A page that was left open for longer than its token lives',
  shows: ['002/page-left-open', '002/navigation', '000/scenario-1-lifetime'],
  broken:
    'The page calls its own server, which keeps an access token for a second API. The token’s hour is over; the server ' +
    'answers the call with a redirect to sign in, and the sign-in page turns down the preflight that the browser sends ' +
    'ahead.',
  mended:
    'Behind Clearway the session outlives the token, which is renewed on the server, and an ended session is a 401 that ' +
    'the page can read. The page’s call goes through.',
  code: 'session/redirected-to-sign-in',
  remedy: ['clearway'],
  published: ['app'],
  applications: (addresses) => [webApplication(addresses, `${addresses.origin('app')}/signin-oidc`)],
  needsWindow: true,
  hosts: async (kit) => {
    const { gateway, internalApp, origin, variant } = kit
    if (variant === 'broken') {
      const app = ({ url }: { readonly url: URL }) =>
        url.pathname === '/api/lists'
          ? { status: 302, headers: { Location: signInUrl(kit, `${origin('app')}/signin-oidc`) } }
          : { status: 404 }
      return { sites: { app } }
    }
    const app = await internalApp(({ url }) =>
      url.pathname === '/api/lists' ? json(contacts) : { status: 404 },
    )
    const config = `applications:
  - name: lists
    allow: { groups: [sales] }
    segments: [{ external: ${origin('app')}/, internal: ${app}/ }]
`
    return { sites: { app: await gateway(config) } }
  },
  script: async () => {
    const answer = await fetch('/api/lists', { headers: { 'X-Requested-With': 'XMLHttpRequest' } })
    return `status ${answer.status}`
  },
}
