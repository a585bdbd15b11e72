import { allowing, html } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'
import { tokenApi } from '../token-api.ts'

export const exhibit: Exhibit = {
  title: 'A server error hides that the token was refused',
  shows: ['004/hidden-401', '004/logging'],
  broken:
    'The API’s check of the token throws, nothing catches it, and the answer is 500. Nobody looks at the token, ' +
    'although the exception names the reason.',
  mended:
    'The check answers 401 with the reason, in a header that the page may read. The same line is in the log.',
  code: 'api/error-hides-401',
  remedy: ['code', 'clearway'],
  hosts: async ({ jwks, now, origin, token, authority, variant }) => {
    const past = Math.floor(now() / 1000) - 2_700
    const page = origin('app')
    const expired = await token({
      claims: { aud: 'api://contacts', iat: past - 3600, nbf: past - 3600, exp: past },
    })
    const fresh = await token({ claims: { aud: 'api://contacts' } })
    const guard = { jwks, audience: 'api://contacts', issuer: authority, page, now }
    const crash = (why: string) =>
      html(
        `<pre>An unhandled exception occurred while processing the request.
SecurityTokenExpiredException: IDX10223: Lifetime validation failed. The token is expired. (${why.length})</pre>`,
        allowing(page),
        500,
      )
    return {
      given: { api: origin('api'), token: variant === 'broken' ? expired : fresh },
      sites: { api: tokenApi(variant === 'broken' ? { ...guard, refuse: crash } : guard) },
    }
  },
  script: async ({ api, token }) => {
    const answer = await fetch(`${api}/contacts`, { headers: { Authorization: `Bearer ${token}` } })
    return `status ${answer.status}`
  },
}
