import { mistake, type DataPath, type Mistake } from '@clearway/yaml'
import type { Platform } from '../directory.ts'
import { isMapping, type Mapping } from './mapping.ts'
import type { Places } from './places.ts'

/** By the older name, where what it names belongs. */
type OlderNames = Readonly<Record<string, DataPath>>

/** Names of the older format for what Microsoft Graph has under others. */
export const olderNames: OlderNames = {
  allowPublicClient: ['isFallbackPublicClient'],
  logoutUrl: ['web', 'logoutUrl'],
  name: ['displayName'],
  oauth2Permissions: ['api', 'oauth2PermissionScopes'],
}

/** The same in credentials, which have several in a list. */
export const olderCredentialNames: Readonly<Record<'keyCredentials' | 'passwordCredentials', OlderNames>> = {
  passwordCredentials: { endDate: ['endDateTime'], startDate: ['startDateTime'], value: ['secretText'] },
  keyCredentials: { endDate: ['endDateTime'], startDate: ['startDateTime'], value: ['key'] },
}

/** The types of `replyUrlsWithType`, which are written in capitals or not. */
const platforms: ReadonlyMap<string, Platform> = new Map([
  ['spa', 'spa'],
  ['web', 'web'],
  ['installedclient', 'publicClient'],
])

const valueAt = (mapping: Mapping, [key, ...below]: DataPath): unknown => {
  const value = mapping[String(key)]
  return below.length === 0 || !isMapping(value) ? value : valueAt(value, below)
}

/** A mapping with one more value in it; null where it should have mappings on the way counts as none. */
const withValue = (mapping: Mapping, [key, ...below]: DataPath, value: unknown): Mapping => {
  const name = String(key)
  const inner = mapping[name]
  return {
    ...mapping,
    [name]: below.length === 0 ? value : withValue(isMapping(inner) ? inner : {}, below, value),
  }
}

const without = (mapping: Mapping, name: string): Mapping =>
  Object.fromEntries(Object.entries(mapping).filter(([key]) => key !== name))

/** Moves what has an older name to where it belongs, but does not touch what is there under both. */
function rename(mapping: Mapping, names: OlderNames, path: DataPath, places: Places): Mapping {
  let renamed = mapping
  for (const [older, to] of Object.entries(names)) {
    if (!Object.hasOwn(mapping, older) || (valueAt(mapping, to) ?? undefined) !== undefined) continue
    renamed = withValue(without(renamed, older), to, mapping[older])
    places.move([...path, ...to], [...path, older])
  }
  return renamed
}

/** The platform of one of `replyUrlsWithType`. */
const platformOf = (item: unknown): Platform | undefined =>
  isMapping(item) && typeof item['type'] === 'string' ? platforms.get(item['type'].toLowerCase()) : undefined

const noReplyUrl = (path: DataPath, message: string): Mistake => {
  const fix = 'write a list of mappings with url and type; the types are Web, Spa and InstalledClient'
  return mistake('config/invalid-value', path, message, fix)
}

const noPlatform = (item: unknown, path: DataPath): Mistake => {
  const at = isMapping(item) && Object.hasOwn(item, 'type') ? [...path, 'type'] : path
  return noReplyUrl(at, 'this has no type of a redirect URI')
}

/** Sorts the addresses of `replyUrlsWithType` by their platforms, behind those that stand there already. */
function sortReplyUrls(application: Mapping, { path, places, refuse }: Translating): Mapping {
  const { replyUrlsWithType: items } = application
  if (items === undefined) return application
  const others = without(application, 'replyUrlsWithType')
  if (!Array.isArray(items)) {
    if (items !== null) refuse(noReplyUrl([...path, 'replyUrlsWithType'], 'this is not a list'))
    return others
  }
  const lists = new Map<Platform, unknown[]>()
  for (const platform of platforms.values()) {
    const registered = application[platform] ?? {}
    const list = isMapping(registered) ? (registered['redirectUris'] ?? []) : undefined
    // What is written in another way is found to be wrong later, as long as nothing takes its place.
    if (!Array.isArray(list)) return others
    lists.set(platform, [...(list as readonly unknown[])])
  }
  for (const [index, item] of items.entries()) {
    const from = [...path, 'replyUrlsWithType', index]
    const platform = platformOf(item)
    const list = platform && lists.get(platform)
    if (list === undefined || !isMapping(item)) {
      refuse(noPlatform(item, from))
      continue
    }
    places.move([...path, platform ?? '', 'redirectUris', list.length], [...from, 'url'])
    list.push(item['url'])
  }
  return [...lists].reduce<Mapping>(
    (sorted, [platform, list]) =>
      list.length === 0 ? sorted : withValue(sorted, [platform, 'redirectUris'], list),
    others,
  )
}

/** How one application is translated. */
export interface Translating {
  /** Where it stands. */
  readonly path: DataPath
  readonly places: Places
  /** Told what cannot be translated. */
  readonly refuse: (found: Mistake) => void
}

/**
 * Turns an application’s manifest in the older format, that of Azure AD Graph, into that of Microsoft Graph. What is in
 * the newer format stays as it is. It does not check anything else than whether it can: the rest is found to be wrong
 * later.
 */
export function translateOlderManifest(application: Mapping, translating: Translating): Mapping {
  const { path, places } = translating
  const sorted = sortReplyUrls(rename(application, olderNames, path, places), translating)
  const credentials = Object.entries(olderCredentialNames).flatMap(([list, names]) => {
    const items = sorted[list]
    if (!Array.isArray(items)) return []
    const renamed = items.map((item: unknown, index) =>
      isMapping(item) ? rename(item, names, [...path, list, index], places) : item,
    )
    return [[list, renamed]]
  })
  const translated: Mapping = { ...sorted, ...Object.fromEntries(credentials) }
  // A `logoutUrl` by itself made a platform without addresses.
  const { web } = translated
  const isMade = isMapping(web) && !isMapping(application['web']) && !Object.hasOwn(web, 'redirectUris')
  return isMade ? { ...translated, web: { ...web, redirectUris: [] } } : translated
}
