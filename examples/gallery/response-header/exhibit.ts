import { contacts, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = {
  title: 'A response header, without a change of code',
  shows: ['001/option-3'],
  broken: 'The service says nothing of CORS. The page is on another origin and may not read its answers.',
  mended:
    'The web server in front of the service adds Access-Control-Allow-Origin with the page’s origin, and Vary. Here it ' +
    'is Clearway, by a policy that names the origin.',
  code: 'cors/missing-allow-origin',
  remedy: ['configuration', 'clearway'],
  change: { language: 'yaml', text: 'cors: { origins: [https://web.contoso.com], methods: [GET] }' },
  published: ['service'],
  hosts: async ({ gateway, internalApp, origin, variant }) => {
    const service = () => json(contacts)
    const policy = variant === 'broken' ? 'none' : `{ origins: ['${origin('app')}'], methods: [GET] }`
    const config = `applications:
  - name: service
    segments:
      - external: ${origin('service')}/
        internal: ${await internalApp(service)}/
        accept: [anyone]
        cors: ${policy}
`
    return { given: { service: origin('service') }, sites: { service: await gateway(config) } }
  },
  script: async ({ service }) => {
    const answer = await fetch(`${service}/contacts`)
    return `status ${answer.status}`
  },
}
