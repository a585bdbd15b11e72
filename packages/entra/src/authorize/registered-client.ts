import type { Directory } from '../directory/directory.ts'
import { findApplication } from '../directory/find.ts'
import type { EntraError } from '../entra-error.ts'
import type { Place } from '../place.ts'
import { type AuthorizeClient, identifyClient } from './identify-client.ts'

/**
 * The client as it would be if it had named the first redirect URI that is registered: there a user flow tells that the
 * one named is not. Undefined for every other refusal, which only the person is told of.
 */
export function registeredClient(
  directory: Directory,
  place: Place,
  search: URLSearchParams,
  { code, family }: EntraError,
): AuthorizeClient | undefined {
  if (family !== 'AADB2C' || code !== 90006) return undefined
  const found = findApplication(directory, search.get('client_id') ?? '')
  const { publicClient, spa, web } = found?.application ?? {}
  const [uri] = [spa, web, publicClient].flatMap((platform) => platform?.redirectUris ?? [])
  if (uri === undefined) return undefined
  const asRegistered = new URLSearchParams(search)
  asRegistered.set('redirect_uri', uri)
  return identifyClient(directory, place, asRegistered)
}
