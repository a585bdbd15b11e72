import { allowing, contacts, json } from '../answers.ts'
import type { Exhibit, Site } from '../exhibit.ts'

export const exhibit: Exhibit = {
  title: 'Behind a gateway an application does not know its own address',
  shows: ['004/forwarded-headers'],
  broken:
    'The application takes its scheme from the connection, which comes from the gateway and is plain http. It redirects ' +
    'a call to an http address, which is not for browsers.',
  mended:
    'The gateway tells the outer scheme and host in `X-Forwarded-Proto` and `X-Forwarded-Host`, and the application ' +
    'believes it: the redirect stays on https.',
  code: 'proxy/forwarded-headers',
  inConsole: 'net::ERR_EMPTY_RESPONSE',
  // Of this machine http is no mixed content: the browser tries it, and the port speaks TLS only.
  besides: ['browser/not-cors'],
  remedy: ['configuration', 'clearway'],
  change: {
    language: 'csharp',
    text: 'app.UseForwardedHeaders();\napp.UseAuthentication();\napp.UseAuthorization();',
  },
  needsTls: true,
  hosts: async ({ forwardTo, internalApp, origin, variant }) => {
    const allow = allowing(origin('app'))
    const app: Site = ({ headers, url }) => {
      if (url.pathname.endsWith('/')) return json(contacts, allow)
      const forwarded = `${String(headers['x-forwarded-proto'])}://${String(headers['x-forwarded-host'])}`
      const own = variant === 'broken' ? url.origin : forwarded
      return { status: 301, headers: { ...allow, Location: `${own}${url.pathname}/` } }
    }
    return { given: { api: origin('api') }, sites: { api: forwardTo(await internalApp(app)) } }
  },
  script: async ({ api }) => {
    const answer = await fetch(`${api}/contacts`)
    return `status ${answer.status}`
  },
}
