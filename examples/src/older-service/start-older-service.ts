import { reply, startInternalApp, type InternalApp, type InternalAppOptions } from '../internal-app.ts'

export type OlderServiceOptions = InternalAppOptions

/**
 * Starts a service from before CORS: it answers GET and HEAD only, OPTIONS gets 405, and no answer has a
 * CORS header.
 *
 * - `GET /reports/monthly` a report in XML.
 * - `GET /reports` and `/reports/` redirect there, with an absolute address made from the Host header that it
 *   was given.
 */
export function startOlderService(options: OlderServiceOptions = {}): Promise<InternalApp> {
  return startInternalApp(options, ({ request, response, url }) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return reply(response, 405, 'text/plain', 'Method not allowed\n', { allow: 'GET, HEAD' })
    }
    switch (url.pathname) {
      case '/reports/monthly':
        return reply(response, 200, 'application/xml', monthlyReport)
      case '/reports':
      case '/reports/': {
        // Services of that age took their own address from the request, and knew no scheme but http.
        const location = `http://${request.headers.host ?? 'localhost'}/reports/monthly`
        return reply(response, 302, 'text/plain', 'Found\n', { location })
      }
      default:
        return reply(response, 404, 'text/plain', 'Not found\n')
    }
  })
}

const monthlyReport = `<?xml version="1.0" encoding="utf-8"?>
<report month="2026-10">
  <region name="North" calls="412" contracts="31"/>
  <region name="South" calls="388" contracts="27"/>
  <region name="West" calls="540" contracts="44"/>
</report>
`
