import { createHash } from 'node:crypto'
import type { Addresses, Variant } from '@clearway/gallery'
import { contoso } from '../lab/directory.ts'

/** A host of an exhibit, taken apart. */
export interface ExhibitHost {
  readonly exhibit: string
  readonly variant: Variant
  readonly label: string
}

/** The site that all hosts of the gallery belong to, and the other one for what needs two sites. */
const ownSite = 'clearway.localhost'
const otherSite = 'elsewhere.localhost'
const elsewhere = 'elsewhere-'

/** One level below the site: a certificate's wildcard covers no more. */
const hostNameOf = ({ exhibit, variant, label }: ExhibitHost): string =>
  label.startsWith(elsewhere)
    ? `${exhibit}-${variant}-${label.slice(elsewhere.length)}.${otherSite}`
    : `${exhibit}-${variant}-${label}.${ownSite}`

/** Reads the name of a host of an exhibit; undefined for all others. */
export const readHostName = (hostname: string): ExhibitHost | undefined => {
  const match = /^([a-z0-9-]+)-(broken|mended)-([a-z0-9-]+)\.(clearway|elsewhere)\.localhost$/.exec(hostname)
  if (!match) return undefined
  const [, exhibit = '', variant, label = '', site] = match
  return {
    exhibit,
    variant: variant as Variant,
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

/** Where the hosts of an exhibit's variant are, for a gallery at an origin. */
export const addressesOf = (exhibit: string, variant: Variant, gallery: string): Addresses => {
  const { port, protocol } = new URL(gallery)
  const at = (host: string): string => `${protocol}//${host}${port === '' ? '' : `:${port}`}`
  return {
    variant,
    origin: (label) => at(hostNameOf({ exhibit, variant, label })),
    authority: `${at(loginHost)}/${contoso.tenant}/v2.0`,
    tenantId: contoso.tenant,
    login: at(loginHost),
    clientId: (label) => guidOf('gallery', exhibit, variant, label),
  }
}
