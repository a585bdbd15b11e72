import { inUserFlow } from './aadb2c/in-user-flow.ts'
import type { Emulator } from './emulator.ts'
import { EntraError } from './entra-error.ts'
import type { EndpointName } from './events.ts'
import type { Place } from './place.ts'

/** What was thrown, as the address that was called words it. Throws again what is no refusal. */
export function refusalOf(thrown: unknown, { policy }: Pick<Place, 'policy'>): EntraError {
  if (!(thrown instanceof EntraError)) throw thrown
  return policy === undefined ? thrown : inUserFlow(thrown)
}

/** Tells that a request was refused. */
export function emitRefusal(
  emulator: Pick<Emulator, 'emit'>,
  endpoint: EndpointName,
  { code, family }: EntraError,
  app?: string,
): void {
  emulator.emit({
    type: 'refused',
    endpoint,
    code,
    ...(family === 'AADB2C' && { family }),
    ...(app !== undefined && { app }),
  })
}
