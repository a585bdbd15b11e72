import { accountErrors } from './aadsts/accounts.ts'
import { clientErrors } from './aadsts/clients.ts'
import { faultOnlyErrors } from './aadsts/fault-only.ts'
import { grantErrors } from './aadsts/grants.ts'
import { requestErrors } from './aadsts/requests.ts'
import { resourceErrors } from './aadsts/resources.ts'

/**
 * The errors of Entra that this one can make: the OAuth error code that carries them (`atAuthorize` where the
 * authorization endpoint has another) and the text, where `{name}` stands for a value. Texts are those by
 * which people search.
 */
const errors: typeof requestErrors &
  typeof clientErrors &
  typeof resourceErrors &
  typeof accountErrors &
  typeof grantErrors &
  typeof faultOnlyErrors = {
  ...requestErrors,
  ...clientErrors,
  ...resourceErrors,
  ...accountErrors,
  ...grantErrors,
  ...faultOnlyErrors,
}

/** The number of an error that this Entra can make. */
export type AadstsCode = keyof typeof errors

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

/** The values that the text of one error needs. */
export type AadstsValues<Code extends AadstsCode> = Record<
  Placeholders<(typeof errors)[Code]['text']>,
  string
>

/** All numbers of errors that this Entra can make, in ascending order. */
export const aadstsCodes: readonly AadstsCode[] = Object.keys(errors).map(Number) as AadstsCode[]

interface ErrorEntry {
  readonly error: string
  readonly atAuthorize?: string
  readonly suberror?: string | undefined
  readonly claims?: string | undefined
}

/** Ends a request with one of Entra's errors. Endpoints decide whether it becomes JSON, a page or a redirect. */
export class AadstsError extends Error {
  /** The number after `AADSTS`; of a forced error any. */
  readonly code: number
  /** The OAuth 2.0 error code at the token endpoint. */
  readonly error: string
  /** The OAuth 2.0 error code at the authorization endpoint. */
  readonly atAuthorize: string
  readonly suberror: string | undefined
  /** A claims challenge, as JSON. */
  readonly claims: string | undefined

  constructor(code: number, message: string, entry: ErrorEntry) {
    super(message)
    this.name = 'AadstsError'
    this.code = code
    this.error = entry.error
    this.atAuthorize = entry.atAuthorize ?? entry.error
    this.suberror = entry.suberror
    this.claims = entry.claims
  }
}

/** Values come from requests: what is quoted is short and has no control characters. */
const quotable = (value: string): string => value.replace(/\p{Cc}/gu, ' ').slice(0, 512)

/**
 * Makes one of Entra's errors, to be thrown. The values must be names and identifiers: never a token,
 * a code, a secret or a password.
 */
export function aadsts<Code extends AadstsCode>(
  code: Code,
  ...[values]: keyof AadstsValues<Code> extends never ? [] : [AadstsValues<Code>]
): AadstsError {
  const given = new Map<string, string>(Object.entries(values ?? {}))
  const text = errors[code].text.replace(/\{(\w+)\}/g, (_, name: string) => quotable(given.get(name) ?? ''))
  return new AadstsError(code, text, errors[code])
}

/** The error that a fault forces: any number, also one that this Entra has no reason for by itself. */
export function forcedAadsts(fault: {
  readonly error: number
  readonly suberror?: string
  readonly claims?: string
}): AadstsError {
  const known: (ErrorEntry & { readonly text: string }) | undefined = Object.hasOwn(errors, fault.error)
    ? errors[fault.error as AadstsCode]
    : undefined
  const text = known?.text.replace(/\{(\w+)\}/g, '<$1>') ?? 'This error was asked for by a fault.'
  return new AadstsError(fault.error, text, {
    error: known?.error ?? 'invalid_grant',
    ...(known?.atAuthorize !== undefined && { atAuthorize: known.atAuthorize }),
    suberror: fault.suberror ?? known?.suberror,
    claims: fault.claims ?? known?.claims,
  })
}
