import { problemInfo, type ProblemCode } from '@clearway/rules/problems'

/** A negative answer that Clearway itself makes; rendered by `render-refusal.ts` alone. */
export interface Refusal {
  readonly refused: true
  readonly code: ProblemCode
  readonly status: number
  /** What happened to this very request. Shown to the caller: no secret, no internal address. */
  readonly detail: string
  /** `WWW-Authenticate`, on 401. */
  readonly challenge?: string | undefined
  /** Seconds until another try makes sense. */
  readonly retryAfter?: number | undefined
  /** Methods that would have been answered, on 405. */
  readonly allow?: string | undefined
  /** What only the operator's log may know: an internal address, an error's cause. Never a secret. */
  readonly forLog?: string | undefined
}

type Extras = Pick<Refusal, 'challenge' | 'retryAfter' | 'allow' | 'forLog'>

/** Makes a refusal; its status is the catalogue's. */
export const refuse = (code: ProblemCode, detail: string, extras: Extras = {}): Refusal => ({
  refused: true,
  code,
  status: problemInfo(code).status ?? 500,
  detail,
  ...extras,
})
