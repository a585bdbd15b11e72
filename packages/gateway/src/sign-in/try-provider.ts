import type { Gateway } from '../gateway.ts'

/**
 * Asks the provider before anybody signs in, so that an authority that cannot work stands in the log at the start. The
 * gateway serves either way: live sessions need no provider.
 */
export const tryProvider = async ({
  provider,
  log,
  stopping,
}: Pick<Gateway, 'provider' | 'log' | 'stopping'>): Promise<void> => {
  const found = await provider.tryMetadata()
  if (found && !stopping.value)
    log.warn({ fault: found.fault, cause: found.detail }, 'nobody can sign in for now')
}
