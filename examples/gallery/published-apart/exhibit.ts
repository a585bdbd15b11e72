import { contacts, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = {
  title: 'Page and API are published as two apps, on two origins',
  shows: ['001/origins', '001/apart', '001/option-1'],
  broken:
    'Inside they share one server. Published one by one each has a host of its own: the hosts differ, so the origins ' +
    'do, and the browser keeps the API’s answers from the page.',
  mended:
    'Both are published on one host of an own domain, page and API side by side. Nothing in them changes, and there is ' +
    'no cross-origin call left. Here a Clearway gateway publishes them.',
  code: 'cors/missing-allow-origin',
  remedy: ['clearway', 'configuration'],
  change: {
    language: 'yaml',
    text: `segments:
  - external: https://web.contoso.com/
    internal: http://10.0.0.5:8080/
  - external: https://web.contoso.com/CORSWebService/
    internal: http://10.0.0.6:8080/`,
  },
  published: ['app'],
  hosts: async ({ gateway, internalApp, origin, variant }) => {
    const service = () => json(contacts)
    if (variant === 'broken') {
      return { given: { service: origin('service') }, sites: { service } }
    }
    const config = `applications:
  - name: web
    segments:
      - { external: ${origin('app')}/, internal: ${await internalApp(() => ({ status: 404 }))}/, accept: [anyone] }
      - { external: ${origin('app')}/CORSWebService/, internal: ${await internalApp(service)}/, accept: [anyone] }
`
    return { given: { service: `${origin('app')}/CORSWebService` }, sites: { app: await gateway(config) } }
  },
  script: async ({ service }) => {
    const answer = await fetch(`${service}/contacts`)
    return `status ${answer.status}`
  },
}
