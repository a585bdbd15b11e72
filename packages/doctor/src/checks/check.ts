import type { Fix, ProblemCode, Stack } from '@clearway/rules/problems'
import type { RecordedExchange } from '../exchanges/recorded-exchange.ts'
import type { ConsoleMessage, FoundToken, Lack, LogLine, Material } from '../material.ts'
import type { ChainHop, Evidence, Severity } from '../report.ts'

/** What a check sees besides the one thing that it looks at. */
export interface Case {
  readonly material: Material
  /** In the order of time. */
  readonly exchanges: readonly RecordedExchange[]
  /** What the person knows about the API: `--audience`, `--issuer`, `--scope`. */
  readonly expectations: Expectations
  /** Seconds since 1970. */
  readonly now: number
}

/** What an API expects of its tokens, as far as the person told. */
export interface Expectations {
  readonly audiences?: readonly string[]
  readonly issuers?: readonly string[]
  readonly scopes?: readonly string[]
  readonly tenants?: readonly string[]
}

/** The things that checks look at, each with its own kind of check. */
export interface Subjects {
  readonly exchange: RecordedExchange
  readonly message: ConsoleMessage
  readonly token: FoundToken
  readonly logLine: LogLine
}

/** A problem as a check found it; what the catalogue knows is added later. */
export interface Found {
  readonly code: ProblemCode
  /** Default: the catalogue's. */
  readonly severity?: Severity
  readonly summary: string
  /**
   * What it is about, so that the same problem in other inputs is joined to it: usually {@link subjectOf} of
   * the called URL.
   */
  readonly subject: string
  /** The calling page's origin, where it is known; of calls and console lines it is filled in. */
  readonly page?: string
  /** The origin that was called, likewise. */
  readonly called?: string
  /** The software that answered, as far as it is told, the one to look at first in front; filled in likewise. */
  readonly answeredBy?: readonly Stack[]
  /**
   * The value that decided: the header that is not allowed, what the answer allows instead. Findings of one
   * code with the same page, called origin and cause are one finding, whichever addresses they are about.
   * Absent where each address has a cause of its own.
   */
  readonly cause?: string
  /** Set where the page went on: such findings are not joined to those of calls that stayed failed. */
  readonly recovered?: true
  readonly evidence: readonly Evidence[]
  readonly chain?: readonly ChainHop[]
  /** Fixes for the case at hand, before the catalogue's. */
  readonly fixes?: readonly Fix[]
}

/** One check: looks at one kind of thing and finds one cause. One file each. */
export interface Check<Kind extends keyof Subjects = keyof Subjects> {
  /** What it looks for, in words, as `notChecked` names it: `cookies that stayed behind`. */
  readonly name: string
  readonly of: Kind
  /** The codes that it may find. */
  readonly codes: readonly ProblemCode[]
  /** What it cannot do without: where a capture leaves this out, the check is named in `notChecked`. */
  readonly needs?: readonly Lack[]
  /**
   * Of the checks that explain why a thing failed only the first that finds something is heard, in the order
   * of the index. A check that `adds` is always heard: it names what is no failure, or not yet.
   */
  readonly adds?: true
  look(subject: Subjects[Kind], all: Case): Found | undefined
}

/** Declares a check; nothing but types. */
export function defineCheck<Kind extends keyof Subjects>(check: Check<Kind>): Check<Kind> {
  return check
}
