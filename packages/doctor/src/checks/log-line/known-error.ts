import { findKnownErrors, knownErrors, type ErrorSystem, type KnownError } from '@clearway/rules/entra'
import { excerpt } from '@clearway/rules/http'
import type { ProblemCode } from '@clearway/rules/problems'
import { cutText } from '../../cut-text.ts'
import type { LogLine } from '../../material.ts'
import type { Evidence } from '../../report.ts'
import { defineCheck } from '../check.ts'
import { cite } from '../evidence.ts'
import { codeWords } from '../exchange/known-error.ts'
import { findMissingMetadata } from '../exchange/metadata-not-found.ts'
import { fixesFor } from './fixes-for.ts'

const systems: Readonly<Record<ErrorSystem, string>> = {
  entra: 'Entra ID',
  'identity-model': 'The .NET token library (Microsoft.IdentityModel)',
  'identity-web': 'Microsoft.Identity.Web',
  'aspnet-core': 'ASP.NET Core',
  'passport-azure-ad': 'passport-azure-ad',
  msal: 'MSAL',
  adal: 'ADAL',
}

/** What evidence calls a value that an error's text names. */
const valueWords: Readonly<Record<string, string>> = {
  audience: 'token claim aud',
  expectedAudience: 'expected audience',
  expectedAudiences: 'expected audiences',
  issuer: 'token claim iss',
  expectedIssuer: 'expected issuer',
  expectedIssuers: 'expected issuers',
  expires: 'token claim exp',
  notBefore: 'token claim nbf',
  now: 'time of the check',
  key: 'token key id',
  redirectUri: 'redirect URI',
  origin: 'page origin',
  application: 'application',
  tenant: 'tenant',
  resource: 'API asked for',
  scope: 'scope asked for',
  parameter: 'parameter that is missing or wrong',
  metadata: 'metadata address',
}

/** Values that tell one cause from another; times and ids of single requests do not. */
const keyValues = [
  'redirectUri',
  'origin',
  'application',
  'tenant',
  'resource',
  'scope',
  'parameter',
  'metadata',
]

const codes: readonly ProblemCode[] = [
  ...new Set<ProblemCode>([...knownErrors.map(({ problem }) => problem), 'idp/refused']),
]

/** An error of Entra, of a token library or of a sign-in library that a log names. */
export const knownError = defineCheck<'logLine'>({
  name: 'errors that logs name',
  of: 'logLine',
  codes,
  look: (line, { exchanges }) => {
    const { error } = line
    if (isToldByNumber(line)) return undefined
    // MSAL says the same of a host that it does not trust and of metadata that it does not find.
    if (error.code === 'endpoints_resolution_error' && exchanges.some(findMissingMetadata)) return undefined
    return {
      code: error.problem,
      summary: `${systems[error.system]} reports ${codeWords(error)}: ${error.means}${comparison(error)}`,
      subject: subjectOfError(error),
      evidence: [citeLine(line), ...valuesOf(line)],
      fixes: fixesFor(error),
    }
  },
})

const numbered = /\d{4}$/

/** Whether the same line has the same problem with its number: `IDX10223: … The token is expired.` */
function isToldByNumber({ error, text }: LogLine): boolean {
  if (numbered.test(error.code)) return false
  return findKnownErrors(text).some(({ code, problem }) => numbered.test(code) && problem === error.problem)
}

/** Both values side by side, where the text names both. */
function comparison({ problem, values }: KnownError): string {
  if (problem === 'token/audience' && values['audience'] !== undefined)
    return ` The token is for ${shown(values['audience'])}${expects(values['expectedAudience'], values['expectedAudiences'])}.`
  if (problem === 'token/issuer' && values['issuer'] !== undefined)
    return ` The token was issued by ${shown(values['issuer'])}${expects(values['expectedIssuer'], values['expectedIssuers'])}.`
  if (problem === 'token/expired' && values['expires'] !== undefined)
    return ` It expired at ${shown(values['expires'])}${values['now'] === undefined ? '' : `, and the check was made at ${shown(values['now'])}`}.`
  if (values['redirectUri'] !== undefined) return ` The redirect URI is ${shown(values['redirectUri'])}.`
  if (values['origin'] !== undefined) return ` The page is on ${shown(values['origin'])}.`
  return ''
}

function expects(...values: readonly (string | undefined)[]): string {
  const named = values.filter((value) => value !== undefined && value !== '')
  return named.length === 0
    ? ''
    : `; the API expects ${named.map((value) => shown(value ?? '')).join(' or ')}`
}

function shown(value: string): string {
  return `'${excerpt(value, 160)}'`
}

/** ASP.NET Core tells the client in its challenge what the token library has thrown: one failure, two lines. */
const ofOneValidation: ReadonlySet<ErrorSystem> = new Set<ErrorSystem>(['identity-model', 'aspnet-core'])

/** The wrong audience or issuer itself, as with tokens; else the error with what tells it from others of its code. */
function subjectOfError({ system, code, problem, values }: KnownError): string {
  if (problem === 'token/audience' && values['audience'] !== undefined)
    return `audience ${values['audience']}`
  if (problem === 'token/issuer' && values['issuer'] !== undefined) return `issuer ${values['issuer']}`
  if (problem.startsWith('token/') && ofOneValidation.has(system)) return 'the token as .NET validates it'
  const keys = keyValues.flatMap((name) => values[name] ?? [])
  return [system, code, ...keys].join(' ')
}

function citeLine({ at, text }: LogLine): Evidence {
  return { ...at, what: 'log line', value: cutText(text, 500) }
}

function valuesOf({ at, error }: LogLine): readonly Evidence[] {
  return Object.entries(valueWords).flatMap(([name, what]) => {
    const value = error.values[name]
    return value === undefined ? [] : [cite(at, what, value)]
  })
}
