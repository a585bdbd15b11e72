import type { BrowserMessage } from '@clearway/rules/messages'
import type { KnownError } from '@clearway/rules/entra'
import type { FieldList } from '@clearway/rules/http'
import type { DecodedToken, FailedCheck } from '@clearway/rules/token'
import type { CorsError } from '@clearway/rules/verdict'

/** Where something stands in the inputs. */
export interface Place {
  /** The input's name. */
  readonly input: string
  /** HAR: the index in `log.entries`. SAZ: the session's number. NetLog: the source's id. */
  readonly entry?: number
  /** Text: the line, from 1. */
  readonly line?: number
  /** Bytes from the start of the input. */
  readonly offset?: number
}

/** One request and its answer, as an input records them. Preflights and redirects are entries of their own. */
export interface Entry {
  readonly at: Place
  /** Milliseconds since 1970, when the capture has times. */
  readonly startedAt?: number
  /** What the browser made the request for, in HAR's words: `preflight`, `fetch`, `xhr`, `document`, `script`… */
  readonly type?: string
  /** The page or script that made the request. */
  readonly initiator?: string
  /** The URL of the page that the entry is filed under. */
  readonly page?: string
  readonly request: RecordedRequest
  /** Absent when no answer came, or none was recorded. */
  readonly response?: RecordedResponse
  /** What the recorder says of a failure, in its own words: `net::ERR_FAILED`, `NS_ERROR_DOM_BAD_URI`. */
  readonly error?: string
  /** NetLog: what Chromium noted down about a preflight. */
  readonly corsError?: CorsError
  /** NetLog: cookies that stayed behind, with Chromium's reasons. */
  readonly cookiesLeftOut?: readonly { readonly name: string; readonly reasons: readonly string[] }[]
  /** Answered from the browser's cache, or by a service worker: nothing was on the wire. */
  readonly answeredBy?: 'cache' | 'service-worker'
}

export interface RecordedRequest {
  /** As on the wire. */
  readonly method: string
  readonly url: string
  /** As recorded; Cookie and Authorization may have been taken out by the recorder. */
  readonly headers: FieldList
  /** True when the recorder shows only what the page asked for, not what was sent. */
  readonly provisional?: true
  /** The first 4 kB of a form or JSON body, where it is recorded. */
  readonly body?: string
}

export interface RecordedResponse {
  readonly status: number
  readonly statusText: string
  readonly headers: FieldList
  /** The first 4 kB of a text body, where it is recorded. */
  readonly body?: string
}

/**
 * What a kind of capture leaves out, so that its absence proves nothing. `authorization`: that header of
 * requests; `cookies`: Cookie and Set-Cookie; `preflights`: no entries for them; `bodies`: of answers;
 * `verdict`: whether the page got the answer; `blocked-headers`: the answers that CORS kept from the page.
 */
export type Lack = 'authorization' | 'cookies' | 'preflights' | 'bodies' | 'verdict' | 'blocked-headers'

/** A line of a browser's console. */
export interface ConsoleMessage {
  readonly at: Place
  readonly message: BrowserMessage
  /** The line as it was pasted, joined and cleaned. */
  readonly text: string
}

/** A token that was found, or a text in a token's place that is none. Never shown itself. */
export interface FoundToken {
  readonly at: Place
  /** `pasted`: the person asks about this token. */
  readonly where: 'pasted' | 'request header' | 'log' | 'body' | 'url'
  readonly token: DecodedToken | FailedCheck
  /** The request that carried it. */
  readonly entry?: Entry
  /** What the guard says of it, where the person asked for it to be verified; empty: it may pass. */
  readonly verified?: readonly FailedCheck[]
}

/** A line of an API's, a proxy's or a client's log that names a known error. */
export interface LogLine {
  readonly at: Place
  readonly error: KnownError
  /** The line, cut. */
  readonly text: string
}

/** Everything that the inputs tell, before anything is made of it. */
export interface Material {
  readonly entries: readonly Entry[]
  readonly messages: readonly ConsoleMessage[]
  readonly tokens: readonly FoundToken[]
  readonly logLines: readonly LogLine[]
  /** What the captures leave out, by the input's name. */
  readonly lacks: ReadonlyMap<string, ReadonlySet<Lack>>
  /** Which browser recorded, by the input's name; absent: not told. */
  readonly recordedBy: ReadonlyMap<string, 'chromium' | 'firefox' | 'webkit'>
}
