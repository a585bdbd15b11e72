/** Microsoft Graph and its predecessor Azure AD Graph, by application id and by URL in each cloud. */
const graphAudiences: ReadonlySet<string> = new Set([
  '00000003-0000-0000-c000-000000000000',
  'https://graph.microsoft.com',
  'https://graph.microsoft.us',
  'https://dod-graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
  '00000002-0000-0000-c000-000000000000',
  'https://graph.windows.net',
])

/** Says whether an `aud` value is Graph's. */
export function isGraphAudience(audience: string): boolean {
  const plain = audience.toLowerCase()
  return graphAudiences.has(plain.endsWith('/') ? plain.slice(0, -1) : plain)
}

/** The version of the token that an Entra issuer stands for; nothing for issuers of other forms. */
export function entraVersionOf(issuer: string): 'v1.0' | 'v2.0' | undefined {
  if (/^https:\/\/sts\.(windows\.net|chinacloudapi\.cn)\/[^/]+\/?$/i.test(issuer)) return 'v1.0'
  if (/^https:\/\/login\.(partner\.)?microsoftonline\.(com|us|cn)\/[^/]+\/v2\.0\/?$/i.test(issuer))
    return 'v2.0'
  return undefined
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Says whether a text is a tenant id: a GUID. A domain name is none. */
export function isTenantId(text: string): boolean {
  return guid.test(text)
}
