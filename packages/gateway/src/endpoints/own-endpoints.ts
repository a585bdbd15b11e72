import { ownPrefix, problemsPath, type EndpointName } from '../own-paths.ts'
import { callback } from './callback.ts'
import type { Endpoint } from './endpoint.ts'
import { keys } from './keys.ts'
import { problems } from './problems.ts'
import { renew } from './renew.ts'
import { session } from './session.ts'
import { signIn } from './sign-in.ts'
import { signedOut, signOut } from './sign-out.ts'

const named: Readonly<Record<EndpointName, Endpoint>> = {
  'sign-in': signIn,
  callback,
  'sign-out': signOut,
  'signed-out': signedOut,
  session,
  renew,
  keys,
  problems,
}

const byPath: ReadonlyMap<string, Endpoint> = new Map(
  Object.entries(named).map(([name, endpoint]) => [ownPrefix + name, endpoint]),
)

/** The gateway's own endpoint at a path, on whatever external origin. */
export const ownEndpointAt = (path: string): Endpoint | undefined =>
  path.startsWith(problemsPath) ? problems : byPath.get(path)
