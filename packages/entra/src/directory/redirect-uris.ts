import type { Application, Platform } from './directory.ts'

/** Schemes that make a browser run or show content instead of handing the answer to an application. */
const unsafeSchemes = new Set([
  'javascript:',
  'data:',
  'vbscript:',
  'file:',
  'blob:',
  'about:',
  'filesystem:',
])

/** Whether a host is this machine, whatever DNS says: browsers resolve names below `localhost` to it. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '127.0.0.1' ||
  hostname === '[::1]'

/** Whether Entra would register this redirect URI for a platform. Entra knows no wildcards here. */
export function isRedirectUri(value: string, platform: Platform): boolean {
  if (!URL.canParse(value) || !/^[\x21-\x7e]+$/.test(value) || /["<>\\^`{|}]/.test(value)) return false
  const url = new URL(value)
  if (value.includes('#') || url.username !== '' || url.password !== '') return false
  if (url.protocol === 'https:') return true
  if (url.protocol === 'http:') return isLoopback(url.hostname)
  return platform === 'publicClient' && !unsafeSchemes.has(url.protocol)
}

/** `http://localhost` without regard to the port: native applications listen on whichever is free (RFC 8252, 7.3). */
function isSameButForPort(registered: string, presented: string): boolean {
  if (!registered.startsWith('http://localhost') || !isRedirectUri(presented, 'publicClient')) return false
  const [one, other] = [new URL(registered), new URL(presented)]
  return (
    one.hostname === 'localhost' &&
    other.protocol === 'http:' &&
    other.hostname === 'localhost' &&
    one.pathname === other.pathname &&
    one.search === other.search
  )
}

/**
 * The platform that an application registered a redirect URI for, or undefined if it did not.
 * The comparison is by character; only a public client's `http://localhost` matches on any port.
 */
export function platformOf(application: Application, redirectUri: string): Platform | undefined {
  const registered = (platform: Platform): readonly string[] => application[platform]?.redirectUris ?? []
  for (const platform of ['spa', 'web', 'publicClient'] as const) {
    if (registered(platform).includes(redirectUri)) return platform
  }
  return registered('publicClient').some((uri) => isSameButForPort(uri, redirectUri))
    ? 'publicClient'
    : undefined
}

/** Whether an application has any redirect URI, of any platform. */
export function hasRedirectUris(application: Application): boolean {
  return [application.spa, application.web, application.publicClient].some(
    (platform) => (platform?.redirectUris.length ?? 0) > 0,
  )
}
