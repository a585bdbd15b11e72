import { allowing, html, json, preflight } from '../../recorder/answers.ts'
import { clients, signInUrl, startProvider } from '../../recorder/provider.ts'
import { app, type Scene } from '../../scene.ts'

const page = 'https://hr-contoso.msappproxy.net'

/** Page and API as two applications of an application proxy, each on a host of its own. */
export const appsOnDifferentOrigins: Scene = {
  name: 'proxy-apps-on-different-origins',
  code: 'proxy/apps-on-different-origins',
  besides: ['session/redirected-to-sign-in'],
  start: `${page}/`,
  sites: async () => {
    const provider = await startProvider()
    return {
      close: provider.close,
      hosts: {
        'login.microsoftonline.com': provider.site,
        'hr-contoso.msappproxy.net': ({ url }) =>
          url.pathname.startsWith('/api/') ? json({ days: 12 }) : { status: 404 },
        'hrapi-contoso.msappproxy.net': () => ({
          status: 302,
          headers: { Location: signInUrl(clients.web) },
        }),
      },
    }
  },
  script: async (variant) => {
    const host = variant === 'broken' ? 'https://hrapi-contoso.msappproxy.net' : ''
    await fetch(`${host}/api/leave`, { credentials: 'include' })
  },
}

/** Pre-authentication in front of an API: a preflight has nothing to sign in with. */
export const preflightBlocked: Scene = {
  name: 'proxy-preflight-blocked',
  code: 'proxy/preflight-blocked',
  records: ['har', 'shared'],
  sites: async (variant) => {
    const provider = await startProvider()
    return {
      close: provider.close,
      hosts: {
        'login.microsoftonline.com': provider.site,
        'hrapi-contoso.msappproxy.net': ({ method }) => {
          if (variant === 'broken') return { status: 302, headers: { Location: signInUrl(clients.web) } }
          return method === 'OPTIONS' ? preflight(app) : json({ days: 12 }, allowing(app))
        },
      },
    }
  },
  script: async () => {
    await fetch('https://hrapi-contoso.msappproxy.net/api/leave', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    })
  },
}

/** An application that takes its own address from the connection, which behind a proxy is plain http. */
export const forwardedHeaders: Scene = {
  name: 'proxy-forwarded-headers',
  code: 'proxy/forwarded-headers',
  records: ['har'],
  sites: (variant) => ({
    hosts: {
      'api.contoso.example': ({ url }) => {
        if (url.pathname.endsWith('/')) return json([{ name: 'Ada' }], allowing(app))
        const scheme = variant === 'broken' ? 'http' : 'https'
        return {
          status: 301,
          headers: { ...allowing(app), Location: `${scheme}://${url.host}${url.pathname}/` },
        }
      },
    },
  }),
  script: async () => {
    await fetch('https://api.contoso.example/contacts')
  },
}

/** Signing in at such an application: the provider is told a redirect URI that is not registered. */
export const forwardedHeadersAtSignIn: Scene = {
  name: 'proxy-forwarded-headers-sign-in',
  code: 'proxy/forwarded-headers',
  sites: async (variant) => {
    const provider = await startProvider()
    const scheme = variant === 'broken' ? 'http' : 'https'
    const location = signInUrl(clients.web, { redirect_uri: `${scheme}://app.contoso.example/signed-in` })
    return {
      close: provider.close,
      hosts: {
        'login.microsoftonline.com': provider.site,
        'app.contoso.example': ({ url }) =>
          url.pathname === '/' ? { status: 302, headers: { Location: location } } : html(''),
      },
    }
  },
  drive: async ({ page: tab, start }) => void (await tab.goto(start)),
}
