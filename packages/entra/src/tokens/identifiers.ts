import { hash, randomUUID } from 'node:crypto'

const digest = (encoding: 'base64url' | 'hex', ...parts: string[]): string =>
  hash('sha256', parts.join('|').toLowerCase(), encoding)

/** The pairwise `sub`: the same for one user at one application, unlike at any other (OpenID Connect Core, 8.1). */
export function pairwiseSubject(appId: string, tenantId: string, userId: string): string {
  return digest('base64url', 'sub', appId, tenantId, userId)
}

/** The object id of an application in a tenant, its service principal: a GUID made of both ids. */
export function servicePrincipalId(appId: string, tenantId: string): string {
  const hex = digest('hex', 'sp', appId, tenantId)
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** `uti`: a name for one token that is in no other. */
export function uniqueTokenId(): string {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')
}
