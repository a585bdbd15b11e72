import { startEntra, type Directory, type Entra, type EntraEvent } from '@clearway/entra'
import type { Authority } from '@clearway/entra/certificates'
import { PortError } from '../lab/port-error.ts'
import { whyNoListening } from '../why-no-listening.ts'
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
 * @throws {@link PortError} `ERR_PORT`, naming the option.
 */
export const startLocalEntra = async (options: LocalEntraOptions): Promise<LocalEntra> => {
  const { port, adminPort, asMicrosoft, snapshot, tokenSeconds } = options
  const opened = options.tls ? await openLocalAuthority(asMicrosoft ? 'as-microsoft' : 'local') : undefined
  const tls = await opened?.authority.issue(opened.serverNames)
  try {
    const entra = await startEntra({
      directory: options.directory,
      port,
      adminPort,
      asMicrosoft,
      ...(tls && { tls }),
      ...(snapshot !== undefined && { snapshot }),
      ...(tokenSeconds !== undefined && { accessTokenSeconds: tokenSeconds }),
      onEvent: options.onEvent,
    })
    const origin = `http${tls ? 's' : ''}://localhost:${entra.port}`
    return { entra, origin, authority: opened?.authority }
  } catch (error) {
    const { code, syscall, port: taken } = error as NodeJS.ErrnoException & { port?: number }
    if (code === undefined || syscall !== 'listen') throw error
    const option = taken === adminPort && port !== adminPort ? '--admin-port' : '--port'
    throw new PortError(whyNoListening({ address: `127.0.0.1:${taken}`, reason: code }), option, error)
  }
}
