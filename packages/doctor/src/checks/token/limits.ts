import type { FoundToken } from '../../material.ts'
import type { NotChecked } from '../../report.ts'
import type { Case } from '../check.ts'

/** That nobody said which audience a token should have. */
export const audienceNotChecked: NotChecked = {
  check: 'the audience of the token',
  reason: 'Say which the API expects with --audience.',
}

/** That nobody said which issuer a token should have. */
export const issuerNotChecked: NotChecked = {
  check: 'the issuer of the token',
  reason: 'Say which the API expects with --issuer or --authority.',
}

/**
 * What was not checked of tokens that somebody asks about: audience and issuer where nobody said what is
 * expected, and the signature, for which the provider has to be asked.
 */
export function limitsOfTokens({ material, expectations }: Case): readonly NotChecked[] {
  if (!material.tokens.some(isAskedAbout)) return []
  const { audiences, issuers, tenants } = expectations
  return [
    ...(audiences ? [] : [audienceNotChecked]),
    ...((issuers ?? tenants) ? [] : [issuerNotChecked]),
    {
      check: 'the signature of the token',
      reason: 'Bring it with --token, and name the provider with --authority, to have it verified.',
    },
  ]
}

function isAskedAbout({ where, token, verified }: FoundToken): boolean {
  return where === 'pasted' && verified === undefined && 'claims' in token
}
