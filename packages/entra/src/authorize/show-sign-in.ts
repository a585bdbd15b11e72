import type { EntraError } from '../entra-error.ts'
import type { Answer } from '../answer.ts'
import { accountsAt } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import { signInPage } from '../pages/sign-in-page.ts'
import type { AuthorizeRequest } from './parse-authorize.ts'

/**
 * The sign-in page for a request, with everybody who may sign in at its address.
 * @param refused why the account chosen before could not sign in, and the name typed
 */
export function showSignIn(
  emulator: Emulator,
  wanted: AuthorizeRequest,
  cookies: string | undefined,
  refused: { readonly error?: EntraError; readonly name?: string } = {},
): Answer {
  return signInPage(wanted, {
    accounts: accountsAt(emulator.directory, wanted.address),
    signedIn: new Set(emulator.sessions.accounts(cookies).map(({ userId }) => userId)),
    ...refused,
  })
}
