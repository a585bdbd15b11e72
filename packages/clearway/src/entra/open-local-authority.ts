import type { Authority, AuthorityKind } from '@clearway/entra/certificates'

/** The certificate authority cannot be read or kept. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError'
  readonly code = 'ERR_AUTHORITY'
}

/** A certificate authority of this user's, and the names that certificates of it are for. */
export interface LocalAuthority {
  readonly authority: Authority
  readonly serverNames: readonly string[]
}

/**
 * Opens one of the certificate authorities of this user, and makes it the first time.
 *
 * @throws {@link AuthorityError} `ERR_AUTHORITY`, with what to do.
 */
export const openLocalAuthority = async (kind: AuthorityKind): Promise<LocalAuthority> => {
  const { authorityOptions, openAuthority, serverNames } = await import('@clearway/entra/certificates')
  const options = authorityOptions(kind, process.env)
  try {
    return { authority: await openAuthority(options), serverNames: serverNames[kind] }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new AuthorityError(
      `the certificate authority cannot be kept in ${options.folder} (${code})\n` +
        '  fix: name another folder in XDG_DATA_HOME',
      { cause: error },
    )
  }
}
