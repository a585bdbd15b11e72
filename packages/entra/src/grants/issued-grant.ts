import { aadB2c } from '../aadb2c.ts'
import { aadsts } from '../aadsts.ts'
import type { ErrorValues } from '../entra-error.ts'
import type { TokenRequest } from './grant.ts'

/** Refuses with 70000 a grant that another client got, or that was made at another user flow. B2C tells both apart. */
export function checkIssuedHere(
  { client, place }: Pick<TokenRequest, 'client' | 'place'>,
  { appId, policy }: { readonly appId: string; readonly policy?: string | undefined },
): void {
  if (appId !== client.appId) throw aadsts(70000, { app: client.appId })
  if (policy === place.policy) return
  if (place.policy === undefined) throw aadsts(70000)
  throw policy === undefined ? aadB2c(90085) : aadB2c(90088, { actual: policy, expected: place.policy })
}

/**
 * The times of a grant that has ended, as B2C tells them: in seconds since 1970.
 * @param now milliseconds
 */
export function timesOf(now: number, issuedAt: number, until: number): ErrorValues {
  return { now: String(Math.floor(now / 1000)), issuedAt: String(issuedAt), until: String(until) }
}
