import { startEntra, type Directory, type Entra, type EntraEvent } from '@clearway/entra'
import type { Authority } from '@clearway/entra/certificates'
import { orPortError } from '../port-error.ts'
import { openLocalAuthority } from './open-local-authority.ts'

export interface LocalEntraOptions {
  readonly directory: Directory
  /** 0 finds a free one. */
  readonly port: number
  /** Likewise. */
  readonly adminPort: number
  readonly tls: boolean
  /** Needs `tls`. */
  readonly asMicrosoft: boolean
  readonly snapshot: string | undefined
  /** Seconds that tokens live; undefined: as long as Entra's. */
  readonly tokenSeconds: number | undefined
  readonly onEvent: (event: EntraEvent) => void
}

/** A local Entra that runs, with what it is reached by. */
export interface LocalEntra {
  readonly entra: Entra
  /** Under `localhost`, which every program finds, not browsers alone. */
  readonly origin: string
  /** Who vouches for it; undefined over plain HTTP. */
  readonly authority: Authority | undefined
}

/**
 * Starts an Entra on loopback, with a certificate of the local authority where TLS is asked for.
 *
 * @throws PortError `ERR_PORT`, naming the option.
 */
export const startLocalEntra = async (options: LocalEntraOptions): Promise<LocalEntra> => {
  const { port, adminPort, asMicrosoft, snapshot, tokenSeconds } = options
  const opened = options.tls ? await openLocalAuthority(asMicrosoft ? 'as-microsoft' : 'local') : undefined
  const tls = await opened?.authority.issue(opened.serverNames)
  const starting = startEntra({
    directory: options.directory,
    port,
    adminPort,
    asMicrosoft,
    ...(tls && { tls }),
    ...(snapshot !== undefined && { snapshot }),
    ...(tokenSeconds !== undefined && { accessTokenSeconds: tokenSeconds }),
    onEvent: options.onEvent,
  })
  const entra = await orPortError(starting, (taken) =>
    taken === adminPort && port !== adminPort ? '--admin-port' : '--port',
  )
  return { entra, origin: `http${tls ? 's' : ''}://localhost:${entra.port}`, authority: opened?.authority }
}
