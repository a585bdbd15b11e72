/** The kinds of request that a browser makes. Each gets other answers. */
export type RequestKind =
  /** The browser asks whether a page may make a call. */
  | 'preflight'
  /** A person goes to a page, in a tab or a frame: can follow a redirect to the sign-in, and read HTML. */
  | 'navigation'
  /** A page's code, or a part of a page, fetches something: needs a status and CORS headers. */
  | 'background'
  /** The provider's answer to a sign-in, posted by a form on its page. */
  | 'provider-form-post'

/** A request's kind and what told it. */
export interface Classification {
  readonly kind: RequestKind
  /** Short, stable words of a fixed stock: never a header's value as it came. */
  readonly reasons: readonly string[]
}

/** What is looked at of a request. */
export interface ClassifiableRequest {
  readonly method: string
  /** The combined value of a header, by lower-case name. */
  header(name: string): string | undefined
  /** Whether the path is the sign-in callback. */
  readonly isCallback: boolean
}
