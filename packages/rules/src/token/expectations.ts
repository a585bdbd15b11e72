/** What an API expects of an access token. Nothing is expected by default: every list must be given. */
export interface TokenExpectations {
  /**
   * Accepted `iss` values, compared exactly. A value with the literal `{tenantid}`, as Entra's `common`
   * metadata has it (`https://login.microsoftonline.com/{tenantid}/v2.0`), is a template: it matches the
   * issuer of the token's own tenant (`tid`), if `tenants` allows that tenant.
   */
  readonly issuers: readonly string[]
  /**
   * Tenant ids (GUIDs) whose tokens a template accepts. Without it, and when it is empty, a template matches
   * nothing. The entry `*` accepts every tenant of the world: say it only when each caller is authorised by
   * other means. Not applied to issuers without `{tenantid}`.
   */
  readonly tenants?: readonly string[]
  /** Accepted `aud` values, compared exactly; one suffices. */
  readonly audiences: readonly string[]
  /** Delegated permissions (`scp`, or `scope`); the token must have at least one of these. */
  readonly scopes?: readonly string[]
  /** Roles (`roles`); the token must have at least one. With `scopes` given too, either one suffices. */
  readonly roles?: readonly string[]
  /** Claims that must be present with the given value, or with one of the given values. */
  readonly requiredClaims?: Readonly<Record<string, string | readonly string[]>>
  /** Allowed difference between the clocks of issuer and API, in seconds; default 300. */
  readonly skewSeconds?: number
}
