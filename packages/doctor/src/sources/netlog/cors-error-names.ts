import type { CorsErrorName } from '@clearway/rules/verdict'

/** `network::mojom::CorsError`, as far as it never changed. */
const always: readonly CorsErrorName[] = [
  'DisallowedByMode',
  'InvalidResponse',
  'WildcardOriginNotAllowed',
  'MissingAllowOriginHeader',
  'MultipleAllowOriginValues',
  'InvalidAllowOriginValue',
  'AllowOriginMismatch',
  'InvalidAllowCredentials',
  'CorsDisabledScheme',
  'PreflightInvalidStatus',
  'PreflightDisallowedRedirect',
  'PreflightWildcardOriginNotAllowed',
  'PreflightMissingAllowOriginHeader',
  'PreflightMultipleAllowOriginValues',
  'PreflightInvalidAllowOriginValue',
  'PreflightAllowOriginMismatch',
  'PreflightInvalidAllowCredentials',
]

const afterwards: readonly CorsErrorName[] = [
  'InvalidAllowMethodsPreflightResponse',
  'InvalidAllowHeadersPreflightResponse',
  'MethodDisallowedByPreflightResponse',
  'HeaderDisallowedByPreflightResponse',
  'RedirectContainsCredentials',
  'InsecureLocalNetwork',
  'InvalidLocalNetworkAccess',
]

/** Until Private Network Access went, two errors about its preflight header stood before the others. */
const early: readonly (CorsErrorName | undefined)[] = [...always, undefined, undefined, ...afterwards]
const late: readonly CorsErrorName[] = [...always, ...afterwards, 'LocalNetworkAccessPermissionDenied']

/** The last version that is known to count as before, and the first that is known not to. */
const lastEarly = 134
const firstLate = 147

/**
 * The name of an error that Chromium writes down as a number.
 *
 * @param version - Chromium's major version. Between the two ways of counting, and where it is not known, a
 *   number whose meaning changed has no name.
 */
export function corsErrorName(number: unknown, version: number | undefined): CorsErrorName | undefined {
  if (typeof number !== 'number') return undefined
  if (version !== undefined && version <= lastEarly) return early[number]
  return version !== undefined && version >= firstLate ? late[number] : always[number]
}
