import type { ProblemCode } from '../problems/problem-code.ts'

/** Why Chromium blocked a call, in its own names (`network::mojom::CorsError`, and the protocol's additions). */
export type CorsErrorName =
  | 'DisallowedByMode'
  | 'InvalidResponse'
  | 'WildcardOriginNotAllowed'
  | 'MissingAllowOriginHeader'
  | 'MultipleAllowOriginValues'
  | 'InvalidAllowOriginValue'
  | 'AllowOriginMismatch'
  | 'InvalidAllowCredentials'
  | 'CorsDisabledScheme'
  | 'PreflightInvalidStatus'
  | 'PreflightDisallowedRedirect'
  | 'PreflightWildcardOriginNotAllowed'
  | 'PreflightMissingAllowOriginHeader'
  | 'PreflightMultipleAllowOriginValues'
  | 'PreflightInvalidAllowOriginValue'
  | 'PreflightAllowOriginMismatch'
  | 'PreflightInvalidAllowCredentials'
  | 'InvalidAllowMethodsPreflightResponse'
  | 'InvalidAllowHeadersPreflightResponse'
  | 'MethodDisallowedByPreflightResponse'
  | 'HeaderDisallowedByPreflightResponse'
  | 'RedirectContainsCredentials'
  | 'InsecureLocalNetwork'
  | 'InvalidLocalNetworkAccess'
  | 'LocalNetworkAccessPermissionDenied'
  | 'NoCorsRedirectModeNotFollow'

/** A name and the value that Chromium reports with it, empty where it reports none. */
export interface CorsError {
  readonly name: CorsErrorName
  readonly parameter: string
}

/**
 * The problem that one of Chromium's errors stands for.
 *
 * A verdict's own code can be finer: a mismatch with an Origin of `null` is `cors/tainted-origin` or
 * `cors/opaque-origin` there.
 */
export function problemOf(name: CorsErrorName): ProblemCode {
  return problems[name]
}

/** The name that Chromium uses when the same check fails on a preflight's answer. */
export function onPreflight(error: CorsError): CorsError {
  const name = preflightNames[error.name]
  return name === undefined ? error : { name, parameter: error.parameter }
}

const problems: Readonly<Record<CorsErrorName, ProblemCode>> = {
  DisallowedByMode: 'cors/forbidden-by-mode',
  InvalidResponse: 'cors/redirect-not-followed',
  WildcardOriginNotAllowed: 'cors/wildcard-with-credentials',
  MissingAllowOriginHeader: 'cors/missing-allow-origin',
  MultipleAllowOriginValues: 'cors/multiple-allow-origin',
  InvalidAllowOriginValue: 'cors/invalid-allow-origin',
  AllowOriginMismatch: 'cors/origin-not-allowed',
  InvalidAllowCredentials: 'cors/credentials-not-allowed',
  CorsDisabledScheme: 'cors/scheme-not-supported',
  PreflightInvalidStatus: 'cors/preflight-status',
  PreflightDisallowedRedirect: 'cors/preflight-redirected',
  PreflightWildcardOriginNotAllowed: 'cors/wildcard-with-credentials',
  PreflightMissingAllowOriginHeader: 'cors/missing-allow-origin',
  PreflightMultipleAllowOriginValues: 'cors/multiple-allow-origin',
  PreflightInvalidAllowOriginValue: 'cors/invalid-allow-origin',
  PreflightAllowOriginMismatch: 'cors/origin-not-allowed',
  PreflightInvalidAllowCredentials: 'cors/credentials-not-allowed',
  InvalidAllowMethodsPreflightResponse: 'cors/invalid-allow-list',
  InvalidAllowHeadersPreflightResponse: 'cors/invalid-allow-list',
  MethodDisallowedByPreflightResponse: 'cors/method-not-allowed',
  HeaderDisallowedByPreflightResponse: 'cors/header-not-allowed',
  RedirectContainsCredentials: 'cors/redirect-with-credentials',
  InsecureLocalNetwork: 'cors/local-network',
  InvalidLocalNetworkAccess: 'cors/local-network',
  LocalNetworkAccessPermissionDenied: 'cors/local-network',
  NoCorsRedirectModeNotFollow: 'cors/forbidden-by-mode',
}

const preflightNames: Readonly<Partial<Record<CorsErrorName, CorsErrorName>>> = {
  WildcardOriginNotAllowed: 'PreflightWildcardOriginNotAllowed',
  MissingAllowOriginHeader: 'PreflightMissingAllowOriginHeader',
  MultipleAllowOriginValues: 'PreflightMultipleAllowOriginValues',
  InvalidAllowOriginValue: 'PreflightInvalidAllowOriginValue',
  AllowOriginMismatch: 'PreflightAllowOriginMismatch',
  InvalidAllowCredentials: 'PreflightInvalidAllowCredentials',
}
