import { json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'
import { tokenApi } from '../token-api.ts'

export const exhibit: Exhibit = {
  title: 'Nobody renews the token ahead of its expiry',
  shows: ['002/renewal', '003/token-expires'],
  broken:
    'The token is good for another few seconds. The page does not look at that, works on, and its next call is refused.',
  mended:
    'The page asks when the token ends, and gets a new one ahead of that time: no call ever carries an old one.',
  code: 'token/expired',
  inConsole: '401 (Unauthorized)',
  remedy: ['code', 'clearway'],
  change: { language: 'javascript', text: 'setTimeout(renew, expiresAt - Date.now() - 15 * 60_000)' },
  hosts: async ({ authority, jwks, now, origin, token, variant }) => {
    const audience = 'api://contacts'
    const seconds = (): number => Math.floor(now() / 1000)
    const issue = async () => {
      const exp = seconds() + 4
      return json({ token: await token({ claims: { aud: audience, exp } }), exp })
    }
    return {
      given: { api: origin('api'), renews: variant === 'mended' ? 'yes' : 'no' },
      sites: {
        app: ({ url }) => (url.pathname === '/token' ? issue() : { status: 404 }),
        api: tokenApi({ jwks, audience, issuer: authority, page: origin('app'), now }),
      },
    }
  },
  script: async ({ api, renews }) => {
    const getToken = async () => (await (await fetch('/token')).json()) as { token: string; exp: number }
    const until = (seconds: number): Promise<void> =>
      new Promise((resolve) => setTimeout(resolve, seconds * 1_000 - Date.now()))
    let current = await getToken()
    const { exp } = current
    const call = (): Promise<Response> =>
      fetch(`${api}/contacts`, { headers: { Authorization: `Bearer ${current.token}` } })
    await call()
    await until(exp - 1)
    if (renews === 'yes') current = await getToken()
    await until(exp + 0.3)
    return `status ${(await call()).status}`
  },
}
