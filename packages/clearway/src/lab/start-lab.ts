import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKeys, startEntra, type EntraEvent, type EntraOptions } from '@clearway/entra'
import type { Authority } from '@clearway/entra/certificates'
import { startContactsApi, startContactsPage, startOlderService } from '@clearway/examples'
import { findExhibits } from '@clearway/gallery'
import {
  loadConfig,
  startGateway,
  type GatewayOptions,
  type Plan,
  type RunningGateway,
} from '@clearway/gateway'
import pino from 'pino'
import { galleryNames } from '../gallery/addresses.ts'
import { galleryApplications } from '../gallery/gallery-applications.ts'
import { galleryOrigin, startGallery } from '../gallery/start-gallery.ts'
import { orPortError, PortError } from '../port-error.ts'
import { isListenError, whyNoListening } from '../why-no-listening.ts'
import { openLocalAuthority } from '../entra/open-local-authority.ts'
import { contoso, labDirectory, labSecrets } from './directory.ts'
import { freePort } from './free-port.ts'
import { labConfig, labHosts, labOrigins, secretVariable, type LabTlsFiles } from './lab-config.ts'

export interface LabOptions {
  /** Of the gateway; 0 finds a free one. */
  readonly port: number
  /** Of the local Entra; 0 finds a free one. */
  readonly entraPort: number
  /** Of the gateway's admin listener; 0 finds a free one. */
  readonly adminPort: number
  /** Of the gallery; 0 finds a free one. */
  readonly galleryPort: number
  /** Seconds that tokens live. */
  readonly tokenSeconds: number
  /** As in the configuration: `30s`. */
  readonly sessionIdle: string
  /** https everywhere, by the local certificate authority. Default: plain http. */
  readonly tls?: boolean
  readonly onEntraEvent?: (event: EntraEvent) => void
  /** The clock of gateway and Entra, milliseconds. Default: the system's. */
  readonly now?: () => number
}

/** The addresses of a running lab. */
export interface LabUrls {
  readonly contacts: string
  readonly api: string
  readonly older: string
  readonly finance: string
  readonly entra: string
  readonly authority: string
  readonly admin: string
  readonly gallery: string
}

export interface Lab {
  readonly urls: LabUrls
  readonly configFile: string
  readonly logFile: string
  /** Who vouches for its certificates; undefined over plain http. */
  readonly authority: Authority | undefined
  stop(): Promise<void>
}

const startGatewayOn = async (plan: Plan, options: GatewayOptions): Promise<RunningGateway> => {
  try {
    return await startGateway(plan, options)
  } catch (error) {
    if (!isListenError(error)) throw error
    const isAdmin = error.address.endsWith(`:${plan.admin?.port}`)
    throw new PortError(whyNoListening(error), isAdmin ? '--admin-port' : '--port', error)
  }
}

interface LabTls {
  readonly authority: Authority
  readonly entra: NonNullable<EntraOptions['tls']>
  readonly files: LabTlsFiles
  readonly gallery: NonNullable<EntraOptions['tls']>
}

/** Takes certificates for gateway and Entra out of the local authority, and writes the gateway's where it reads them. */
const openLabTls = async (folder: string): Promise<LabTls> => {
  const { authority, serverNames } = await openLocalAuthority('local')
  const own = await authority.issue(labHosts)
  const files = {
    certificate: join(folder, 'tls.crt'),
    key: join(folder, 'tls.key'),
    authority: authority.certificateFile,
  }
  writeFileSync(files.certificate, own.certificate)
  writeFileSync(files.key, own.key, { mode: 0o600 })
  const [entra, gallery] = [await authority.issue(serverNames), await authority.issue(galleryNames)]
  return { authority, entra, files, gallery }
}

const portOr = (port: number): Promise<number> | number => (port === 0 ? freePort() : port)

