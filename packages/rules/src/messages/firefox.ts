import type { ProblemCode } from '../problems/problem-code.ts'
import { means, reason, type Reason } from './reason.ts'
import { template, type Template } from './template.ts'

/** What stands before the reason (`security.properties`, en-US). */
export const firefoxPrefixes: readonly Template[] = [
  template(
    'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘{url}’. (Reason:',
  ),
  template(
    'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {url}. (Reason:',
  ),
  template(
    'Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at {url} soon. (Reason:',
  ),
]

/** The prefix as Firefox writes it today. */
export const firefoxPrefix: Template =
  firefoxPrefixes[1] ?? template('Cross-Origin Request Blocked: {url} (Reason:')

/** The prefix of the one reason that puts the address in quotes. */
export const firefoxQuotedPrefix: Template = firefoxPrefixes[0] ?? firefoxPrefix

const ending = '[ Status code: {status}.]'

/** Firefox's reasons, by the names of its categories. */
export const firefoxReasons: readonly Reason[] = [
  // a setting of the browser, not of a server
  reason('CORSDisabled', 'browser/not-cors', 'CORS disabled).', { onlyAfterPrefix: true }),
  reason('CORSDidNotSucceed2', 'browser/not-cors', `CORS request did not succeed).${ending}`),
  reason('CORSOriginHeaderNotAdded', 'browser/not-cors', 'CORS header ‘Origin’ cannot be added).'),
  means('PreflightDisallowedRedirect', 'CORS request external redirect not allowed).', {
    id: 'CORSExternalRedirectNotAllowed',
  }),
  means('CorsDisabledScheme', 'CORS request not http).', { id: 'CORSRequestNotHttp' }),
  means('MissingAllowOriginHeader', `CORS header ‘Access-Control-Allow-Origin’ missing).${ending}`, {
    id: 'CORSMissingAllowOrigin2',
  }),
  means('MultipleAllowOriginValues', 'Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed).', {
    id: 'CORSMultipleAllowOriginNotAllowed',
  }),
  // a list, an invalid value and an empty one are worded like this too
  means('AllowOriginMismatch', 'CORS header ‘Access-Control-Allow-Origin’ does not match ‘{value}’).', {
    id: 'CORSAllowOriginNotMatchingOrigin',
  }),
  means(
    'WildcardOriginNotAllowed',
    'Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).',
    { id: 'CORSNotSupportingCredentials' },
  ),
  means(
    'MethodDisallowedByPreflightResponse',
    'Did not find method in CORS header ‘Access-Control-Allow-Methods’).',
    { id: 'CORSMethodNotFound' },
  ),
  means('InvalidAllowCredentials', 'expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).', {
    id: 'CORSMissingAllowCredentials',
  }),
  means('PreflightInvalidStatus', `CORS preflight response did not succeed).${ending}`, {
    id: 'CORSPreflightDidNotSucceed3',
  }),
  means(
    'InvalidAllowMethodsPreflightResponse',
    'invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Methods’).',
    { id: 'CORSInvalidAllowMethod' },
  ),
  means(
    'InvalidAllowHeadersPreflightResponse',
    'invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Headers’).',
    { id: 'CORSInvalidAllowHeader' },
  ),
  means(
    'HeaderDisallowedByPreflightResponse',
    'header ‘{header}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).',
    { id: 'CORSMissingAllowHeaderFromPreflight2' },
  ),
  reason(
    'CORSAllowHeaderFromPreflightDeprecation',
    'cors/header-not-allowed',
    'When the ‘Access-Control-Allow-Headers’ is ‘*’, the ‘Authorization’ header is not covered. To include the ‘Authorization’ header, it must be explicitly listed in CORS header ‘Access-Control-Allow-Headers’).',
  ),
  // before Firefox 78
  means(
    'HeaderDisallowedByPreflightResponse',
    'missing token ‘{header}’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel).',
    { id: 'CORSMissingAllowHeaderFromPreflight', legacy: true },
  ),
  means('PreflightInvalidStatus', 'CORS preflight channel did not succeed).', {
    id: 'CORSPreflightDidNotSucceed2',
    legacy: true,
  }),
  means('AllowOriginMismatch', 'CORS header ‘Access-Control-Allow-Origin’ does not match ‘{value}’', {
    id: 'CORSAllowOriginNotMatchingOrigin',
    legacy: true,
  }),
]

/**
 * The problem that an unknown reason is about, by the header that it quotes: texts in other languages keep
 * the names of headers.
 */
export const firefoxQuotedHeaders: readonly (readonly [header: string, code: ProblemCode])[] = [
  ['access-control-allow-credentials', 'cors/credentials-not-allowed'],
  ['access-control-allow-methods', 'cors/method-not-allowed'],
  ['access-control-allow-headers', 'cors/header-not-allowed'],
  ['access-control-allow-origin', 'cors/origin-not-allowed'],
]
