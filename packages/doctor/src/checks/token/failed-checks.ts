import { checkClaims, textsOf, type DecodedToken, type FailedCheck } from '@clearway/rules/token'
import type { FoundToken } from '../../material.ts'
import type { Case, Expectations } from '../check.ts'
import { hostOf, timeOfUse } from './token-use.ts'

/** The issuers of an Entra tenant's tokens, of both versions, where only the tenant is expected. */
const entraIssuers = [
  'https://login.microsoftonline.com/{tenantid}/v2.0',
  'https://sts.windows.net/{tenantid}/',
]

/** A token of another kind has another audience and no scopes: to say so as well would be to say it twice. */
const followFromKind: ReadonlySet<string> = new Set(['token/audience', 'token/scope'])

/** Hosts of Microsoft Graph in all clouds: a token for Graph is right there. */
const graphHosts =
  /^(?:(?:[a-z-]{1,20}\.)?graph\.microsoft\.(?:com|us)|dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn|graph\.windows\.net)$/

/**
 * The checks that a token fails, each code once: what the guard said of it, else its claims against what the
 * person expects, at the time of its use. What nobody expects is not checked; lifetime, form and kind always are.
 *
 * Does not check the signature.
 */
export function failedChecksOf(found: FoundToken, all: Case): readonly FailedCheck[] {
  const { token, verified = [] } = found
  const own = 'code' in token ? [token] : failedClaims(token, found, all)
  const failed = [...verified, ...own]
  const isOfAnotherKind = failed.some(({ code }) => code === 'token/wrong-kind')
  const isOfGraph = failed.some(isForGraph)
  const codes = new Set<string>()
  return failed.filter(({ code }) => {
    // Graph has issuers of its own, which this API's registration does not change.
    if (isOfGraph && code === 'token/issuer') return false
    if (codes.has(code) || (isOfAnotherKind && followFromKind.has(code))) return false
    codes.add(code)
    return true
  })
}

function failedClaims(token: DecodedToken, found: FoundToken, all: Case): readonly FailedCheck[] {
  const { expectations, now } = all
  const issuers = expectations.issuers ?? (expectations.tenants && entraIssuers)
  const failed = checkClaims(
    token,
    { ...expectations, audiences: expectations.audiences ?? [], issuers: issuers ?? [] },
    timeOfUse(found, now),
  )
  return failed.filter(({ code }) => {
    if (code === 'token/issuer') return issuers !== undefined
    if (code === 'token/audience') return expectations.audiences !== undefined
    if (code === 'token/wrong-kind') return !isAtItsOwnApi(token, found)
    return true
  })
}

/** A token that only its own API can verify is right where it rides to that API. */
function isAtItsOwnApi({ claims }: DecodedToken, found: FoundToken): boolean {
  const host = hostOf(found)
  if (host === undefined) return false
  return textsOf(claims, 'aud').some(
    (audience) =>
      (URL.canParse(audience) && new URL(audience).host === host) ||
      (graphHosts.test(host) && isGraph(audience)),
  )
}

function isGraph(audience: string): boolean {
  return /^0000000[23]-0000-0000-c000-000000000000$/.test(audience)
}

/** Says whether a failed check is about a token for Microsoft Graph. */
export function isForGraph({ code, received }: FailedCheck): boolean {
  return code === 'token/wrong-kind' && received.startsWith('a token for Microsoft Graph')
}

/** Says whether anything is known of what the API expects. */
export function isAnythingExpected({ audiences, issuers, scopes, tenants }: Expectations): boolean {
  return [audiences, issuers, scopes, tenants].some((each) => each !== undefined)
}
