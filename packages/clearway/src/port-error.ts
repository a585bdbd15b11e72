import { whyNoListening } from './why-no-listening.ts'

/** A port that is needed cannot be used; names the option that changes it. */
export class PortError extends Error {
  override readonly name = 'PortError'
  readonly code = 'ERR_PORT'
  constructor(why: string, option: string, cause: unknown) {
    super(`${why}\n  fix: choose another with ${option}`, { cause })
  }
}

/**
 * Waits for something that listens on loopback.
 *
 * @param optionOf - The option that chooses a port.
 * @throws {@link PortError} when the port cannot be had; what else went wrong stays as it is.
 */
export const orPortError = async <Started>(
  starting: Promise<Started>,
  optionOf: (port: number) => string,
): Promise<Started> => {
  try {
    return await starting
  } catch (error) {
    const { code, port, syscall } = error as NodeJS.ErrnoException & { readonly port?: number }
    if (code === undefined || port === undefined || syscall !== 'listen') throw error
    throw new PortError(whyNoListening({ address: `127.0.0.1:${port}`, reason: code }), optionOf(port), error)
  }
}
