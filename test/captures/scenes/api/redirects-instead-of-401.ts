import { allowing, json, preflight } from '../../recorder/answers.ts'
import { clients, signInUrl, startProvider } from '../../recorder/provider.ts'
import { mintToken } from '../../recorder/tokens.ts'
import { app, type Scene } from '../../scene.ts'

/** An API that asks for a token, and challenges with OpenID Connect when it does not like the one it gets. */
export const redirectsInsteadOf401: Scene = {
  name: 'api-redirects-instead-of-401',
  code: 'api/redirects-instead-of-401',
  records: ['har', 'shared'],
  sites: async (variant) => {
    const provider = await startProvider()
    const token = await mintToken({ secondsPast: variant === 'broken' ? 900 : -900 })
    return {
      close: provider.close,
      given: { token },
      hosts: {
        'login.microsoftonline.com': provider.site,
        'api.contoso.example': ({ method }) => {
          if (method === 'OPTIONS') return preflight(app)
          if (variant === 'mended') return json([{ name: 'Ada' }], allowing(app))
          return { status: 302, headers: { ...allowing(app), Location: signInUrl(clients.web) } }
        },
      },
    }
  },
  script: async (_variant, { token }) => {
    await fetch('https://api.contoso.example/contacts', { headers: { Authorization: `Bearer ${token}` } })
  },
}
