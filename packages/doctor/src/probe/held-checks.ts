import { excerpt } from '@clearway/rules/http'
import { showValue, textsOf, type DecodedToken, type FailedCheck } from '@clearway/rules/token'
import type { Expectations } from '../checks/check.ts'
import type { HeldCheck } from '../report.ts'

/** What a token was held against. */
export interface Checked {
  readonly token: DecodedToken
  /** What somebody expects; of what nobody expects nothing is said. */
  readonly expected: Expectations
  /** Who publishes the keys; undefined: no signature was checked. */
  readonly issuer: string | undefined
  readonly failed: readonly FailedCheck[]
  /** Seconds since 1970. */
  readonly now: number
}

/** Behind these nothing that a token says of itself counts. */
const untrusted: ReadonlySet<string> = new Set(['token/malformed', 'token/signature', 'token/unknown-key'])

/** The checks that a token passed, with the values that were looked at; never the token. */
export function heldChecks(checked: Checked): readonly HeldCheck[] {
  const { token, expected, failed, now } = checked
  const codes = new Set(failed.map(({ code }) => code))
  if (failed.some(({ code }) => untrusted.has(code))) return []
  const { claims } = token
  const claim = (name: string): string => showValue(textsOf(claims, name))
  const rows: readonly (HeldCheck | undefined)[] = [
    codes.has('token/wrong-kind') ? undefined : { check: 'kind', value: kindOf(token) },
    codes.has('token/keys-unavailable') ? undefined : signatureOf(checked),
    expected.issuers && !codes.has('token/issuer') ? { check: 'issuer', value: claim('iss') } : undefined,
    expected.audiences && !codes.has('token/audience') && !codes.has('token/wrong-kind')
      ? { check: 'audience', value: claim('aud') }
      : undefined,
    expected.scopes && !codes.has('token/scope')
      ? { check: 'permission', value: [...textsOf(claims, 'scp'), ...textsOf(claims, 'roles')].join(' ') }
      : undefined,
    areTimesWrong(failed) ? undefined : { check: 'times', value: timesOf(claims, now) },
  ]
  return rows.filter((row) => row !== undefined)
}

function kindOf({ header, claims }: DecodedToken): string {
  const version = textsOf(claims, 'ver')[0]
  return `an access token${version === undefined ? '' : ` of version ${excerpt(version, 20)}`}, ${excerpt(header.alg, 20)}`
}

function signatureOf({ token, issuer }: Checked): HeldCheck | undefined {
  if (issuer === undefined) return undefined
  const { kid } = token.header
  const key = typeof kid === 'string' ? `the key ${excerpt(kid, 80)}` : 'a key'
  return { check: 'signature', value: `by ${key} of ${excerpt(issuer, 200)}` }
}

function areTimesWrong(failed: readonly FailedCheck[]): boolean {
  return failed.some(
    ({ code, claim }) =>
      code === 'token/expired' || code === 'token/not-yet-valid' || claim === 'exp' || claim === 'nbf',
  )
}

function timesOf(claims: DecodedToken['claims'], now: number): string {
  const { exp, nbf } = claims
  if (typeof exp !== 'number') return 'no times'
  const since = typeof nbf === 'number' ? `since ${instant(nbf)}, ` : ''
  const left = Math.floor(exp - now)
  const rest =
    left > 0 ? `${duration(left)} left` : `${duration(-left)} ago, within what clocks may differ by`
  return `valid ${since}until ${instant(exp)}: ${rest}`
}

function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}

/** Rounded down: nobody is told of a minute that the token does not have. */
function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 120) return `${minutes} minutes`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`
}
