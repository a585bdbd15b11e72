import { contacts, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = {
  title: 'Two directories of one server, published one by one',
  shows: ['001/option-2'],
  broken:
    'Client and service are two directories of one web server. Each is published under an address of its own.',
  mended: 'Their common parent directory is published instead: one address, both directories below it.',
  code: 'cors/missing-allow-origin',
  remedy: ['clearway', 'configuration'],
  change: {
    language: 'yaml',
    text: `segments:
  - external: https://web.contoso.com/
    internal: http://server/   # the parent of /CORSWebClient and /CORSWebService`,
  },
  published: ['app'],
  hosts: async ({ gateway, internalApp, origin, variant }) => {
    const server = ({ url }: { readonly url: URL }) =>
      url.pathname.startsWith('/CORSWebService/') ? json(contacts) : { status: 404 }
    if (variant === 'broken') {
      return { given: { service: `${origin('service')}/CORSWebService` }, sites: { service: server } }
    }
    const config = `applications:
  - name: web
    segments: [{ external: ${origin('app')}/, internal: ${await internalApp(server)}/, accept: [anyone] }]
`
    return { given: { service: '/CORSWebService' }, sites: { app: await gateway(config) } }
  },
  script: async ({ service }) => {
    const answer = await fetch(`${service}/contacts`)
    return `status ${answer.status}`
  },
}
