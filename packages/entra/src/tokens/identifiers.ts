import { createHash, randomBytes } from 'node:crypto'

const digest = (...parts: string[]): Buffer =>
  createHash('sha256')
    .update(parts.map((part) => part.toLowerCase()).join('|'))
    .digest()

/** The pairwise `sub`: the same for one user at one application, unlike at any other (OpenID Connect Core, 8.1). */
export function pairwiseSubject(appId: string, tenantId: string, userId: string): string {
  return digest('sub', appId, tenantId, userId).toString('base64url')
}

/** The object id of an application in a tenant, its service principal: a GUID made of both ids. */
export function servicePrincipalId(appId: string, tenantId: string): string {
  const hex = digest('sp', appId, tenantId).toString('hex')
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** `uti`: a name for one token that is in no other. */
export function uniqueTokenId(): string {
  return randomBytes(16).toString('base64url')
}
