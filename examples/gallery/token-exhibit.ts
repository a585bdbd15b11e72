import type { Exhibit, TokenWish } from './exhibit.ts'
import { tokenApi } from './token-api.ts'

/** What is particular about an exhibit in which an API refuses a token. */
export interface TokenExhibitParts extends Pick<
  Exhibit,
  'title' | 'shows' | 'broken' | 'mended' | 'code' | 'change'
> {
  /** The token of the broken variant, for a time in seconds; undefined sends none. */
  readonly wrong: (now: number, tenantId: string) => TokenWish | undefined
  readonly requiredClaim?: string
}

/** An API that refuses a token readably; the mended page sends a right one. */
export const tokenExhibit = ({ wrong, requiredClaim, ...parts }: TokenExhibitParts): Exhibit => ({
  ...parts,
  inConsole: '401 (Unauthorized)',
  remedy: ['code', 'configuration'],
  hosts: async ({ authority, jwks, now, origin, tenantId, token, variant }) => {
    const audience = 'api://contacts'
    const right = { claims: { aud: audience } }
    const wish = variant === 'broken' ? wrong(Math.floor(now() / 1000), tenantId) : right
    const sent = wish && (await token({ ...wish, claims: { ...right.claims, ...wish.claims } }))
    const guard = { jwks, audience, issuer: authority, page: origin('app'), now }
    return {
      given: { api: origin('api'), token: sent ?? '' },
      sites: { api: tokenApi({ ...guard, ...(requiredClaim !== undefined && { requiredClaim }) }) },
    }
  },
  script: async ({ api, token }) => {
    const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {}
    const answer = await fetch(`${api}/contacts`, { headers })
    return `status ${answer.status} ${answer.headers.get('www-authenticate') ?? ''}`.trim()
  },
})
