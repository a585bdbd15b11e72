import { allowing, contacts, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = {
  title: 'Behind a gateway an application does not know its own address',
  shows: ['004/forwarded-headers'],
  broken:
    'The application takes host and scheme from the connection, which comes from the gateway. It redirects a call to ' +
    'its internal address, which is not for browsers.',
  mended:
    'The gateway tells the outer host and scheme, and the application believes it: the redirect stays outside.',
  code: 'proxy/forwarded-headers',
  // Of this machine http is no mixed content: the browser tries it, and the port speaks TLS only.
  besides: ['browser/not-cors'],
  remedy: ['configuration', 'clearway'],
  change: {
    language: 'csharp',
    text: 'app.UseForwardedHeaders();\napp.UseAuthentication();\napp.UseAuthorization();',
  },
  needsTls: true,
  hosts: ({ origin, variant }) => ({
    given: { api: origin('api') },
    sites: {
      api: ({ url }) => {
        if (url.pathname.endsWith('/')) return json(contacts, allowing(origin('app')))
        const scheme = variant === 'broken' ? 'http' : 'https'
        const location = `${scheme}://${url.host}${url.pathname}/`
        return { status: 301, headers: { ...allowing(origin('app')), Location: location } }
      },
    },
  }),
  script: async ({ api }) => {
    const answer = await fetch(`${api}/contacts`)
    return `status ${answer.status}`
  },
}
