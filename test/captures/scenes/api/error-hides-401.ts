import { allowing, html, json, preflight } from '../../recorder/answers.ts'
import { mintToken } from '../../recorder/tokens.ts'
import { app, type Scene } from '../../scene.ts'

const failure = `An unhandled exception occurred while processing the request.
SecurityTokenExpiredException: IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '10/21/2026 09:12:44', Current time (UTC): '10/21/2026 09:57:01'.
   at Microsoft.IdentityModel.Tokens.Validators.ValidateLifetime(Nullable\`1 notBefore, Nullable\`1 expires, SecurityToken securityToken)`

/** An API that lets the exception about the token pass as a server error. */
export const errorHides401: Scene = {
  name: 'api-error-hides-401',
  code: 'api/error-hides-401',
  records: ['har'],
  sites: async (variant) => {
    const token = await mintToken({ secondsPast: variant === 'broken' ? 2_700 : -900 })
    return {
      given: { token },
      hosts: {
        'api.contoso.example': ({ method }) => {
          if (method === 'OPTIONS') return preflight(app)
          if (variant === 'mended') return json([{ name: 'Ada' }], allowing(app))
          return html(`<pre>${failure}</pre>`, allowing(app), 500)
        },
      },
    }
  },
  script: async (_variant, { token }) => {
    const answer = await fetch('https://api.contoso.example/contacts', {
      headers: { Authorization: `Bearer ${token}` },
    })
    await answer.text()
  },
}
