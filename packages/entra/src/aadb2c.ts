import { userFlowErrors } from './aadb2c/user-flow-errors.ts'
import { EntraError, type ErrorValues } from './entra-error.ts'

/** The number of an error that user flows can make. */
export type AadB2cCode = keyof typeof userFlowErrors

/** All numbers of errors that user flows can make, in ascending order. */
export const aadB2cCodes: readonly AadB2cCode[] = Object.keys(userFlowErrors).map(Number) as AadB2cCode[]

/** Whether a number is that of an error of user flows. */
export const isAadB2cCode = (code: number): code is AadB2cCode => Object.hasOwn(userFlowErrors, code)

/**
 * Makes one of B2C's errors, to be thrown at a user flow's address. The values must be names, identifiers and times:
 * never a token, a code, a secret or a password.
 */
export function aadB2c(code: AadB2cCode, values: ErrorValues = {}): EntraError {
  return new EntraError('AADB2C', code, userFlowErrors[code], values)
}
