import type { Exhibit } from '../exhibit.ts'
import { tokenApi } from '../token-api.ts'

export const exhibit: Exhibit = {
  title: 'A second API wants a token of its own',
  shows: ['002/second-api'],
  broken:
    'The server passes on the token that it was called with. The second API is another audience, and refuses it.',
  mended: 'The server exchanges the token for one for the second API, silently, in the person’s name.',
  code: 'token/audience',
  inConsole: '401 (Unauthorized)',
  open: 'Clearway does not get tokens for a second API yet (`upstreamToken`).',
  hosts: async ({ authority, jwks, now, origin, token }) => {
    const page = origin('app')
    const sharepoint = tokenApi({ jwks, audience: 'api://sharepoint', issuer: authority, page, now })
    return {
      given: { token: await token({ claims: { aud: 'api://contacts' } }) },
      sites: {
        // The server calls with what it was called with, and hands the answer on.
        app: (request) => (request.url.pathname === '/lists' ? sharepoint(request) : { status: 404 }),
      },
    }
  },
  script: async ({ token }) => {
    const answer = await fetch('/lists', { headers: { Authorization: `Bearer ${token}` } })
    return `status ${answer.status} ${answer.headers.get('www-authenticate') ?? ''}`
  },
}
