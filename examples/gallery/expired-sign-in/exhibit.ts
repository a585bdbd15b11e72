import { allowing, contacts, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'
import { endpointOf, signInUrl, webApplication } from '../sign-in-url.ts'

const secret = 'gallery-secret'
const session = '.AspNet.Cookies=CfDJ8Ab3xQ'
const callback = '/signin-oidc'

export const exhibit: Exhibit = {
  title: 'An expired sign-in turns a background call into a CORS error',
  shows: ['000/cause', '000/example-1', '000/scenario-1'],
  broken:
    'A web application with a session cookie answers a call after the session’s end as it answers a navigation: with ' +
    'a redirect to the sign-in page. The browser follows it to an origin that has no CORS, and the page is told nothing.',
  mended:
    'The application answers calls with 401. The page can read that, goes to sign in again as a whole, and its call ' +
    'succeeds when it is back.',
  code: 'session/redirected-to-sign-in',
  remedy: ['code', 'clearway'],
  change: {
    language: 'csharp',
    text: `options.Events.OnRedirectToIdentityProvider = context =>
{
    if (context.Request.Headers["Sec-Fetch-Mode"] != "navigate")
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.HandleResponse();
    }
    return Task.CompletedTask;
};`,
  },
  needsWindow: true,
  applications: (addresses) => [
    {
      ...webApplication(addresses, addresses.origin('api') + callback),
      passwordCredentials: [{ secretText: secret }],
    },
  ],
  hosts: (kit) => {
    const { clientId, entra, origin, variant } = kit
    const allow = allowing(origin('app'))
    const redirect_uri = origin('api') + callback
    const signIn = { status: 302, headers: { ...allow, Location: signInUrl(kit, redirect_uri) } }

    /** Redeems the code, as the server that it is, and begins a session. */
    const endSignIn = async ({ searchParams }: URL) => {
      const refused = searchParams.get('error')
      if (refused !== null)
        return {
          status: 302,
          headers: { Location: `${origin('app')}/?refused=${encodeURIComponent(refused)}` },
        }
      const code = searchParams.get('code') ?? ''
      const url = new URL(endpointOf(kit, 'token'))
      const form = { grant_type: 'authorization_code', code, redirect_uri, client_id: clientId('web') }
      const body = Buffer.from(new URLSearchParams({ ...form, client_secret: secret }).toString())
      const headers = { host: url.host, 'content-type': 'application/x-www-form-urlencoded' }
      const answer = await entra({ method: 'POST', url, headers, body })
      if (answer.status !== 200) return { status: 403, body: String(answer.body) }
      const cookie = `${session}; Path=/; HttpOnly; SameSite=Lax`
      return { status: 302, headers: { 'Set-Cookie': cookie, Location: `${origin('app')}/?signed-in` } }
    }
    return {
      given: { api: origin('api') },
      sites: {
        api: ({ headers, url }) => {
          if (url.pathname === '/sign-in') return signIn
          if (url.pathname === callback) return endSignIn(url)
          if (headers['cookie']?.includes(session)) return json(contacts, allow)
          return variant === 'broken' ? signIn : { status: 401, headers: allow }
        },
      },
    }
  },
  script: async ({ api }) => {
    const refused = new URLSearchParams(location.search).get('refused')
    if (refused !== null) throw new Error(`the sign-in ended with ${refused}`)
    const answer = await fetch(`${api}/contacts`, { credentials: 'include' })
    if (answer.status !== 401) return `status ${answer.status}`
    location.assign(`${api}/sign-in`)
    return new Promise(() => undefined)
  },
}
