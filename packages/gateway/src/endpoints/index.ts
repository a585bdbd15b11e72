import { callback } from './callback.ts'
import type { Endpoint } from './endpoint.ts'
import { keys } from './keys.ts'
import { problems } from './problems.ts'
import { renew } from './renew.ts'
import { session } from './session.ts'
import { signIn } from './sign-in.ts'
import { signedOut, signOut } from './sign-out.ts'

/** The gateway's own endpoints, by their name behind `/.clearway/`, on every external origin. */
export const endpoints: ReadonlyMap<string, Endpoint> = new Map([
  ['sign-in', signIn],
  ['callback', callback],
  ['sign-out', signOut],
  ['signed-out', signedOut],
  ['session', session],
  ['renew', renew],
  ['keys', keys],
  ['problems', problems],
])
