import { withQuery } from '../answer.ts'
import { isRedirectUri } from '../directory/redirect-uris.ts'
import type { EndedSession } from './ended-sessions.ts'

/** The pages of applications that end their own sessions when they are loaded (OpenID Connect Front-Channel Logout 1.0). */
export function logoutFrames(sessions: readonly EndedSession[]): string[] {
  return sessions.flatMap(({ application, issuer, sid }) => {
    const url = application.web?.logoutUrl
    if (url === undefined || !isRedirectUri(url, 'web')) return []
    return [withQuery(url, new URLSearchParams({ iss: issuer, sid }))]
  })
}
