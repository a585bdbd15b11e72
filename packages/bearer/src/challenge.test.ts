import type { FailedCheck, TokenExpectations } from '@clearway/rules/token'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createChallenge } from './challenge.ts'

const expectations: TokenExpectations = { issuers: ['i'], audiences: ['a'] }

function failed(code: FailedCheck['code'], detail: string): FailedCheck {
  return { code, detail, expected: '', received: '' }
}

describe('createChallenge', () => {
  it('is bare where no token was sent, and where no key can be had', () => {
    expect(createChallenge([failed('token/missing', 'x')], expectations)).toBe('Bearer')
    expect(createChallenge([failed('token/keys-unavailable', 'x')], expectations)).toBe('Bearer')
  })

  it('names each failed check', () => {
    expect(
      createChallenge([failed('token/expired', 'Old.'), failed('token/audience', 'Other.')], expectations),
    ).toBe('Bearer error="invalid_token", error_description="token/expired: Old. token/audience: Other."')
  })

  it('asks for the scopes when these alone are missing', () => {
    const problems = [failed('token/scope', 'Few.')]
    expect(
      createChallenge(problems, { ...expectations, scopes: ['A.Read', 'B.Read', 'bad scope', 'bad"'] }),
    ).toBe('Bearer error="insufficient_scope", error_description="token/scope: Few.", scope="A.Read B.Read"')
    expect(createChallenge(problems, expectations)).not.toContain('scope=')
    expect(createChallenge([...problems, failed('token/expired', 'Old.')], expectations)).toContain(
      'invalid_token',
    )
  })

  it('has only characters that RFC 6750 allows, and is not longer than a header should be', () => {
    const grammar = /^Bearer error="invalid_token", error_description="[\x20-\x21\x23-\x5B\x5D-\x7E]*"$/
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (detail) => {
        const challenge = createChallenge([failed('token/issuer', detail)], expectations)
        expect(challenge).toMatch(grammar)
        expect(challenge.length).toBeLessThan(700)
      }),
    )
  })
})
