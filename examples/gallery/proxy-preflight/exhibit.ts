import { json } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'
import { signInUrl, webApplication } from '../sign-in-url.ts'

export const exhibit: Exhibit = {
  title: 'Pre-authentication in front of an API stops the preflight',
  shows: ['000/scenario-6', '001/option-6'],
  broken:
    'An application proxy with pre-authentication asks for a sign-in before anything passes. A preflight carries no ' +
    'cookie and no token, so it is redirected to the sign-in page, and browsers do not follow redirects of preflights.',
  mended:
    'Page and API are published as one complex application, and the proxy answers preflights itself, from policy. Here ' +
    'Clearway does so for two segments of one application, with the same sign-in in front.',
  code: 'proxy/preflight-blocked',
  remedy: ['clearway', 'configuration'],
  change: { language: 'yaml', text: 'applications:\n  - name: leave\n    cors: within' },
  needsWindow: true,
  published: ['app', 'api'],
  applications: (addresses) => [webApplication(addresses, `${addresses.origin('api')}/signin-oidc`)],
  hosts: async (kit) => {
    const { gateway, internalApp, origin, variant } = kit
    const given = { api: origin('api') }
    if (variant === 'broken') {
      const location = signInUrl(kit, `${origin('api')}/signin-oidc`)
      return { given, sites: { api: () => ({ status: 302, headers: { Location: location } }) } }
    }
    const page = await internalApp(() => ({ status: 404 }))
    const api = await internalApp(() => json({ days: 12 }))
    const published = await gateway(`applications:
  - name: leave
    allow: { groups: [sales] }
    cors: within
    segments:
      - { external: ${origin('app')}/, internal: ${page}/ }
      - { external: ${origin('api')}/, internal: ${api}/ }
`)
    return { given, sites: { app: published, api: published } }
  },
  script: async ({ api }) => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch(`${api}/api/leave`, {
      method: 'PUT',
      credentials: 'include',
      headers,
      body: '{}',
    })
    return `status ${answer.status}`
  },
}
