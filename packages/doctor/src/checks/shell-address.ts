/** A URL for a command line: its origin and path in single quotes, without user, query and fragment. */
export function shellAddress(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `'${`${protocol}//${host}${pathname}`.replaceAll("'", '%27')}'`
}
