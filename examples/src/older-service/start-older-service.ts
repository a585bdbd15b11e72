import { reply, startInternalApp, type InternalApp, type InternalAppOptions } from '../internal-app.ts'
import { reportPage, reportXml } from './monthly-report.ts'

export type OlderServiceOptions = InternalAppOptions

/**
 * Starts a service from before CORS: it answers GET and HEAD only, OPTIONS gets 405, and no answer has a
 * CORS header.
 *
 * - `GET /reports/monthly` a report: a page for who asks for `text/html`, as browsers do when somebody opens it; XML for
 *   everybody else.
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
        return request.headers.accept?.includes('text/html')
          ? reply(response, 200, 'text/html', reportPage, { vary: 'Accept' })
          : reply(response, 200, 'application/xml', reportXml, { vary: 'Accept' })
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
