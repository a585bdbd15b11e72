import type { DataPath, Mistake } from '@clearway/yaml'
import type { ManifestPlace } from './manifest-place.ts'
import { manifestProperties } from './manifest-properties.ts'
import { isMapping, itemsIn, ownValue, type Mapping } from './mapping.ts'
import { translateOlderManifest } from './older-manifest.ts'
import { createPlaces, type Places } from './places.ts'

/** A directory’s data in its own words. */
export interface ReadManifests {
  /** Not checked yet. */
  readonly data: unknown
  /** What was left out because nothing here acts on it, each once, in words for people. */
  readonly withoutEffect: readonly string[]
  /** What could not be read, at the places of what was written. */
  readonly mistakes: readonly Mistake[]
  /** Where something was written that stands at a place of the data. */
  writtenAt(path: DataPath): DataPath
}

/** What OData says of a property: `@odata.context`, `owners@odata.nextLink`, and `odata.type` in the older format. */
const isAnnotation = (key: string): boolean => /(?:^|@)odata\./.test(key)

/** Whether a value is more than the nothing that manifests write for what was never set. */
function saysSomething(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(saysSomething)
  return value !== null && value !== false && value !== ''
}

/** Where the reading of a manifest has got to. */
interface Reading {
  readonly place: ManifestPlace
  /** From the application on, without positions in lists: `web.homePageUrl`. */
  readonly name: string
  readonly from: DataPath
  readonly to: DataPath
  readonly places: Places
  readonly leaveOut: (told: string) => void
}

const isInert = ({ inert = [] }: ManifestPlace, key: string): boolean => inert.includes(key)

function readList(items: readonly unknown[], reading: Reading): unknown[] {
  const kept: unknown[] = []
  for (const [index, item] of items.entries()) {
    const reason = reading.place.leftOut?.(item)
    if (reason !== undefined) {
      reading.leaveOut(reason)
      continue
    }
    const to = [...reading.to, kept.length]
    const from = [...reading.from, index]
    if (index !== kept.length) reading.places.move(to, from)
    kept.push(isMapping(item) ? readMapping(item, { ...reading, from, to }) : item)
  }
  return kept
}

function readValue(key: string, value: unknown, { place, name, from, to, ...rest }: Reading): unknown {
  const meant = ownValue(place.meant, key)?.(value)
  if (meant !== undefined) rest.leaveOut(meant.told)
  const inner = ownValue(place.below, key)
  if (inner === undefined) return meant?.value ?? value
  const path = name === '' ? key : `${name}.${key}`
  const reading = { ...rest, place: inner, name: path, from: [...from, key], to: [...to, key] }
  if (Array.isArray(value)) return readList(value, reading)
  return isMapping(value) ? readMapping(value, reading) : value
}

function readMapping(mapping: Mapping, reading: Reading): Mapping {
  const { name, place, leaveOut } = reading
  const kept: [string, unknown][] = []
  for (const [key, value] of Object.entries(mapping)) {
    if (isAnnotation(key) || (value === null && place.nullable?.includes(key) === true)) continue
    if (!isInert(place, key)) kept.push([key, readValue(key, value, reading)])
    else if (saysSomething(value)) leaveOut(name === '' ? key : `${name}.${key}`)
  }
  return Object.fromEntries(kept)
}

/** Whether data is one manifest by itself, and not a directory with manifests in it. */
export const isManifest = (data: unknown): boolean =>
  isMapping(data) && Object.hasOwn(data, 'appId') && !Object.hasOwn(data, 'tenants')

/** An application as it is read; all else is returned as it is. */
type ReadApplication = (application: unknown, path: DataPath) => unknown

function eachApplication(data: unknown, read: ReadApplication): unknown {
  if (!isMapping(data) || !Array.isArray(data['tenants'])) return data
  const tenants = itemsIn(data['tenants']).map((tenant, index) => {
    if (!isMapping(tenant) || !Array.isArray(tenant['applications'])) return tenant
    const applications = itemsIn(tenant['applications']).map((application, which) =>
      read(application, ['tenants', index, 'applications', which]),
    )
    // Not assigned: a key `__proto__` is a mistake like any other, and no prototype.
    return Object.fromEntries([...Object.entries(tenant), ['applications', applications]])
  })
  return { ...data, tenants }
}

/**
 * Reads the applications of a directory as their manifests, whole and in either format: turns older names into those of
 * Microsoft Graph, and leaves out nulls and what nothing here acts on. What it does not know stays where it is.
 */
export function readManifests(written: unknown): ReadManifests {
  const renamed = createPlaces()
  const shifted = createPlaces()
  const withoutEffect = new Set<string>()
  const mistakes: Mistake[] = []
  const data = eachApplication(written, (application, path) => {
    if (!isMapping(application)) return application
    const refuse = (found: Mistake): void => void mistakes.push(found)
    return readMapping(translateOlderManifest(application, { path, places: renamed, refuse }), {
      place: manifestProperties,
      name: '',
      from: path,
      to: path,
      places: shifted,
      leaveOut: (told) => void withoutEffect.add(told),
    })
  })
  return {
    data,
    withoutEffect: [...withoutEffect],
    mistakes,
    writtenAt: (path) => renamed.writtenAt(shifted.writtenAt(path)),
  }
}
