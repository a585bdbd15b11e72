import { cookieCases } from './cases/cookies.ts'
import { corsCheckCases } from './cases/cors-checks.ts'
import { methodCases } from './cases/methods.ts'
import { modeCases } from './cases/modes.ts'
import { originCases } from './cases/origins.ts'
import { preflightCacheCases } from './cases/preflight-cache.ts'
import { preflightCases } from './cases/preflights.ts'
import { redirectCases } from './cases/redirects.ts'
import { requestCases } from './cases/requests.ts'
import { requestHeaderCases } from './cases/request-headers.ts'
import type { VerdictCase } from './support/verdict-case.ts'

/** The hand-written cases, but for those about cookies. */
export const handWrittenCases: readonly VerdictCase[] = [
  ...requestCases,
  ...originCases,
  ...methodCases,
  ...requestHeaderCases,
  ...modeCases,
  ...redirectCases,
  ...preflightCases,
  ...preflightCacheCases,
  ...corsCheckCases,
]

export { cookieCases }
