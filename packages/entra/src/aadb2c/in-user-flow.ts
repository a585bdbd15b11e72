import { aadB2c, type AadB2cCode, isAadB2cCode } from '../aadb2c.ts'
import type { AadstsCode } from '../aadsts.ts'
import type { EntraError, ErrorValues } from '../entra-error.ts'

const parameterErrors: Readonly<Record<string, AadB2cCode>> = {
  client_id: 90008,
  scope: 90010,
}

const missing = ({ parameter = '' }: ErrorValues): AadB2cCode => parameterErrors[parameter] ?? 90083

/** B2C’s number for what a request has in the wrong form. */
function malformed({ parameter }: ErrorValues): AadB2cCode {
  if (parameter === 'code_challenge_method') return 90184
  return parameter === 'max_age' ? 90120 : 90085
}

/** For each of Entra’s errors that a user flow can make B2C’s, which may hang on what the error quotes. */
const counterparts: { readonly [Code in AadstsCode]?: AadB2cCode | ((values: ErrorValues) => AadB2cCode) } = {
  // The request.
  50011: 90006,
  500112: 90006,
  900971: ({ uri }) => (uri === undefined ? 90007 : 90006),
  70003: 90086,
  70005: 90013,
  70007: 90014,
  90023: 90043,
  501491: 99059,
  900144: missing,
  900561: 90226,
  9002313: malformed,
  // The client.
  50027: 90017,
  700016: 90018,
  700021: 90017,
  700023: 90017,
  700024: 90017,
  700025: 90084,
  700027: 90017,
  700051: 90057,
  700054: 90057,
  7000215: 90081,
  7000218: 90079,
  7000222: 90081,
  9002326: 90079,
  // The person.
  16000: 90077,
  50020: 90225,
  50034: 90225,
  50053: 90114,
  50057: 90111,
  50058: 90077,
  50126: 90225,
  160021: 90077,
  // Scopes and consent.
  28000: 90146,
  28003: 90146,
  65001: 90205,
  65004: 90091,
  70011: 90117,
  90094: 90205,
  500011: 90117,
  501051: 90205,
  650053: 90117,
  1002012: 90117,
  // The grant.
  54005: 90129,
  70000: 90279,
  70008: 90080,
  501481: ({ verifier }) => (verifier === undefined ? 90183 : 90182),
  700005: 90085,
  700082: 90080,
  700084: 90080,
}

const isWithCounterpart = (code: number): code is keyof typeof counterparts =>
  Object.hasOwn(counterparts, code)

/**
 * An error as user flows of Azure AD B2C word it. What B2C has no word for stays as it is: that a user is not assigned
 * to an application, for example, or a fault that asks for Conditional Access. A fault that forces one of B2C’s own
 * numbers gets that.
 */
export function inUserFlow(error: EntraError): EntraError {
  const { code, family, message } = error
  if (family === 'AADB2C') return error
  const values = { reason: message, ...error.values }
  if (isWithCounterpart(code)) {
    const counterpart = counterparts[code]
    if (counterpart !== undefined) {
      return aadB2c(typeof counterpart === 'function' ? counterpart(values) : counterpart, values)
    }
  }
  return isAadB2cCode(code) ? aadB2c(code) : error
}