/** Closes what was started, the last first; also when starting fails halfway. */
const createCloser = (): { add(close: () => unknown): void; close(): Promise<void> } => {
  const open: (() => unknown)[] = []
  return {
    add: (close) => void open.push(close),
    close: async () => {
      const failures: unknown[] = []
      for (const each of open.splice(0).reverse()) {
        try {
          await each()
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0) throw failures[0]
    },
  }
}

/**
 * Starts the lab: a local Entra, the internal apps on loopback, and the gateway in front of them, by the very
 * configuration file that an operator would write. Everything it keeps is in a folder that `stop` removes.
 *
 * @throws {@link PortError} `ERR_PORT`, naming the option.
 */
export const startLab = async (options: LabOptions): Promise<Lab> => {
  const closer = createCloser()
  try {
    const folder = mkdtempSync(join(tmpdir(), 'clearway-lab-'))
    closer.add(() => rmSync(folder, { recursive: true, force: true }))
    const [port, adminPort] = [await portOr(options.port), await portOr(options.adminPort)]
    const tls = options.tls === true ? await openLabTls(folder) : undefined
    const origins = labOrigins(port, tls ? 'https' : 'http')

    const galleryPort = await portOr(options.galleryPort)
    const galleryAt = galleryOrigin(galleryPort, tls !== undefined)
    const exhibits = await findExhibits()
    const keys = await createKeys()
    const entra = await orPortError(
      startEntra({
        directory: labDirectory(Object.values(origins), galleryApplications(galleryAt, exhibits)),
        keys,
        port: options.entraPort,
        accessTokenSeconds: options.tokenSeconds,
        ...(tls && { tls: tls.entra }),
        ...(options.onEntraEvent && { onEvent: options.onEntraEvent }),
        ...(options.now && { now: options.now }),
      }),
      () => '--entra-port',
    )
    closer.add(entra.close)
    const older = await startOlderService({})
    closer.add(older.close)
    const api = await startContactsApi({})
    closer.add(api.close)
    const page = await startContactsPage({
      apiUrl: origins.api,
      olderServiceUrl: `${origins.api}/older`,
      account: { sessionUrl: '/.clearway/session', signOutUrl: '/.clearway/sign-out' },
    })
    closer.add(page.close)

    const authority = entra.authority(contoso.tenant)
    const configFile = join(folder, 'clearway.yaml')
    const logFile = join(folder, 'clearway.log')
    writeFileSync(
      configFile,
      labConfig({
        port,
        adminPort,
        authority,
        store: join(folder, 'data'),
        sessionIdle: options.sessionIdle,
        contactsPage: page.url,
        contactsApi: api.url,
        olderService: older.url,
        tls: tls?.files,
      }),
    )
    const loaded = loadConfig(configFile, { [secretVariable]: labSecrets.gateway })
    if (!loaded.ok) throw new Error(`the lab's own configuration has mistakes:\n${loaded.text}`)
    const gateway = await startGatewayOn(loaded.plan, {
      logTo: pino.destination({ dest: logFile, sync: false }),
      ...(options.now && { now: options.now }),
    })
    closer.add(() => gateway.stop(1_000))
    const gallery = await orPortError(
      startGallery({
        exhibits,
        port: galleryPort,
        entra: `${tls ? 'https' : 'http'}://127.0.0.1:${entra.port}`,
        keys,
        folder,
        ...(tls && { tls: { ...tls.gallery, authority: tls.files.authority } }),
        ...(options.now && { now: options.now }),
      }),
      () => '--gallery-port',
    )
    closer.add(gallery.close)
    return {
      urls: {
        contacts: `${origins.contacts}/`,
        api: `${origins.api}/contacts`,
        older: `${origins.api}/older/reports/monthly`,
        finance: `${origins.finance}/`,
        entra: entra.origin,
        authority,
        admin: `http://127.0.0.1:${adminPort}/metrics`,
        gallery: `${gallery.origin}/`,
      },
      configFile,
      logFile,
      authority: tls?.authority,
      stop: closer.close,
    }
  } catch (error) {
    await closer.close()
    throw error
  }
}
