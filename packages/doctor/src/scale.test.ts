import { describe, expect, test } from 'vitest'
import { anEntry, aPreflight } from '../test-support/entries.ts'
import { checks } from './checks/index.ts'
import { recordExchanges } from './exchanges/record-exchanges.ts'
import type { ConsoleMessage, Entry, LogLine, Material } from './material.ts'
import { runChecks } from './run-checks.ts'

/** How often the pipeline looks at an entry, a console line or a log line: its work, by no clock. */
const lookedAt = (sketch: {
  entries: readonly Entry[]
  messages?: readonly ConsoleMessage[]
  logLines?: readonly LogLine[]
}): number => {
  let looks = 0
  const counted = <Item extends object>(items: readonly Item[] = []): readonly Item[] =>
    items.map(
      (item) =>
        new Proxy(item, {
          get(target, name) {
            looks += 1
            return Reflect.get(target, name) as unknown
          },
        }),
    )
  const material: Material = {
    entries: counted(sketch.entries),
    messages: counted(sketch.messages),
    tokens: [],
    logLines: counted(sketch.logLines),
    lacks: new Map(),
    recordedBy: new Map(),
  }
  const exchanges = recordExchanges(material)
  runChecks({ material, exchanges, expectations: {}, now: 0 }, checks)
  return looks
}

const url = 'https://api.example.com/contacts'
const headers = ['Origin', 'https://app.example.com']
const failed = { url, headers, error: 'net::ERR_FAILED' }
const many = <Item>(count: number, make: (entry: number) => Item): Item[] =>
  Array.from({ length: count }, (_, entry) => make(entry))

const line = (number: number): ConsoleMessage => ({
  at: { input: 'console.txt', line: number },
  text: '',
  message: {
    says: 'blocked',
    engine: 'chromium',
    code: 'cors/missing-allow-origin',
    reason: '',
    url,
    origin: 'https://app.example.com',
  },
})
const logLine = (number: number): LogLine => ({
  at: { input: 'api.log', line: number },
  text: '',
  error: { system: 'msal', code: 'x', means: 'x', problem: 'idp/refused', values: {} },
})
const signIn = 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=1'

const shapes: readonly (readonly [what: string, make: (count: number) => Parameters<typeof lookedAt>[0]])[] =
  [
    [
      'failed calls to one URL',
      (n) => ({ entries: many(n, (entry) => anEntry({ ...failed, entry, at: entry })) }),
    ],
    [
      'failed calls to one URL, without times',
      (n) => ({ entries: many(n, (entry) => anEntry({ ...failed, entry })) }),
    ],
    [
      'calls to hosts of their own',
      (n) => ({
        entries: many(n, (entry) => anEntry({ ...failed, entry, url: `https://h${entry}.example.com/` })),
      }),
    ],
    [
      'redirects to themselves',
      (n) => ({
        entries: many(n, (entry) => anEntry({ ...failed, entry, status: 302, answer: ['Location', url] })),
      }),
    ],
    [
      'redirects to themselves, hours apart',
      (n) => ({
        entries: many(n, (entry) =>
          anEntry({ ...failed, entry, at: entry * 7200, status: 302, answer: ['Location', url] }),
        ),
      }),
    ],
    [
      'redirects to each other',
      (n) => ({
        entries: many(n, (entry) =>
          anEntry({
            ...failed,
            entry,
            at: entry,
            url: `${url}/${entry % 2}`,
            status: 302,
            answer: ['Location', `${url}/${1 - (entry % 2)}`],
          }),
        ),
      }),
    ],
    [
      'one endless chain',
      (n) => ({
        entries: many(n, (entry) =>
          anEntry({
            ...failed,
            entry,
            at: entry,
            url: `${url}/${entry}`,
            status: 302,
            answer: ['Location', `${url}/${entry + 1}`],
          }),
        ),
      }),
    ],
    [
      'redirects of one kind to calls of another',
      (n) => ({
        entries: many(n, (entry) =>
          anEntry({
            ...failed,
            entry,
            type: entry % 2 ? 'xhr' : 'fetch',
            status: 302,
            answer: ['Location', url],
          }),
        ),
      }),
    ],
    [
      'expired sessions',
      (n) => ({
        entries: many(n, (entry) =>
          entry % 2
            ? anEntry({ ...failed, entry, url: signIn })
            : anEntry({ ...failed, entry, status: 302, answer: ['Location', signIn] }),
        ),
      }),
    ],
    [
      'preflights, then their calls',
      (n) => ({
        entries: many(n, (entry) =>
          entry < n / 2
            ? aPreflight('PUT', { ...failed, entry })
            : anEntry({ ...failed, entry, method: 'PUT' }),
        ),
      }),
    ],
    [
      'cookies set and calls refused',
      (n) => ({
        entries: many(n, (entry) =>
          anEntry({
            url,
            headers,
            entry,
            at: entry,
            status: entry % 2 ? 401 : 200,
            answer: ['Set-Cookie', `c${entry}=x`, 'Server', `s${entry}`, 'Cache-Control', 'public'],
          }),
        ),
      }),
    ],
    [
      'console lines of one URL',
      (n) => ({ entries: many(n, (entry) => anEntry({ ...failed, entry })), messages: many(n, line) }),
    ],
    [
      'log lines beside failed calls',
      (n) => ({
        entries: many(n, (entry) =>
          anEntry({ ...failed, entry, status: 500, headers: [...headers, 'Authorization', 'Bearer'] }),
        ),
        logLines: many(n, logLine),
      }),
    ],
  ]

describe('five times as much is about five times the work, not twenty-five', () => {
  test.each(shapes)('%s', (_, make) => {
    const [few, many] = [lookedAt(make(100)), lookedAt(make(500))]
    expect(many / few).toBeLessThan(9)
  })
})
