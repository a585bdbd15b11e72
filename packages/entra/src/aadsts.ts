import { accountErrors } from './aadsts/accounts.ts'
import { clientErrors } from './aadsts/clients.ts'
import { faultOnlyErrors } from './aadsts/fault-only.ts'
import { grantErrors } from './aadsts/grants.ts'
import { requestErrors } from './aadsts/requests.ts'
import { resourceErrors } from './aadsts/resources.ts'
import { EntraError, type ErrorEntry, type ErrorValues } from './entra-error.ts'

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

/** The values that the text of one error needs, and any that its counterpart in a user flow has room for. */
export type AadstsValues<Code extends AadstsCode> = Readonly<
  Record<Placeholders<(typeof errors)[Code]['text']>, string>
> &
  ErrorValues

/** All numbers of errors that this Entra can make, in ascending order. */
export const aadstsCodes: readonly AadstsCode[] = Object.keys(errors).map(Number) as AadstsCode[]

/**
 * Makes one of Entra's errors, to be thrown. The values must be names and identifiers: never a token,
 * a code, a secret or a password.
 */
export function aadsts<Code extends AadstsCode>(
  code: Code,
  ...[values]: Placeholders<(typeof errors)[Code]['text']> extends never
    ? [ErrorValues?]
    : [AadstsValues<Code>]
): EntraError {
  return new EntraError('AADSTS', code, errors[code], values ?? {})
}

/** The error that a fault forces: any number, also one that this Entra has no reason for by itself. */
export function forcedAadsts(fault: {
  readonly error: number
  readonly suberror?: string
  readonly claims?: string
}): EntraError {
  const known: ErrorEntry | undefined = Object.hasOwn(errors, fault.error)
    ? errors[fault.error as AadstsCode]
    : undefined
  const entry = known ?? { error: 'invalid_grant', text: 'This error was asked for by a fault.' }
  const { claims = entry.claims, suberror = entry.suberror } = fault
  return new EntraError('AADSTS', fault.error, { ...entry, claims, suberror }, {})
}
