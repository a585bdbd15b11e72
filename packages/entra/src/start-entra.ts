import { randomInt } from 'node:crypto'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { createControl, type EntraControl } from './admin/control.ts'
import { type AdminListener, startAdmin } from './admin/start-admin.ts'
import type { AuthorizationCode } from './authorize/authorization-code.ts'
import { createConsentTickets } from './consent-tickets.ts'
import { createConsents } from './consents.ts'
import { checkDirectory } from './directory/check-directory.ts'
import { createDeviceCodes } from './device-codes.ts'
import type { Directory } from './directory/directory.ts'
import type { Emulator } from './emulator.ts'
import type { EntraEvent } from './events.ts'
import { createExpiringStore } from './expiring-store.ts'
import { createFaults } from './faults/faults.ts'
import { createKeyRing } from './key-ring.ts'
import { createFirstKeys, type EntraKeys } from './keys.ts'
import { listen } from './listen.ts'
import { listMistakes } from './list-mistakes.ts'
import { isMicrosoftName } from './microsoft-names.ts'
import { createMovableClock } from './movable-clock.ts'
import { createPasswordTries } from './password-tries.ts'
import type { Remembered } from './remembered.ts'
import { serve } from './serve.ts'
import { createSessions } from './sessions.ts'
import { loadSnapshot } from './snapshot/load-snapshot.ts'
import { restoreState, takeState } from './snapshot/snapshot-state.ts'
import { createSnapshotWriter } from './snapshot/snapshot-writer.ts'

export interface EntraOptions {
  /** Read at every request: changing the object takes effect at once, unchecked. */
  readonly directory: Directory
  /** Default 0: any free port. */
  readonly port?: number
  /** The address to listen on. Default `127.0.0.1`. */
  readonly host?: string
  /**
   * The name in URLs and issuers. Default `login.clearway.localhost`, which browsers resolve to this machine
   * and Node does not. Requests are answered whatever their `Host` header says.
   */
  readonly hostname?: string
  /**
   * Serves HTTPS, which MSAL demands of an authority. `certificate` may be a chain; both are PEM. Its names should
   * hold `hostname` and `localhost`; `@clearway/entra/certificates` makes one.
   */
  readonly tls?: { readonly key: string; readonly certificate: string }
  /**
   * Whether it also answers as Microsoft: requests under `login.microsoftonline.com`, `*.b2clogin.com` and the like
   * get addresses and issuers under those names. Needs `tls`, and a client that maps the names here.
   */
  readonly asMicrosoft?: boolean
  /** Seconds that access tokens and id tokens live. Default: 60 to 90 minutes at random, and an hour; B2C: an hour. */
  readonly accessTokenSeconds?: number
  /** The clock, in milliseconds. Default `Date.now`. */
  readonly now?: () => number
  /** Told what happens, without secrets. */
  readonly onEvent?: (event: EntraEvent) => void
  /** Keys made before with `createKeys`. Default: new ones. A snapshot's own are used instead, once there is one. */
  readonly keys?: EntraKeys
  /**
   * A file in which keys, sessions, codes and consents outlive a restart; made if it is not there. Whoever reads it can
   * make tokens: it is readable by its owner only. Faults and a moved clock are not kept.
   */
  readonly snapshot?: string
  /** The port on 127.0.0.1 of the admin listener; 0 is any free port. Default: there is none. */
  readonly adminPort?: number
}

/** A running local Entra ID. */
export interface Entra {
  /** Such as `http://login.clearway.localhost:8400`. */
  readonly origin: string
  readonly port: number
  /** Such as `http://127.0.0.1:8401`; undefined without `adminPort`. */
  readonly adminOrigin: string | undefined
  /** Faults, keys and clock. */
  readonly control: EntraControl
  /** The authority of a tenant, by id, domain, `common` or `organizations`: `<origin>/<tenant>/v2.0`. */
  authority(tenant: string): string
  /**
   * Puts another directory in the place of the present one, its faults included; sessions and tokens of users that are
   * in both stay good. Throws `ERR_ENTRA_DIRECTORY`, and keeps the present one, if it has mistakes.
   */
  replaceDirectory(directory: Directory): void
  /**
   * Stops listening, ends all connections and writes the snapshot. Throws `ERR_ENTRA_SNAPSHOT` if that fails, and has
   * stopped nevertheless.
   */
  close(): Promise<void>
}

const minute = 60_000

function directoryError(mistakes: ReturnType<typeof checkDirectory>): Error {
  return Object.assign(new Error(`The directory has mistakes:\n${listMistakes(mistakes)}`), {
    code: 'ERR_ENTRA_DIRECTORY',
    mistakes,
  })
}

