import { allowing, json } from '../../recorder/answers.ts'
import { app, type Scene } from '../../scene.ts'

/** An API that redirects to a third origin: the browser sends that one `Origin: null`. */
export const taintedOrigin: Scene = {
  name: 'cors-tainted-origin',
  code: 'cors/tainted-origin',
  records: ['har', 'shared', 'console', 'firefox'],
  sites: (variant) => ({
    hosts: {
      'api.contoso.example': ({ url }) => {
        if (variant === 'mended') return json([{ name: 'Ada' }], allowing(app))
        return {
          status: 302,
          headers: { ...allowing(app), Location: `https://files.fabrikam.example${url.pathname}` },
        }
      },
      'files.fabrikam.example': () => json([{ name: 'Ada' }], allowing(app)),
    },
  }),
  script: async () => {
    await fetch('https://api.contoso.example/contacts')
  },
}

/** A redirect to an address with a name and a password in it. */
export const redirectWithCredentials: Scene = {
  name: 'cors-redirect-with-credentials',
  code: 'cors/redirect-with-credentials',
  records: ['har', 'console'],
  sites: (variant) => ({
    hosts: {
      'api.contoso.example': () => {
        const user = variant === 'broken' ? 'reader:secret@' : ''
        return {
          status: 302,
          headers: { ...allowing(app), Location: `https://${user}files.fabrikam.example/contacts` },
        }
      },
      'files.fabrikam.example': () => json([], { 'Access-Control-Allow-Origin': '*' }),
    },
  }),
  script: async () => {
    await fetch('https://api.contoso.example/contacts')
  },
}
