import { allowing, json } from '../../recorder/answers.ts'
import { clients, signInUrl, startProvider } from '../../recorder/provider.ts'
import { app, type Scene } from '../../scene.ts'

/** A cookie application whose session has ended: it sends calls where it sends people. */
export const redirectedToSignIn: Scene = {
  name: 'session-redirected-to-sign-in',
  code: 'session/redirected-to-sign-in',
  records: ['har', 'shared', 'console', 'netlog', 'firefox'],
  sites: async (variant) => {
    const provider = await startProvider()
    let calls = 0
    return {
      close: provider.close,
      hosts: {
        'login.microsoftonline.com': provider.site,
        'api.contoso.example': () => {
          calls += 1
          const cookie = '.AspNet.Cookies=CfDJ8Ab3xQ; Path=/; HttpOnly; Secure; SameSite=None'
          if (calls === 1) return json([{ name: 'Ada' }], { ...allowing(app), 'Set-Cookie': cookie })
          if (variant === 'mended') return { status: 401, headers: allowing(app) }
          const location = signInUrl(clients.web, { response_mode: 'form_post' })
          return { status: 302, headers: { ...allowing(app), Location: location } }
        },
      },
    }
  },
  script: async () => {
    await fetch('https://api.contoso.example/contacts', { credentials: 'include' })
    await fetch('https://api.contoso.example/contacts/7', { credentials: 'include' })
  },
}
