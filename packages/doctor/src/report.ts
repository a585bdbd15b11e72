import type { Fix, ProblemCode } from '@clearway/rules/problems'
import type { Profile, Verdict } from '@clearway/rules/verdict'

/** What the doctor says: the contract of `--format json`. Its JSON Schema is `docs/reference/report.schema.json`. */
export interface Report {
  readonly schema: 'clearway.report/1'
  readonly inputs: readonly InputReport[]
  /** Errors first, then warnings, then what is worth knowing; within each, the best supported first. */
  readonly findings: readonly Finding[]
  /** How many further findings there are, which are left out; absent: none. The gravest are never among them. */
  readonly findingsLeftOut?: Readonly<Record<Severity, number>>
  /** What could not be looked at, and why: no finding is no proof where something is named here. */
  readonly notChecked: readonly NotChecked[]
  /** After `--token`: the checks that the token passed. */
  readonly held?: readonly HeldCheck[]
  /** After a probe: what the standard and each browser make of the answers. */
  readonly verdicts?: readonly ProfileVerdict[]
}

/** A check of a token that held. */
export interface HeldCheck {
  /** What was looked at: `issuer`, `signature`. */
  readonly check: string
  /** The value that it had. */
  readonly value: string
}

/** What one profile makes of a probed call. */
export interface ProfileVerdict {
  readonly profile: Profile
  readonly outcome: Verdict['outcome']
  /** The step that decided: `C1`. */
  readonly step: string
  /** One sentence. */
  readonly reason: string
}

/** What an input turned out to be. `text`: console lines, log lines and tokens in any mix. */
export type InputKind = 'har' | 'saz' | 'netlog' | 'text' | 'probe' | 'unknown'

/** One input, as it was read. */
export interface InputReport {
  /** The name it was given by: a path as typed, `-` for standard input. */
  readonly name: string
  readonly kind: InputKind
  /** Who wrote it, where it says so: `WebInspector 537.36`. */
  readonly writtenBy?: string
  /** Requests that it records. */
  readonly exchanges: number
  /** What kept all or some of it from being read. */
  readonly problems: readonly InputProblem[]
}

/** Why an input, or a part of it, could not be read. */
export interface InputProblem {
  readonly code: Extract<ProblemCode, `capture/${string}`>
  /** One sentence: what, where, what to do. */
  readonly detail: string
  /** Bytes from the start of the input. */
  readonly offset?: number
}

export type Severity = 'error' | 'warning' | 'info'

/** A problem that the doctor found, with its evidence. */
export interface Finding {
  readonly code: ProblemCode
  /** Usually the catalogue's; a check may know that the case at hand is lighter. */
  readonly severity: Severity
  /** The catalogue's title. */
  readonly title: string
  /** What happened here: who called what, what came back, what the browser did. One to three sentences. */
  readonly summary: string
  /** How often it was seen. */
  readonly count: number
  readonly evidence: readonly Evidence[]
  /** The hops of the call, where they are known: for the drawing. */
  readonly chain?: readonly ChainHop[]
  /** In the order in which to try them. */
  readonly fixes: readonly Fix[]
  /** The problem's page, relative to the project's root. */
  readonly docs: string
}

/** One fact that supports a finding, and where it stands. */
export interface Evidence {
  /** The input's name. */
  readonly input: string
  /** HAR: the index in `log.entries`. SAZ: the session's number. NetLog: the source's id. */
  readonly entry?: number
  /** Text: the line, from 1. */
  readonly line?: number
  /** Bytes from the start of the input. */
  readonly offset?: number
  /** What it is, in words: `response header location`, `token claim exp`, `console line`. */
  readonly what: string
  /** Its value, redacted and cut. */
  readonly value: string
}

/** One request of a call's chain, as the drawing shows it. */
export interface ChainHop {
  readonly kind: 'preflight' | 'call' | 'redirect'
  readonly method: string
  /** Origin and path; the query is cut. */
  readonly url: string
  readonly status?: number
  /** A few words beside it: `Location: https://login…`, `no Access-Control-Allow-Origin`. */
  readonly note?: string
  /** Set on the hop at which the browser stopped. */
  readonly stopped?: true
}

/** A check that could not be made. */
export interface NotChecked {
  /** What would have been looked at, in words. */
  readonly check: string
  /** Why it could not, and what to bring instead. */
  readonly reason: string
}
