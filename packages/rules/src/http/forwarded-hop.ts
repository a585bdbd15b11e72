/** What one proxy says of the connection that it received. All three parts may be left out. */
export interface Hop {
  /**
   * The address at the other end; the word `hidden` where the proxy does not tell it (`unknown`, `_secret`).
   */
  readonly from: string | undefined
  readonly proto: 'http' | 'https' | undefined
  /** Host and port as the client named them, in lower case. */
  readonly host: string | undefined
}

/** The hops that a message tells of, the one farthest away first; or why it cannot be read. */
export type Hops =
  | { readonly ok: true; readonly hops: readonly Hop[] }
  | { readonly ok: false; readonly field: string; readonly part: string }

/** A chain of proxies longer than this is a loop or an attack. */
export const maxHops = 50

/** Characters of all forwarding fields of one kind together. */
export const maxForwardedLength = 8192
