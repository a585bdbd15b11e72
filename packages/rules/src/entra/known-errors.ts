import { aadstsErrors } from './aadsts.ts'
import { aspnetErrors } from './aspnet.ts'
import { b2cErrors } from './b2c.ts'
import { identityModelErrors } from './identity-model.ts'
import { identityWebErrors } from './identity-web.ts'
import type { KnownError } from './known-error.ts'
import { msalErrors } from './msal.ts'
import { adalErrors } from './adal.ts'
import { passportErrors } from './passport.ts'

/** What is known of an error before it is met: everything but the values. */
export type ErrorKind = Omit<KnownError, 'values'>

/** All errors that are known, system by system. */
export const knownErrors: readonly ErrorKind[] = [
  ...aadstsErrors,
  ...b2cErrors,
  ...identityModelErrors,
  ...identityWebErrors,
  ...aspnetErrors,
  ...passportErrors,
  ...msalErrors,
  ...adalErrors,
]
