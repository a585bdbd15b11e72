import { aadsts } from '../aadsts.ts'
import type { Answer } from '../answer.ts'
import type { Emulator } from '../emulator.ts'
import { isMicrosoftName } from '../microsoft-names.ts'
import { need, parametersOf, type EntraRequest } from '../request.ts'
import { publicDocument } from './public-document.ts'

/** The names of Entra's clouds, of which clients treat all in one group as the same. */
const microsoftClouds = [
  {
    preferred_network: 'login.microsoftonline.com',
    preferred_cache: 'login.windows.net',
    aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  },
  {
    preferred_network: 'login.partner.microsoftonline.cn',
    preferred_cache: 'login.partner.microsoftonline.cn',
    aliases: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
  },
  {
    preferred_network: 'login.microsoftonline.de',
    preferred_cache: 'login.microsoftonline.de',
    aliases: ['login.microsoftonline.de'],
  },
  {
    preferred_network: 'login.microsoftonline.us',
    preferred_cache: 'login.microsoftonline.us',
    aliases: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
  },
  {
    preferred_network: 'login-us.microsoftonline.com',
    preferred_cache: 'login-us.microsoftonline.com',
    aliases: ['login-us.microsoftonline.com'],
  },
]

/** This server as a cloud of its own, under the name that it was asked by as well as under its first. */
function ownCloud(emulator: Emulator, { place }: EntraRequest): (typeof microsoftClouds)[number][] {
  const { host } = new URL(emulator.origin)
  const { host: asked, hostname } = new URL(place.origin)
  const aliases = isMicrosoftName(hostname) ? [host] : [...new Set([host, asked])]
  return [{ preferred_network: host, preferred_cache: host, aliases }]
}

/** The authority that an authorization endpoint belongs to, if this server or Microsoft answers there. */
function authorityOf(
  emulator: Emulator,
  endpoint: string,
): { readonly origin: string; readonly tenant: string; readonly isSecond: boolean } | undefined {
  if (!URL.canParse(endpoint)) return undefined
  const { hostname, origin, pathname, protocol } = new URL(endpoint)
  const [, tenant = ''] = pathname.split('/')
  const isKnown = emulator.isOurs(hostname) || isMicrosoftName(hostname)
  if (!isKnown || tenant === '' || (protocol !== 'https:' && protocol !== 'http:')) return undefined
  return { origin, tenant, isSecond: /\/oauth2\/v2\.0\/authorize\/?$/i.test(pathname) }
}

/**
 * Tells clients whether an authority is Entra's, and which names are one and the same cloud: MSAL asks before it
 * trusts a host that it was not told of, though always at `login.microsoftonline.com`. Refuses with 50049
 * (`invalid_instance`) hosts that are neither ours nor Microsoft's. It does not check that the tenant exists.
 */
export function instanceDiscovery(emulator: Emulator, request: EntraRequest): Answer {
  return publicDocument(emulator, request, 'instance-discovery', () => {
    const parameters = parametersOf(request.query)
    const version = need(parameters, 'api-version')
    const authority = authorityOf(emulator, need(parameters, 'authorization_endpoint'))
    if (authority === undefined) throw aadsts(50049)
    const { isSecond, origin, tenant } = authority
    return {
      tenant_discovery_endpoint: `${origin}/${tenant}/${isSecond ? 'v2.0/' : ''}.well-known/openid-configuration`,
      'api-version': version.slice(0, 16),
      metadata: [...microsoftClouds, ...ownCloud(emulator, request)],
    }
  })
}
