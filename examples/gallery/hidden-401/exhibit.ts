import { allowing, html, json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'
import { tokenApi } from '../token-api.ts'

export const exhibit: Exhibit = {
  title: 'A server error hides that the token was refused',
  shows: ['004/hidden-401', '004/logging'],
  broken:
    'The API’s check of the token throws, nothing catches it, and the answer is 500. Nobody looks at the token, ' +
    'although the exception names the reason.',
  mended:
    'The check answers 401 with the reason, in a header that the page may read, and the page gets a fresh token. The ' +
    'reason is in the server’s log as well.',
  code: 'api/error-hides-401',
  inConsole: '500 (Internal Server Error)',
  remedy: ['code', 'clearway'],
  hosts: async ({ jwks, now, origin, token, authority, variant }) => {
    const past = Math.floor(now() / 1000) - 60
    const page = origin('app')
    const expired = await token({
      claims: { aud: 'api://contacts', iat: past - 3600, nbf: past - 3600, exp: past },
    })
    const fresh = await token({ claims: { aud: 'api://contacts' } })
    const lines: string[] = []
    const log = (line: string): void => void lines.splice(0, lines.length, line)
    const guard = { jwks, audience: 'api://contacts', issuer: authority, page, now, log }
    const crash = (why: string) =>
      html(
        `<pre>An unhandled exception occurred while processing the request.
SecurityTokenExpiredException: ${why}</pre>`,
        allowing(page),
        500,
      )
    const checked = tokenApi(variant === 'broken' ? { ...guard, refuse: crash } : guard)
    return {
      given: { api: origin('api'), expired, fresh },
      sites: {
        // For this page only: nobody publishes a log.
        api: (request) => (request.url.pathname === '/log' ? json(lines, allowing(page)) : checked(request)),
      },
    }
  },
  script: async ({ api, expired, fresh }) => {
    const call = (token = ''): Promise<Response> =>
      fetch(`${api}/contacts`, { headers: { Authorization: `Bearer ${token}` } })
    const first = await call(expired)
    if (first.status !== 401) return `status ${first.status}`
    return {
      refused: `status ${first.status} ${first.headers.get('www-authenticate')}`,
      log: await (await fetch(`${api}/log`)).json(),
      withFreshToken: `status ${(await call(fresh)).status}`,
    }
  },
}