/** Refuses a directory with mistakes. */
function requireSound(directory: Directory): void {
  const mistakes = checkDirectory(directory)
  if (mistakes.length > 0) throw directoryError(mistakes)
}

/** Everything that is to outlive a restart besides the keys. */
const rememberedBy = ({ codes, consents, sessions }: Emulator): Readonly<Record<string, Remembered>> => ({
  sessions: sessions.remembered,
  codes,
  consents: consents.remembered,
})

/**
 * Starts a local Microsoft Entra ID for development and tests: versions 1.0 and 2.0, and B2C user flows. Its state is in
 * memory, and in a snapshot if that is asked for. Anybody who reaches it may sign in as anybody: do not expose it.
 *
 * Throws `ERR_ENTRA_DIRECTORY`, with all `mistakes`, for a directory that `checkDirectory` finds fault with,
 * `ERR_ENTRA_SNAPSHOT` for a snapshot that is damaged (before it listens) or cannot be written, and what node:net throws
 * if it cannot listen.
 */
export async function startEntra(options: EntraOptions): Promise<Entra> {
  let { directory } = options
  requireSound(directory)
  const { snapshot, tls } = options
  const saved = snapshot === undefined ? undefined : await loadSnapshot(snapshot)
  const given = saved?.keys ?? options.keys
  const ring = createKeyRing(given ?? (await createFirstKeys()))

  // The URL counts towards the header size, so it is bounded as well; node:http answers 431 by itself.
  const limits = { maxHeaderSize: 16 * 1024, requestTimeout: minute / 2 }
  const server = tls
    ? createTlsServer({ ...limits, key: tls.key, cert: tls.certificate })
    : createServer(limits)
  const { port, stop } = await listen(server, options.port ?? 0, options.host ?? '127.0.0.1')
  const hostname = (options.hostname ?? 'login.clearway.localhost').toLowerCase()
  const isDefaultPort = port === (tls ? 443 : 80)
  const origin = `${tls ? 'https' : 'http'}://${hostname}${isDefaultPort ? '' : `:${port}`}`
  const seconds = options.accessTokenSeconds
  const clock = createMovableClock(options.now ?? Date.now)
  const faults = createFaults(directory.faults)
  let admin: AdminListener | undefined
  const emulator: Emulator = {
    origin,
    adminOrigin: () => admin?.origin,
    isOurs: (name) =>
      name === hostname || name === 'localhost' || (options.asMicrosoft === true && isMicrosoftName(name)),
    get directory() {
      return directory
    },
    get keys() {
      return ring.current
    },
    now: clock.now,
    accessTokenSeconds: () => seconds ?? randomInt(60 * 60, 90 * 60 + 1),
    idTokenSeconds: seconds ?? 60 * 60,
    sessions: createSessions(clock.now),
    codes: createExpiringStore<AuthorizationCode>(60 * minute, 1000, clock.now),
    consents: createConsents(),
    consentTickets: createConsentTickets(clock.now),
    deviceCodes: createDeviceCodes(clock.now),
    passwordTries: createPasswordTries(clock.now),
    faults,
    emit: (event) => options.onEvent?.(event),
  }
  const remembered = rememberedBy(emulator)
  if (saved) restoreState(saved.state, remembered)
  const take = async (): Promise<string> => JSON.stringify(await takeState(ring.current, remembered))
  const writer = snapshot === undefined ? undefined : createSnapshotWriter(snapshot, take)
  const changed = (): void => writer?.changed()
  const control = createControl({
    faults,
    ring,
    clock,
    remembered,
    forgotten: [emulator.consentTickets, emulator.deviceCodes, emulator.passwordTries],
    standingFaults: () => directory.faults ?? [],
    onChange: changed,
  })
  server.on('request', (message, response) => void serve(emulator, message, response).finally(changed))
  try {
    await writer?.flush()
    // Making a key takes a while, and nobody waits for one that signs nothing.
    if (given === undefined) void ring.addStandby().then(changed)
    if (options.adminPort !== undefined) admin = await startAdmin(control, options.adminPort)
    return {
      origin,
      port,
      adminOrigin: admin?.origin,
      control,
      authority: (tenant) => `${origin}/${encodeURIComponent(tenant)}/v2.0`,
      replaceDirectory(next) {
        requireSound(next)
        directory = next
        faults.replaceStanding(next.faults ?? [])
      },
      async close() {
        await Promise.all([stop(), admin?.close()])
        await writer?.close()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}
