import { excerpt } from '@clearway/rules/http'
import { textsOf } from '@clearway/rules/token'
import { defineCheck } from '../check.ts'
import { cite } from '../evidence.ts'
import { failedChecksOf, isForGraph } from './failed-checks.ts'
import { hostOf, useOf } from './token-use.ts'

const versionOne = /^https:\/\/sts\.(?:windows\.net|chinacloudapi\.cn)\//i

/** A version 1 token of Entra, where nobody said which issuer is expected: APIs that expect version 2 refuse it. */
export const versionOneToken = defineCheck<'token'>({
  name: 'versions of tokens',
  of: 'token',
  codes: ['token/issuer'],
  adds: true,
  look: (found, all) => {
    const { token, at } = found
    const { expectations } = all
    if ('code' in token || useOf(found) === 'accepted') return undefined
    if (expectations.issuers || expectations.tenants || found.verified) return undefined
    if (failedChecksOf(found, all).some(isForGraph)) return undefined
    const issuer = textsOf(token.claims, 'iss').find((each) => versionOne.test(each))
    if (issuer === undefined) return undefined
    const host = hostOf(found)
    return {
      code: 'token/issuer',
      severity: 'info',
      summary:
        `The token${host === undefined ? '' : ` that was sent to ${host}`} is of version 1: its issuer is ${excerpt(issuer, 120)}. ` +
        'An API whose authority ends in /v2.0 expects https://login.microsoftonline.com/<tenant>/v2.0 and refuses it. Name what the API expects with --issuer.',
      subject: `issuer ${issuer}`,
      evidence: [cite(at, 'token claim iss', issuer)],
    }
  },
})
