import { allowing, contacts, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'
import { signInUrl, webApplication } from '../sign-in-url.ts'

export const exhibit: Exhibit = {
  title: 'An expired sign-in turns a background call into a CORS error',
  shows: ['000/cause', '000/example-1', '000/scenario-1'],
  broken:
    'A web application with a session cookie answers a call after the session’s end as it answers a navigation: with ' +
    'a redirect to the sign-in page. The browser follows it to an origin that has no CORS, and the page is told nothing.',
  mended:
    'The application answers calls with 401. The page can read that, and asks its person to sign in again.',
  code: 'session/redirected-to-sign-in',
  remedy: ['code', 'clearway'],
  change: {
    language: 'csharp',
    text: `options.Events.OnRedirectToIdentityProvider = context =>
{
    if (context.Request.Headers.ContainsKey("Origin"))
    {
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.HandleResponse();
    }
    return Task.CompletedTask;
};`,
  },
  applications: (addresses) => [webApplication(addresses, `${addresses.origin('api')}/signin-oidc`)],
  hosts: (kit) => {
    const { origin, variant } = kit
    const allow = allowing(origin('app'))
    return {
      given: { api: origin('api') },
      sites: {
        api: ({ url }) => {
          const cookie = '.AspNet.Cookies=CfDJ8Ab3xQ; Path=/; HttpOnly; SameSite=Lax'
          if (url.pathname === '/contacts') return json(contacts, { ...allow, 'Set-Cookie': cookie })
          if (variant === 'mended') return { status: 401, headers: allow }
          const location = signInUrl(kit, `${origin('api')}/signin-oidc`)
          return { status: 302, headers: { ...allow, Location: location } }
        },
      },
    }
  },
  script: async ({ api }) => {
    await fetch(`${api}/contacts`, { credentials: 'include' })
    const later = await fetch(`${api}/contacts/7`, { credentials: 'include' })
    return later.status === 401 ? 'The page knows: sign in again.' : `status ${later.status}`
  },
}
