import type { FailedCheck, TokenProblemCode } from '@clearway/rules/token'
import type { FoundToken } from '../../material.ts'
import type { Severity } from '../../report.ts'
import { defineCheck, type Case, type Check, type Found } from '../check.ts'
import { fixesForAudience } from './fixes-for-audience.ts'
import { fixesForIssuer } from './fixes-for-issuer.ts'
import { failedChecksOf, isAnythingExpected, isForGraph } from './failed-checks.ts'
import { bothValues, callWords, faultWords } from './sentences.ts'
import { hostOf, useOf } from './token-use.ts'

const names: Readonly<Record<TokenProblemCode, string>> = {
  'token/malformed': 'texts in the place of tokens',
  'token/wrong-kind': 'kinds of tokens',
  'token/signature': 'signatures of tokens',
  'token/unknown-key': 'keys of tokens',
  'token/keys-unavailable': 'the provider’s keys',
  'token/issuer': 'issuers of tokens',
  'token/audience': 'audiences of tokens',
  'token/expired': 'expiry of tokens',
  'token/not-yet-valid': 'start of tokens',
  'token/scope': 'permissions of tokens',
  'token/claims': 'claims of tokens',
  'token/missing': 'requests without a token',
}

/**
 * One check for each thing that can be wrong with a token, so that a token with two faults gives two findings.
 * Says nothing of tokens whose call was answered as if they were good.
 */
export const tokenFaults: readonly Check<'token'>[] = (Object.keys(names) as TokenProblemCode[]).map((code) =>
  defineCheck<'token'>({
    name: names[code],
    of: 'token',
    codes: [code],
    adds: true,
    look: (found, all) => {
      if (useOf(found) === 'accepted') return undefined
      const failed = failedChecksOf(found, all).find((each) => each.code === code)
      return failed && toFound(failed, found, all)
    },
  }),
)

function toFound(failed: FailedCheck, found: FoundToken, all: Case): Found {
  return {
    code: failed.code,
    severity: severityOf(failed, found, all),
    summary: callWords(found) + faultWords(failed, found, all.now),
    subject: subjectOfClaim(failed, found),
    evidence: bothValues(failed, found, all),
    fixes: fixesFor(failed, all),
  }
}

function severityOf(failed: FailedCheck, found: FoundToken, { expectations }: Case): Severity {
  const use = useOf(found)
  if (use === 'not-told') return 'warning'
  // Somebody may well ask about a token that is meant for Graph.
  if (use === 'inspected' && isForGraph(failed) && !isAnythingExpected(expectations)) return 'warning'
  return 'error'
}

/**
 * The wrong value itself, so that many tokens and log lines with it are one finding; for values that differ
 * from token to token, the claim and where the tokens went, or stood.
 */
function subjectOfClaim({ claim, code, received }: FailedCheck, found: FoundToken): string {
  if (claim === 'aud' && code === 'token/audience') return `audience ${received}`
  if (claim === 'iss') return `issuer ${received}`
  return `${claim ?? 'token'} ${hostOf(found) ?? found.at.input}`
}

function fixesFor(
  { code, claim, received }: FailedCheck,
  { expectations }: Case,
): NonNullable<Found['fixes']> {
  if (code === 'token/audience') return fixesForAudience(received, expectations.audiences ?? [])
  if (code === 'token/issuer' && claim === 'iss') return fixesForIssuer(received, expectations.issuers ?? [])
  if (code === 'token/wrong-kind') return fixesForAudience(undefined, expectations.audiences ?? [])
  return []
}
