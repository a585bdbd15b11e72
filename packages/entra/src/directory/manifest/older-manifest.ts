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

/** An address of `replyUrlsWithType`, or what is wrong with it. */
type ReplyUrl =
  | { readonly platform: Platform; readonly url: unknown }
  | { readonly wrong: string; readonly at: DataPath }

function readReplyUrl(item: unknown): ReplyUrl {
  if (!isMapping(item)) return { wrong: 'this is not a mapping', at: [] }
  const unknown = Object.keys(item).find((key) => key !== 'url' && key !== 'type')
  if (unknown !== undefined) return { wrong: 'this is not a key here', at: [unknown] }
  const { type, url } = item
  const platform = typeof type === 'string' ? platforms.get(type.toLowerCase()) : undefined
  if (platform === undefined)
    return { wrong: 'this has no type of a redirect URI', at: type === undefined ? [] : ['type'] }
  return url === undefined ? { wrong: 'this has no url', at: [] } : { platform, url }
}

const noReplyUrl = (path: DataPath, message: string): Mistake => {
  const fix = 'write a list of mappings with url and type; the types are Web, Spa and InstalledClient'
  return mistake('config/invalid-value', path, message, fix)
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
  const lists = new Map<Platform, readonly unknown[]>()
  for (const platform of platforms.values()) {
    const registered = application[platform] ?? {}
    const list = isMapping(registered) ? (registered['redirectUris'] ?? []) : undefined
    // What is written in another way is found to be wrong later, as long as nothing takes its place.
    if (!Array.isArray(list)) return others
    lists.set(platform, list)
  }
  for (const [index, item] of items.entries()) {
    const from = [...path, 'replyUrlsWithType', index]
    const read = readReplyUrl(item)
    if ('wrong' in read) {
      refuse(noReplyUrl([...from, ...read.at], read.wrong))
      continue
    }
    const { platform, url } = read
    const list = lists.get(platform) ?? []
    lists.set(platform, [...list, url])
    places.move([...path, platform, 'redirectUris', list.length], [...from, 'url'])
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
