import { homedir } from 'node:os'
import { join } from 'node:path'
import type { AuthorityOptions } from './open-authority.ts'

/** Which of the two authorities: the everyday one, or the one for tests in which this server is Microsoft's. */
export type AuthorityKind = 'local' | 'as-microsoft'

/** Names by which browsers reach this machine: `localhost`, everything below it, and the loopback addresses. */
const localNames = ['localhost']

/** The bases of the names that Microsoft's sign-in answers under. */
const microsoftNames = [
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'sts.windows.net',
  'b2clogin.com',
  'ciamlogin.com',
]

/** What certificates of each authority are issued for. */
export const serverNames: Readonly<Record<AuthorityKind, readonly string[]>> = {
  local: ['localhost', '127.0.0.1', '::1', 'login.clearway.localhost'],
  'as-microsoft': [
    'localhost',
    '127.0.0.1',
    '::1',
    'login.clearway.localhost',
    ...microsoftNames.map((name) => (/^(?:b2c|ciam)login\.com$/.test(name) ? `*.${name}` : name)),
  ],
}

/**
 * Where each authority is kept, and what for. The one that vouches for Microsoft's names is another one in another
 * folder, so that nobody trusts it by trusting the everyday one: a machine that does can be told that anybody is
 * Microsoft.
 *
 * @param env - `XDG_DATA_HOME` counts; without it `~/.local/share`.
 */
export function authorityOptions(
  kind: AuthorityKind,
  env: Readonly<Record<string, string | undefined>>,
): AuthorityOptions {
  const data = join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'clearway')
  return kind === 'local'
    ? { folder: join(data, 'certificates'), permitted: localNames, name: 'Clearway local CA' }
    : {
        folder: join(data, 'certificates-as-microsoft'),
        permitted: [...localNames, ...microsoftNames],
        name: 'Clearway TEST CA for Microsoft names (never trust it on a machine)',
      }
}
