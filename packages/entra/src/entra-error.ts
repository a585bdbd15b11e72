/** Values for the places in an error's text, by name. */
export type ErrorValues = Readonly<Record<string, string>>

/** One kind of error: the OAuth 2.0 error code that carries it, and its text. */
export interface ErrorEntry {
  readonly error: string
  /** Where the authorization endpoint has another OAuth 2.0 error code. */
  readonly atAuthorize?: string
  readonly suberror?: string | undefined
  /** A claims challenge, as JSON. */
  readonly claims?: string | undefined
  /** `{name}` stands for a value. */
  readonly text: string
}

/** Values come from requests: what is quoted is short and has no control characters. */
const quotable = (value: string): string => value.replace(/\p{Cc}/gu, ' ').slice(0, 512)

/** Ends a request with one of Entra's errors. Endpoints decide whether it becomes JSON, a page or a redirect. */
export class EntraError extends Error {
  /** What stands before the number: user flows of Azure AD B2C have numbers of their own. */
  readonly family: 'AADSTS' | 'AADB2C'
  /** The number; of a forced error any. */
  readonly code: number
  /** The OAuth 2.0 error code at the token endpoint. */
  readonly error: string
  /** The OAuth 2.0 error code at the authorization endpoint. */
  readonly atAuthorize: string
  readonly suberror: string | undefined
  /** A claims challenge, as JSON. */
  readonly claims: string | undefined
  /** What is quoted in its text, and in that of the same error in a user flow. */
  readonly values: ErrorValues

  constructor(family: EntraError['family'], code: number, entry: ErrorEntry, values: ErrorValues) {
    const given = new Map(Object.entries(values))
    super(entry.text.replace(/\{(\w+)\}/g, (_, name: string) => quotable(given.get(name) ?? `<${name}>`)))
    this.name = 'EntraError'
    this.family = family
    this.code = code
    this.error = entry.error
    this.atAuthorize = entry.atAuthorize ?? entry.error
    this.suberror = entry.suberror
    this.claims = entry.claims
    this.values = values
  }

  /** The code as people search for it, such as `AADSTS50011`. */
  get fullCode(): string {
    return `${this.family}${this.code}`
  }
}
