import { allowing, contacts, json, preflight } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'

export const exhibit: Exhibit = {
  title: 'The answer to a preflight has no Access-Control-Allow-Origin',
  shows: ['000/example-3', '003/cors-needed'],
  broken:
    'The page sends JSON with PUT, so the browser asks first. The API answers the question without a word on CORS, and ' +
    'the call itself is never made.',
  mended:
    'The API answers the preflight for the page’s origin, its method and its headers, and then the call.',
  code: 'cors/missing-allow-origin',
  remedy: ['code', 'clearway'],
  hosts: ({ origin, variant }) => ({
    given: { api: origin('api') },
    sites: {
      api: ({ method }) => {
        if (variant === 'broken') return method === 'OPTIONS' ? { status: 204 } : json(contacts)
        return method === 'OPTIONS' ? preflight(origin('app')) : json(contacts, allowing(origin('app')))
      },
    },
  }),
  script: async ({ api }) => {
    const headers = { 'Content-Type': 'application/json' }
    const saved = await fetch(`${api}/contacts/7`, { method: 'PUT', headers, body: '{"name":"Ada"}' })
    return `saved: status ${saved.status}`
  },
}
