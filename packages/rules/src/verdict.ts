/** What a browser does with an exchange: the Fetch standard's CORS protocol, and how three engines really act. Pure. */
export { judge } from './verdict/judge.ts'
export { profiles, type Profile } from './verdict/profile.ts'
export { differences, type Difference, type DifferenceName } from './verdict/differences.ts'
export { steps, type StepId, type StepInfo } from './verdict/steps.ts'
export { isForbiddenHeader, readPageHeaders, type PageHeader } from './verdict/request-headers.ts'
export { problemOf, type CorsError, type CorsErrorName } from './verdict/cors-error.ts'
export type {
  Answer,
  CachedPreflight,
  Call,
  Exchange,
  Hop,
  PreflightCache,
  StoredCookie,
} from './verdict/exchange.ts'
export type {
  Blocked,
  CookieLeftOut,
  Leg,
  NotCors,
  Opaque,
  Readable,
  Undecided,
  Verdict,
} from './verdict/verdict.ts'
