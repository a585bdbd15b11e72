import { excerpt } from '@clearway/rules/http'
import { textsOf } from '@clearway/rules/token'
import type { FoundToken } from '../../material.ts'
import { defineCheck, type Case } from '../check.ts'
import { cite } from '../evidence.ts'
import { failedChecksOf, isForGraph } from './failed-checks.ts'
import { hostOf, useOf } from './token-use.ts'

const versionOne = /^https:\/\/sts\.(?:windows\.net|chinacloudapi\.cn)\//i

const accepted = new WeakMap<Case['material'], ReadonlySet<string>>()

/** Hosts, each with an issuer of which it took a token elsewhere in the capture: there the version is right. */
function acceptedIssuers(material: Case['material']): ReadonlySet<string> {
  let pairs = accepted.get(material)
  if (!pairs) accepted.set(material, (pairs = new Set(material.tokens.flatMap(acceptedPairs))))
  return pairs
}

function acceptedPairs(found: FoundToken): readonly string[] {
  const { token, where } = found
  if (where !== 'request header' || 'code' in token || useOf(found) !== 'accepted') return []
  return textsOf(token.claims, 'iss').map((issuer) => `${hostOf(found)} ${issuer}`)
}

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
    const host = hostOf(found)
    if (issuer === undefined || acceptedIssuers(all.material).has(`${host} ${issuer}`)) return undefined
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
