import { checkClaims, decodeToken, maxTokenLength, showValue } from '@clearway/rules/token'
import type { DecodedToken, FailedCheck, TokenClaims } from '@clearway/rules/token'
import { defaultAlgorithms } from './algorithms.ts'
import type { BearerGuardOptions } from './bearer-guard-options.ts'
import { asUnverified, refuse } from './bearer-result.ts'
import type { BearerResult } from './bearer-result.ts'
import { checkKeyIssuer } from './check-key-issuer.ts'
import { checkOptions } from './check-options.ts'
import type { KeyLookup } from './key-source.ts'
import { readBearer } from './read-bearer.ts'
import { createVerifiedTokens } from './verified-tokens.ts'
import { checkHeader, verifySignature } from './verify-signature.ts'

/** Decides whether a bearer token may pass. */
export interface BearerGuard {
  /**
   * Verifies a token: form, algorithm, key, signature, claims. The answer comes at once for a token
   * that was verified a short while ago. A bad token never throws or rejects.
   *
   * Does not ask the issuer whether the token was revoked.
   */
  verify(token: string): BearerResult | Promise<BearerResult>
  /** Verifies the value of an `Authorization` header; without bearer credentials, `token/missing`. */
  verifyAuthorization(authorization: string | undefined): BearerResult | Promise<BearerResult>
}

/**
 * Creates a guard for one API (RFC 6750; RFC 9068, section 4; RFC 8725).
 *
 * A refusal names every check that failed. When the signature does not hold, the claims are checked all the
 * same and reported beside it, marked as unverified: they often name the cause, as with a Microsoft Graph token.
 *
 * @throws BearerOptionsError for options that accept nothing, or an algorithm that is no asymmetric signature
 */
export function createBearerGuard(options: BearerGuardOptions): BearerGuard {
  checkOptions(options)
  const {
    expectations,
    keys,
    algorithms = defaultAlgorithms,
    cacheEntries = 10_000,
    now = Date.now,
  } = options
  const verified = createVerifiedTokens(cacheEntries)

  function verify(token: string): BearerResult | Promise<BearerResult> {
    const claims = token.length > maxTokenLength ? undefined : verified.get(token, now())
    if (claims !== undefined) return { ok: true, claims }
    const decoded = decodeToken(token)
    return 'code' in decoded ? refuse([decoded], expectations) : verifyDecoded(token, decoded)
  }

  async function verifyDecoded(token: string, decoded: DecodedToken): Promise<BearerResult> {
    const { header, claims } = decoded
    const checkNow = () => checkClaims(decoded, expectations, now() / 1000)
    const refuseUnverified = (cause: FailedCheck) =>
      refuse([cause, ...checkNow().map(asUnverified)], expectations)

    const badHeader = checkHeader(header, algorithms)
    if (badHeader !== undefined) return refuseUnverified(badHeader)
    const kid = typeof header['kid'] === 'string' ? header['kid'] : undefined
    const lookup = await keys.find({ alg: header.alg, ...(kid !== undefined && { kid }) })
    if (lookup.outcome !== 'found') return refuseUnverified(noKey(lookup, kid))
    const key = await verifySignature(token, header.alg, lookup.keys)
    if (key === undefined) return refuseUnverified(badSignature(header.alg, kid))

    const failed = [...checkKeyIssuer(key, claims), ...checkNow()]
    if (failed.length > 0) return refuse(failed, expectations)
    // Frozen, because all requests with this token share them.
    verified.add(token, freeze(claims), now())
    return { ok: true, claims }
  }

  function verifyAuthorization(authorization: string | undefined): BearerResult | Promise<BearerResult> {
    const token = readBearer(authorization) ?? missing
    return typeof token === 'string' ? verify(token) : refuse([token], expectations)
  }

  return { verify, verifyAuthorization }
}

const missing: FailedCheck = {
  code: 'token/missing',
  claim: 'Authorization',
  expected: "the word 'Bearer', a space and one token",
  received: 'nothing',
  detail: 'The request has no bearer token in an Authorization header.',
}

function noKey(lookup: Exclude<KeyLookup, { outcome: 'found' }>, kid: string | undefined): FailedCheck {
  if (lookup.outcome === 'unavailable') {
    return {
      code: 'token/keys-unavailable',
      expected: "the issuer's keys",
      received: 'nothing',
      detail: `The token cannot be verified now, because the issuer's keys cannot be had: ${lookup.reason}.`,
    }
  }
  const expected = `one of the issuer's keys (${showValue(lookup.known)})`
  const received = kid === undefined ? 'no key id' : showValue(kid)
  return {
    code: 'token/unknown-key',
    claim: 'kid',
    expected,
    received,
    detail: `The token's key is ${kid === undefined ? 'not named' : `'${received}'`}; expected is ${expected}.`,
  }
}

function badSignature(alg: string, kid: string | undefined): FailedCheck {
  const key = kid === undefined ? "any of the issuer's keys" : `the key '${showValue(kid)}'`
  return {
    code: 'token/signature',
    expected: `a signature by ${key} (${alg})`,
    received: 'a signature that does not hold',
    detail: `The token's signature does not hold; expected is a signature by ${key} (${alg}).`,
  }
}

function freeze(claims: TokenClaims): TokenClaims {
  for (const value of Object.values(claims)) {
    if (typeof value === 'object' && value !== null) freeze(value as TokenClaims)
  }
  return Object.freeze(claims)
}
