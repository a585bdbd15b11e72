import { createHash } from 'node:crypto'
import type { Addresses, Variant } from '@clearway/gallery'
import { contoso } from '../lab/directory.ts'

/** Where a variant can run: each place has hosts, servers and registrations of its own, so that runs do not meet. */
export const places = [1, 2, 3] as const
export type Place = (typeof places)[number]

/** A variant of an exhibit in one of its places. */
export interface Stand {
  readonly exhibit: string
  readonly variant: Variant
  readonly place: Place
}

/** A host of a stand, taken apart. */
export interface ExhibitHost extends Stand {
  readonly label: string
}

/** `expired-sign-in-broken`, and `expired-sign-in-broken2` for the second place. */
export const nameOf = ({ exhibit, variant, place }: Stand): string =>
  `${exhibit}-${variant}${place === 1 ? '' : place}`

/** Whether both are the same variant of the same exhibit in the same place. */
export const isSameStand = (one: Stand, other: Stand): boolean => nameOf(one) === nameOf(other)

/** The site that all hosts of the gallery belong to, and the other one for what needs two sites. */
const ownSite = 'clearway.localhost'
const otherSite = 'elsewhere.localhost'
const elsewhere = 'elsewhere-'

/** One level below the site: a certificate's wildcard covers no more. */
const hostNameOf = ({ label, ...stand }: ExhibitHost): string =>
  label.startsWith(elsewhere)
    ? `${nameOf(stand)}-${label.slice(elsewhere.length)}.${otherSite}`
    : `${nameOf(stand)}-${label}.${ownSite}`

/** Reads the name of a host of an exhibit; undefined for all others. */
export const readHostName = (hostname: string): ExhibitHost | undefined => {
  const match = /^([a-z0-9-]+)-(broken|mended)([2-3]?)-([a-z0-9-]+)\.(clearway|elsewhere)\.localhost$/.exec(
    hostname,
  )
  if (!match) return undefined
  const [, exhibit = '', variant, place, label = '', site] = match
  return {
    exhibit,
    variant: variant as Variant,
    place: place ? (Number(place) as Place) : 1,
    label: site === 'elsewhere' ? `${elsewhere}${label}` : label,
  }
}

/** What a certificate for the gallery has to name. */
export const galleryNames: readonly string[] = [`*.${ownSite}`, `*.${otherSite}`]

/** Where the gallery itself is, and the local Entra as the gallery's recorder sees it. */
export const galleryHost: string = `gallery.${ownSite}`
export const loginHost: string = `login.${ownSite}`

/** A GUID that is always the same for the same words. */
const guidOf = (...words: readonly string[]): string => {
  const hex = createHash('sha256').update(words.join('|')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Where the hosts of a stand are, for a gallery at an origin. */
export const addressesOf = (stand: Stand, gallery: string): Addresses => {
  const { exhibit, variant, place } = stand
  const { port, protocol } = new URL(gallery)
  const at = (host: string): string => `${protocol}//${host}${port === '' ? '' : `:${port}`}`
  return {
    variant,
    origin: (label) => at(hostNameOf({ ...stand, label })),
    authority: `${at(loginHost)}/${contoso.tenant}/v2.0`,
    tenantId: contoso.tenant,
    login: at(loginHost),
    clientId: (label) => guidOf('gallery', exhibit, variant, label, ...(place === 1 ? [] : [`${place}`])),
  }
}
