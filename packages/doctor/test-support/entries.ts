import type { FieldList } from '@clearway/rules/http'
import type { Entry } from '../src/material.ts'

/** What a test says of an entry; the rest is usual. */
export interface EntrySketch {
  readonly entry?: number
  readonly input?: string
  /** Seconds after the capture's start. */
  readonly at?: number
  readonly method?: string
  readonly url?: string
  readonly headers?: FieldList
  readonly type?: string
  readonly status?: number
  readonly answer?: FieldList
  readonly error?: string
  readonly body?: string
  readonly requestBody?: string
}

export const start: number = Date.UTC(2026, 10, 20, 9, 0, 0)

/** An entry as a source would make it: by default a fetch that came back with 200. */
export const anEntry = (sketch: EntrySketch = {}): Entry => {
  const { entry = 0, input = 'a.har', at, method = 'GET', url = 'https://api.example.com/contacts' } = sketch
  const { headers = [], type = 'fetch', status = 200, answer = [], error, body, requestBody } = sketch
  return {
    at: { input, entry },
    ...(at !== undefined && { startedAt: start + at * 1000 }),
    type,
    request: { method, url, headers, ...(requestBody !== undefined && { body: requestBody }) },
    ...(status > 0 && {
      response: { status, statusText: '', headers: answer, ...(body !== undefined && { body }) },
    }),
    ...(error !== undefined && { error }),
  }
}

/** The preflight for a method and headers. */
export const aPreflight = (requestMethod: string, sketch: EntrySketch = {}): Entry =>
  anEntry({
    method: 'OPTIONS',
    type: 'preflight',
    status: 204,
    ...sketch,
    headers: ['Access-Control-Request-Method', requestMethod, ...(sketch.headers ?? [])],
  })
