import { expect, test } from 'vitest'
import { api, capture, keptBack, page, type Around, type Recorded } from '../../../test-support/recorded.ts'
import { circumstancesOf } from './circumstances.ts'
import { calledEntry } from './entries.ts'

const url = `${api}/a`
const noted = (recorded: Recorded, around: Around = {}): unknown =>
  capture([recorded], around).exchanges.flatMap((exchange) =>
    circumstancesOf(exchange, calledEntry(exchange)).map(({ what, value }) => `${what}: ${value}`),
  )

test.each<[string, Recorded, string]>([
  [
    'a script of an extension',
    { url, status: 200, initiator: 'chrome-extension://abc/x.js' },
    'made by: a browser extension: chrome-extension://abc/x.js',
  ],
  [
    'a page of an extension',
    { url, status: 200, asks: { origin: 'moz-extension://abc' } },
    'made by: a browser extension: moz-extension://abc',
  ],
  [
    'a service worker',
    { url, status: 200, answeredBy: 'service-worker' },
    "answered by: the page's service worker",
  ],
  ['the cache', { url, status: 200, answeredBy: 'cache' }, "answered by: the browser's cache"],
  [
    'a remembered preflight',
    { url, method: 'PUT', status: 200, error: keptBack },
    'preflight: none recorded: the browser went by an earlier answer (Access-Control-Max-Age)',
  ],
])('%s', (_, recorded, note) => expect(noted(recorded)).toEqual([note]))

test.each<[string, Recorded, Around]>([
  ['a plain call', { url, status: 200 }, {}],
  ['a recorder that shows no preflights', { url, method: 'PUT', status: 200 }, { lacks: ['preflights'] }],
  ['a call within one origin', { url: `${page}/a`, method: 'PUT', status: 200 }, {}],
])('%s has none', (_, recorded, around) => expect(noted(recorded, around)).toEqual([]))
