import { allowing, contacts, json, preflight } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'
import { signInUrl, webApplication } from '../sign-in-url.ts'

export const exhibit: Exhibit = {
  title: 'An API that takes tokens challenges with a redirect',
  shows: ['000/scenario-2-challenge'],
  broken:
    'The API is set up with OpenID Connect, as a web application is. It does not like the token it gets, and sends the ' +
    'call to the sign-in page, which no page may read.',
  mended:
    'With Bearer authentication the API answers 401 and says what is wrong with the token. The page reads that, and gets a fresh one.',
  code: 'api/redirects-instead-of-401',
  remedy: ['code', 'clearway'],
  change: {
    language: 'csharp',
    text: 'builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)\n    .AddMicrosoftIdentityWebApi(builder.Configuration);',
  },
  applications: (addresses) => [webApplication(addresses, `${addresses.origin('api')}/signin-oidc`)],
  hosts: async (kit) => {
    const { now, origin, variant } = kit
    const past = Math.floor(now() / 1000) - 60
    const expired = await kit.token({ claims: { iat: past - 3600, nbf: past - 3600, exp: past } })
    const fresh = await kit.token({})
    const allow = { ...allowing(origin('app')), 'Access-Control-Expose-Headers': 'WWW-Authenticate' }
    return {
      given: { api: origin('api'), expired, fresh },
      sites: {
        api: ({ headers, method }) => {
          if (method === 'OPTIONS') return preflight(origin('app'))
          if (headers['authorization'] === `Bearer ${fresh}`) return json(contacts, allow)
          if (variant === 'broken')
            return {
              status: 302,
              headers: { ...allow, Location: signInUrl(kit, `${origin('api')}/signin-oidc`) },
            }
          const challenge = 'Bearer error="invalid_token", error_description="The token expired"'
          return { status: 401, headers: { ...allow, 'WWW-Authenticate': challenge } }
        },
      },
    }
  },
  script: async ({ api, expired, fresh }) => {
    const call = (token = ''): Promise<Response> =>
      fetch(`${api}/contacts`, { headers: { Authorization: `Bearer ${token}` } })
    const first = await call(expired)
    if (first.status !== 401) return `status ${first.status}`
    const why = first.headers.get('www-authenticate')
    return `status 401 ${why}; with a fresh token status ${(await call(fresh)).status}`
  },
}
