import { redirectTarget } from '../../exchanges/link-entries.ts'
import type { Entry, FoundToken } from '../../material.ts'
import { networkErrorKind } from '../exchange/network-errors.ts'
import { signInPlace } from '../exchange/sign-in-place.ts'

/**
 * What became of a token. `inspected`: somebody asks about it, and no call is known. `refused`: it rode on a
 * call that was answered so that the token may be the reason. `accepted`: the call was answered otherwise, so
 * there is nothing to say. `not-told`: the call got no answer that tells, or the token stood in a log.
 */
export type TokenUse = 'inspected' | 'refused' | 'accepted' | 'not-told'

/** Tells what became of a token, by the answer to the request that carried it. */
export function useOf({ where, entry }: FoundToken): TokenUse {
  if (entry) return useIn(entry)
  switch (where) {
    case 'pasted':
    case 'request header':
      return 'inspected'
    case 'log':
      return 'not-told'
    // The provider hands tokens out there; nobody has shown them to an API.
    case 'body':
    case 'url':
      return 'accepted'
  }
}

function useIn(entry: Entry): TokenUse {
  const status = entry.response?.status ?? 0
  if (status < 100) {
    if (entry.error === undefined) return entry.response === undefined ? 'inspected' : 'not-told'
    return networkErrorKind(entry.error) === undefined ? 'refused' : 'not-told'
  }
  if (status === 401 || status === 403 || status === 500) return 'refused'
  if (status > 500) return 'not-told'
  const target = redirectTarget(entry)
  return target !== undefined && signInPlace(target) !== undefined ? 'refused' : 'accepted'
}

/** When the token was used, in seconds since 1970: the time of its call, where it is known. */
export function timeOfUse({ entry }: FoundToken, now: number): number {
  return entry?.startedAt === undefined ? now : Math.floor(entry.startedAt / 1000)
}

/** The host that the token was sent to. */
export function hostOf({ entry }: FoundToken): string | undefined {
  if (!entry || !URL.canParse(entry.request.url)) return undefined
  return new URL(entry.request.url).host
}
