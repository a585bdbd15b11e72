import { showValue, textsOf, type FailedCheck } from '@clearway/rules/token'
import type { FoundToken } from '../../material.ts'
import type { Evidence } from '../../report.ts'
import { excerpt } from '@clearway/rules/http'
import { addressOf } from '../address.ts'
import type { Case, Expectations } from '../check.ts'
import { cite, citeRequest, citeStatus } from '../evidence.ts'
import { timeOfUse } from './token-use.ts'

/** The call that carried a token and what it was answered, to begin a summary with; empty where none is known. */
export function callWords({ entry }: FoundToken): string {
  if (!entry) return ''
  const status = entry.response?.status ?? 0
  const answer = status < 100 ? 'got no answer that the page could read' : `was answered with ${status}`
  return `The call ${excerpt(entry.request.method, 20)} ${addressOf(entry.request.url)} ${answer}. `
}

/** What is wrong with a token, with both values. */
export function faultWords(failed: FailedCheck, found: FoundToken, now: number): string {
  if (found.entry?.startedAt === undefined) return failed.detail
  const time = instant(timeOfUse(found, now))
  switch (failed.code) {
    case 'token/expired':
      return `The token had expired at ${failed.received}; the call was made at ${time}.`
    case 'token/not-yet-valid':
      return `The token is not valid before ${failed.received}; the call was made at ${time}. Clocks differ by more than is allowed.`
    default:
      return failed.detail
  }
}

/** Names of claims for what an API expects of them. */
const expectedWords: Readonly<Record<string, string>> = {
  aud: 'audience',
  iss: 'issuer',
  tid: 'tenant',
  exp: 'expiry',
  nbf: 'start',
  scp: 'permission',
  roles: 'permission',
}

/** Both values as evidence: what the token has, and what is expected. Never the token. */
export function bothValues(
  failed: FailedCheck,
  found: FoundToken,
  { expectations, now }: Case,
): readonly Evidence[] {
  const { entry } = found
  return [
    ...valuesOf(failed, found, expectations, now),
    ...(entry ? [citeRequest(entry), ...citeStatus(entry)] : []),
  ]
}

function valuesOf(
  { code, claim, received, expected }: FailedCheck,
  { at, entry, token }: FoundToken,
  { audiences }: Expectations,
  now: number,
): readonly Evidence[] {
  if (code === 'token/expired' || code === 'token/not-yet-valid') {
    const time = instant(entry?.startedAt === undefined ? now : entry.startedAt / 1000)
    return [
      cite(at, `token claim ${claim ?? 'exp'}`, received),
      cite(at, entry?.startedAt === undefined ? 'time of the check' : 'time of the call', time),
    ]
  }
  if (code !== 'token/wrong-kind' && claim !== undefined) {
    return [
      cite(at, `token claim ${claim}`, received),
      cite(at, `expected ${expectedWords[claim] ?? `claim ${claim}`}`, expected),
    ]
  }
  const audience = 'claims' in token ? textsOf(token.claims, 'aud') : []
  return [
    cite(at, 'token', received),
    cite(at, 'expected token', expected),
    ...(audience.length === 0 ? [] : [cite(at, 'token claim aud', showValue(audience))]),
    ...(audience.length === 0 || audiences === undefined
      ? []
      : [cite(at, 'expected audience', showValue(audiences))]),
  ]
}

function instant(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? 'an unknown time' : date.toISOString()
}
