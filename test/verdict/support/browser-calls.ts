import type { CorsError } from '@clearway/rules/verdict'

import type { Got, PlannedCase } from './page-calls.ts'

/** A real browser with pages that make calls. */
export interface BrowserCalls {
  /** Makes the calls of cases from a page of an origin; `null` for a sandboxed one. */
  run(origin: string, cases: readonly PlannedCase[]): Promise<CaseSeen[]>
  /** Opens an address in a tab of its own, as if typed in. */
  visit(address: string): Promise<void>
  close(): Promise<void>
}

/** What a page, and whoever watches its browser, saw of a case. */
export interface CaseSeen {
  readonly id: string
  /** Milliseconds from the first call to the end of the last. */
  readonly took: number
  readonly calls: readonly {
    readonly got: Got
    /** What the browser's debugger says of CORS, where it has one that does. */
    readonly corsError?: CorsError
  }[]
}
