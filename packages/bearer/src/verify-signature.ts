import { showValue } from '@clearway/rules/token'
import type { FailedCheck, TokenHeader } from '@clearway/rules/token'
import { compactVerify } from 'jose'
import { isAsymmetric } from './algorithms.ts'
import type { VerificationKey } from './key-set.ts'

/**
 * Checks what a token's header says about its signature, before any key is looked for (RFC 8725, sections 3.1
 * and 3.10; RFC 7515, section 4.1.11): an accepted algorithm, no critical extension, a key id that is a
 * text. `jwk`, `jku`, `x5u` and `x5c` are not read: a token does not choose its own key.
 */
export function checkHeader(header: TokenHeader, algorithms: readonly string[]): FailedCheck | undefined {
  const { alg, crit, kid } = header as TokenHeader & { readonly crit?: unknown; readonly kid?: unknown }
  if (!algorithms.includes(alg)) return wrongAlgorithm(alg, algorithms)
  if (crit !== undefined) {
    const received = showValue(crit)
    return {
      code: 'token/malformed',
      claim: 'crit',
      expected: 'no critical extensions',
      received,
      detail: `The token's header asks for critical extensions (${received}); none is known here, so it must be refused.`,
    }
  }
  if (kid === undefined || typeof kid === 'string') return undefined
  return {
    code: 'token/malformed',
    claim: 'kid',
    expected: 'a text',
    received: showValue(kid),
    detail: `The token's key id ('kid') is ${showValue(kid)}; it must be a text.`,
  }
}

function wrongAlgorithm(alg: string, algorithms: readonly string[]): FailedCheck {
  const received = showValue(alg)
  const expected = `one of ${algorithms.join(', ')}`
  const reason = isAsymmetric(alg) ? '' : ' Without a private key behind it, a signature proves nothing.'
  return {
    code: 'token/signature',
    claim: 'alg',
    expected,
    received,
    detail: `The token's algorithm is '${received}'; this API accepts ${expected}.${reason}`,
  }
}

/**
 * Verifies a token's signature with each key in turn (RFC 7515, section 5.2).
 *
 * @returns the key that made it; nothing when none of them did
 */
export async function verifySignature(
  token: string,
  alg: string,
  keys: readonly VerificationKey[],
): Promise<VerificationKey | undefined> {
  for (const candidate of keys) {
    try {
      await compactVerify(token, candidate.key, { algorithms: [alg] })
      return candidate
    } catch {
      // Every reason counts the same: this key does not vouch for the token.
    }
  }
  return undefined
}
