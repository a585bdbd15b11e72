import { textsOf, valueOf } from './claim-values.ts'
import type { TokenClaims } from './decode.ts'
import { isGraphAudience } from './entra.ts'
import type { TokenExpectations } from './expectations.ts'
import type { FailedCheck } from './failed-check.ts'
import { showChoice, showValue } from './show-value.ts'

/**
 * Checks that the token is meant for this API: `aud`, a text or a list of texts, has one of the expected
 * audiences (RFC 7519, section 4.1.3). A list with anything but texts in it fails.
 */
export function checkAudience(claims: TokenClaims, expectations: TokenExpectations): readonly FailedCheck[] {
  const audiences = textsOf(claims, 'aud')
  const isWellFormed = isTextOrTexts(valueOf(claims, 'aud'))
  if (isWellFormed && audiences.some((audience) => expectations.audiences.includes(audience))) return []
  const audience = valueOf(claims, 'aud')
  const remedy = isWellFormed ? findRemedy(audiences, expectations.audiences) : undefined
  const detail =
    `The token is for the audience ${showValue(audience, "'")}; ` +
    `this API expects ${showChoice(expectations.audiences, "'")}.`
  return [
    {
      code: 'token/audience',
      claim: 'aud',
      expected: showChoice(expectations.audiences),
      received: showValue(audience),
      detail: remedy === undefined ? detail : `${detail} ${remedy}`,
    },
  ]
}

function isTextOrTexts(value: unknown): boolean {
  return Array.isArray(value) ? value.every((item) => typeof item === 'string') : typeof value === 'string'
}

function findRemedy(received: readonly string[], expected: readonly string[]): string | undefined {
  if (received.some(isGraphAudience)) return "Ask for a token with a scope of this API, not one of Graph's."
  for (const audience of received) {
    for (const wanted of expected) {
      const remedy = compare(audience, wanted)
      if (remedy !== undefined) return remedy
    }
  }
  return undefined
}

function compare(audience: string, wanted: string): string | undefined {
  if (audience === `api://${wanted}` || `api://${audience}` === wanted) {
    return (
      "Both name the same API: v1.0 tokens have the App ID URI (api://...), v2.0 tokens the bare client id; the API's " +
      'manifest chooses by requestedAccessTokenVersion. Set it to 2, or accept both audiences.'
    )
  }
  if (withoutSlash(audience) === withoutSlash(wanted)) return 'They differ by the trailing slash alone.'
  if (audience.toLowerCase() === wanted.toLowerCase()) return 'They differ by upper and lower case alone.'
  return undefined
}

function withoutSlash(text: string): string {
  return text.endsWith('/') ? text.slice(0, -1) : text
}
