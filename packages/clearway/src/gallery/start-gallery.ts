import type { EntraKeys } from '@clearway/entra'
import type { FoundExhibit, Site } from '@clearway/gallery'
import { addressesOf, galleryHost, loginHost, nameOf, readHostName, type Stand } from './addresses.ts'
import { openEntrance, type Door } from './entrance.ts'
import { forwardTo } from './forward-to.ts'
import { createGallerySite } from './gallery-site.ts'
import { createKit, type Workshop } from './kit.ts'
import { createRuns } from './runs.ts'
import { withStage } from './stage.ts'
import { createWire } from './wire.ts'

export interface GalleryOptions {
  readonly exhibits: readonly FoundExhibit[]
  /** Must be free; 0 is none. */
  readonly port: number
  /** PEM; `authority` is a file with the certificate of whoever signed. */
  readonly tls?:
    | { readonly key: string; readonly certificate: string; readonly authority: string }
    | undefined
  /** Where the local Entra listens. */
  readonly entra: string
  readonly keys: EntraKeys
  /** For what it keeps; the caller removes it. */
  readonly folder: string
  readonly now?: () => number
}

export interface Gallery {
  readonly origin: string
  close(): Promise<void>
}

/** The gallery's origin at a port. */
export const galleryOrigin = (port: number, tls: boolean): string =>
  `${tls ? 'https' : 'http'}://${galleryHost}:${port}`

/** Starts the gallery. The servers of an exhibit start when it is first looked at. */
export const startGallery = async (options: GalleryOptions): Promise<Gallery> => {
  const { entra, exhibits, folder, keys, now = Date.now, port, tls } = options
  const origin = galleryOrigin(port, tls !== undefined)
  const closers: (() => Promise<void>)[] = []
  const workshop: Workshop = {
    entra,
    keys,
    now,
    folder,
    authority: tls?.authority,
    onClose: (close) => void closers.push(close),
  }
  const wire = createWire()

  const openStand = async (stand: Stand): Promise<Map<string, Site>> => {
    const exhibit = exhibits.find(({ name }) => name === stand.exhibit)
    if (!exhibit) return new Map()
    const addresses = addressesOf(stand, origin)
    const { sites, given = {} } = await exhibit.hosts(createKit(addresses, workshop, nameOf(stand)))
    const app = sites['app'] ?? (() => ({ status: 404 }))
    return new Map(Object.entries({ ...sites, app: withStage(app, exhibit.script, given, origin) }))
  }
  const opened = new Map<string, Promise<Map<string, Site>>>()
  const sitesOf = (stand: Stand): Promise<Map<string, Site>> => {
    const key = nameOf(stand)
    const sites = opened.get(key) ?? openStand(stand)
    opened.set(key, sites)
    // What failed is tried again at the next look.
    sites.catch(() => opened.delete(key))
    return sites
  }

  const gallery = createGallerySite({
    origin,
    exhibits,
    tls: tls !== undefined,
    runs: createRuns(wire, now),
    prepare: sitesOf,
    stageOf: (stand) => `${addressesOf(stand, origin).origin('app')}/`,
  })
  const login = forwardTo(entra)
  const doorOf = async (hostname: string): Promise<Door | undefined> => {
    if (hostname === galleryHost) return { site: gallery, recorded: false }
    if (hostname === loginHost) return { site: login, recorded: true }
    const host = readHostName(hostname)
    const isKnown = host && exhibits.some(({ name }) => name === host.exhibit)
    const site = isKnown && (await sitesOf(host)).get(host.label)
    return site ? { site, recorded: true } : undefined
  }
  const entrance = await openEntrance({
    port,
    tls,
    doorOf,
    now,
    onExchange: (exchange) => wire.add(exchange),
  })
  return {
    origin,
    close: async () => {
      await entrance.close()
      await Promise.all(closers.map((close) => close()))
    },
  }
}
