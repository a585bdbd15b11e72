import { contacts, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = {
  title: 'The API and the web server in front of it both add the CORS header',
  shows: [],
  broken:
    'The API allows the origin of the page, and the web server in front adds the same header again. Each is right by ' +
    'itself; two values are one too many for the browser, which takes neither.',
  mended: 'One of them is told to leave CORS to the other, and the header comes once.',
  code: 'cors/multiple-allow-origin',
  remedy: ['configuration'],
  change: { language: 'nginx', text: 'proxy_hide_header Access-Control-Allow-Origin;' },
  hosts: ({ origin, variant }) => {
    const page = origin('app')
    const allowed = variant === 'broken' ? [page, page] : page
    return {
      given: { api: origin('api') },
      sites: { api: () => json(contacts, { 'Access-Control-Allow-Origin': allowed, Vary: 'Origin' }) },
    }
  },
  script: async ({ api }) => {
    const answer = await fetch(`${api}/contacts`)
    return `status ${answer.status}`
  },
}
