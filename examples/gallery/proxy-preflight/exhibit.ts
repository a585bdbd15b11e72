import { allowing, json, preflight } from '../answers.ts'
import type { Exhibit } from '../exhibit.ts'
import { signInUrl, webApplication } from '../sign-in-url.ts'

export const exhibit: Exhibit = {
  title: 'Pre-authentication in front of an API stops the preflight',
  shows: ['000/scenario-6', '001/option-6'],
  broken:
    'An application proxy asks for a sign-in before anything passes. A preflight carries no cookie and no token, so it ' +
    'is redirected to the sign-in page, and browsers do not follow redirects of preflights.',
  mended:
    'Page and API are published as one complex application, and the proxy answers preflights itself, from policy. ' +
    'Clearway does so for the segments of one application.',
  code: 'proxy/preflight-blocked',
  remedy: ['clearway', 'configuration'],
  change: { language: 'yaml', text: 'applications:\n  - name: leave\n    cors: within' },
  applications: (addresses) => [webApplication(addresses, `${addresses.origin('api')}/signin-oidc`)],
  hosts: (kit) => {
    const { origin, variant } = kit
    return {
      given: { api: origin('api') },
      sites: {
        api: ({ method }) => {
          const location = signInUrl(kit, `${origin('api')}/signin-oidc`)
          if (variant === 'broken') return { status: 302, headers: { Location: location } }
          return method === 'OPTIONS' ? preflight(origin('app')) : json({ days: 12 }, allowing(origin('app')))
        },
      },
    }
  },
  script: async ({ api }) => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch(`${api}/api/leave`, { method: 'PUT', headers, body: '{}' })
    return `status ${answer.status}`
  },
}
