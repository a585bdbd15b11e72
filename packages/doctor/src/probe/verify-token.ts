import { createBearerGuard, createKeySource } from '@clearway/bearer'
import { checkClaims, decodeToken, textsOf, type FailedCheck } from '@clearway/rules/token'
import type { Expectations } from '../checks/check.ts'
import { audienceNotChecked, issuerNotChecked } from '../checks/token/limits.ts'
import type { FoundToken } from '../material.ts'
import type { HeldCheck, NotChecked } from '../report.ts'
import { heldChecks } from './held-checks.ts'
import { readMetadata, type Metadata } from './read-metadata.ts'

/** A token to check, and what to check it against. */
export interface TokenToVerify {
  /** What the token is called in the report: the file's name. */
  readonly name: string
  readonly token: string
  /** The provider whose metadata names issuer and keys; without it the signature is not checked. */
  readonly authority?: string
  readonly expectations: Expectations
  /** Hosts besides that of the authority that its metadata may lead to. */
  readonly allowHosts?: readonly string[]
  /** Seconds since 1970. */
  readonly now: number
}

/** What the guard of an API would say. */
export interface VerifiedToken {
  readonly found: FoundToken
  readonly notChecked: readonly NotChecked[]
  /** The checks that it passed. */
  readonly held: readonly HeldCheck[]
}

/**
 * Checks an access token as an API's guard does, by the guard itself: form, signature (with `authority`),
 * issuer, audience, lifetime, scopes. Asks nobody but the authority's host and `allowHosts`, and sends the
 * token to no one.
 */
export async function verifyToken(options: TokenToVerify): Promise<VerifiedToken> {
  const { name, token, authority, now } = options
  const decoded = decodeToken(token)
  const base = { at: { input: name }, where: 'pasted', token: decoded } as const
  if ('code' in decoded) return { found: { ...base, verified: [decoded] }, notChecked: [], held: [] }
  const notChecked: NotChecked[] = []
  const provider =
    authority === undefined ? undefined : await readMetadata(authority, options.allowHosts ?? [])
  /** Takes a claim's own value as expected, so that it passes, and says so. */
  const unchecked = (limit: NotChecked, claim: 'aud' | 'iss'): readonly string[] => {
    notChecked.push(limit)
    const values = textsOf(decoded.claims, claim)
    return values.length > 0 ? values : ['']
  }
  const issuers =
    options.expectations.issuers ?? (provider && 'issuer' in provider ? [provider.issuer] : undefined)
  const expectations = {
    ...options.expectations,
    audiences: options.expectations.audiences ?? unchecked(audienceNotChecked, 'aud'),
    issuers: issuers ?? unchecked(issuerLimit(provider), 'iss'),
    ...(issuers?.some((issuer) => issuer.includes('{tenantid}')) && {
      tenants: options.expectations.tenants ?? ['*'],
    }),
  }
  const verifiedAs = (failed: readonly FailedCheck[]): VerifiedToken => ({
    found: { ...base, verified: failed },
    notChecked,
    held: heldChecks({
      token: decoded,
      expected: { ...options.expectations, ...(issuers && { issuers }) },
      issuer: provider && 'issuer' in provider ? provider.issuer : undefined,
      failed,
      now,
    }),
  })
  if (provider === undefined) {
    notChecked.push({
      check: `the signature of ${name}`,
      reason: 'Name the provider with --authority to have it verified.',
    })
    return verifiedAs(checkClaims(decoded, expectations, now))
  }
  const keys =
    'issuer' in provider
      ? createKeySource({ metadataUrl: provider.metadataUrl, fetch: provider.fetch })
      : { find: () => Promise.resolve({ outcome: 'unavailable' as const, reason: provider.reason }) }
  const guard = createBearerGuard({ expectations, keys, cacheEntries: 0, now: () => now * 1000 })
  const result = await guard.verify(token)
  return verifiedAs(result.ok ? [] : result.problems)
}

/** Why the issuer is not checked. */
function issuerLimit(provider: Metadata | undefined): NotChecked {
  if (provider === undefined || 'issuer' in provider) return issuerNotChecked
  return {
    ...issuerNotChecked,
    reason: `The authority could not be read: ${provider.reason}. Mend that, or say which issuer the API expects with --issuer.`,
  }
}
