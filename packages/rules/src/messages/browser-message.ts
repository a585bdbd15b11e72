import type { ProblemCode } from '../problems/problem-code.ts'
import type { CorsError } from '../verdict/cors-error.ts'

/** What one line of a browser's console says about a call that failed. */
export type BrowserMessage = BlockedByCors | LookAlike | Unspecific

interface Said {
  readonly engine: 'chromium' | 'firefox' | 'webkit'
  /** The URL that failed, as the line has it: after redirects that is not the one that the page called. */
  readonly url?: string
}

/** The browser blocked a call for CORS, and says why. */
export interface BlockedByCors extends Said {
  readonly says: 'blocked'
  readonly code: ProblemCode
  /** The URL that the page called, when the line names another one as redirected. */
  readonly redirectedFrom?: string
  /** The page's origin. */
  readonly origin?: string
  /** `fetch`, `XMLHttpRequest`, `script`, `font`… */
  readonly api?: string
  /** The error in Chromium's names, where the line means one of them. */
  readonly corsError?: CorsError
  /** The line's reason, without prefix and addresses. */
  readonly reason: string
  /** The status that the line names. */
  readonly status?: number
}

/** What people call CORS and is not. */
export interface LookAlike extends Said {
  readonly says: 'not-cors'
  readonly kind: LookAlikeKind
  /** The error's name or the directive: `net::ERR_NAME_NOT_RESOLVED`, `connect-src 'self'`. */
  readonly detail: string
}

export type LookAlikeKind =
  | 'content-security-policy'
  | 'mixed-content'
  | 'name-not-resolved'
  | 'connection'
  | 'certificate'
  | 'blocked-by-client'
  | 'response-policy'
  | 'offline'
  | 'aborted'
  | 'timeout'
  | 'html-instead-of-json'
  | 'opaque-body'
  | 'http-status'

/** A line that tells only that something failed: `TypeError: Failed to fetch`, `net::ERR_FAILED`. */
export interface Unspecific extends Said {
  readonly says: 'failed'
}
