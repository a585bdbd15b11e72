import type { ProblemCode } from '../problems/problem-code.ts'
import type { CorsError } from './cors-error.ts'
import type { DifferenceName } from './differences.ts'
import type { PreflightCache } from './exchange.ts'
import type { Profile } from './profile.ts'
import type { StepId } from './steps.ts'

/** What a browser does with an exchange. */
export type Verdict = Readable | Blocked | Opaque | NotCors | Undecided

/** What every verdict tells. */
interface Judged {
  readonly profile: Profile
  /** The step that decided. */
  readonly step: StepId
  /** One sentence with the values that decided. Holds names, origins and header values, never a secret. */
  readonly reason: string
  /** What the browser sent, in order; a leg that it would have sent but for a refusal is not there. */
  readonly legs: readonly Leg[]
  /** What the browser remembers afterwards. */
  readonly preflightCache: PreflightCache
  /** Named differences between browsers that had a part in this verdict or in what was sent. */
  readonly differences: readonly DifferenceName[]
}

/** The page's code gets the answer. */
export interface Readable extends Judged {
  readonly outcome: 'readable'
  /** `type` of the Response. */
  readonly responseType: 'basic' | 'cors'
  readonly status: number
  /** Names of the answer's headers that the page may read, in lower case, sorted. */
  readonly exposed: readonly string[]
}

/** The page's code gets an error, and nothing of the answer. */
export interface Blocked extends Judged {
  readonly outcome: 'blocked'
  readonly code: ProblemCode
  /** What Chromium calls it; absent where Chromium has no name for it. */
  readonly corsError?: CorsError
  /** Which hop, counted from 0, and which of its two requests. */
  readonly hop: number
  readonly at: 'preflight' | 'call'
}

/** The page's code gets a Response in which nothing can be read. */
export interface Opaque extends Judged {
  readonly outcome: 'opaque'
  readonly responseType: 'opaque' | 'opaqueredirect'
}

/** CORS has no say: navigations, WebSockets, `data:` and `blob:` URLs. */
export interface NotCors extends Judged {
  readonly outcome: 'not-cors'
}

/** The exchange lacks what the next step would look at. */
export interface Undecided extends Judged {
  readonly outcome: 'undecided'
  readonly hop: number
  /** What is missing. */
  readonly missing: 'preflight' | 'call'
}

/** One request as the browser sent it. */
export interface Leg {
  readonly hop: number
  readonly kind: 'preflight' | 'call'
  /** Without its fragment. */
  readonly url: string
  readonly method: string
  /** The Origin header; absent when none is sent. */
  readonly origin?: string
  /** On a preflight: Access-Control-Request-Method. */
  readonly requestMethod?: string
  /** On a preflight: Access-Control-Request-Headers, absent when none is sent. */
  readonly requestHeaders?: string
  /** Headers of the page's that the browser left out, in lower case: forbidden ones, or taken off at a redirect. */
  readonly stripped: readonly string[]
  /** Whether cookies may go along at all (the request's credentials mode). */
  readonly credentials: boolean
  /** Names of the cookies that go along, of those the exchange knows. */
  readonly cookies: readonly string[]
  /** Cookies that belong to this URL and stay behind, with the reason. */
  readonly cookiesLeftOut: readonly CookieLeftOut[]
}

/** A cookie that belongs to a URL and did not go along. */
export interface CookieLeftOut {
  readonly name: string
  readonly reason:
    | 'credentials-mode'
    | 'same-site-strict'
    | 'same-site-lax'
    | 'same-site-unspecified'
    | 'same-site-none-without-secure'
    | 'not-secure'
    | 'third-party-blocked'
    | 'other-partition'
}
