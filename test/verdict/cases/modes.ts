import type { VerdictCase } from '../support/verdict-case.ts'
import { allow, allowAll, api, call, hop, of, page, preflight, redirect, sister } from './parts.ts'

const stream = { url: 'https://h2.two.test', method: 'POST', body: 'stream' } as const

/** Main fetch: which of its branches a call takes. */
export const modeCases: readonly VerdictCase[] = [
  ...of('M1', {
    'the own origin is read without leave': call({ url: `${page}/a?b` }, hop(allow(undefined, 'ETag', '1'))),
    'the own origin asks nothing': call(
      { url: page, method: 'PATCH', headers: ['X-A', '1'] },
      hop(allow(undefined)),
    ),
    'data: is read without leave': call({ url: 'data:text/plain,hello' }),
    'another port is another origin': call({ url: `${page}:8081` }, hop(allow(undefined))),
    'another scheme is another origin': call({ url: 'https://app.one.test' }, hop(allow(undefined))),
    'a sister is another origin': call({ url: sister }, hop(allow(undefined))),
  }),
  ...of('M2', {
    'same-origin at home': call({ url: page, mode: 'same-origin' }, hop(allow(undefined))),
    'same-origin elsewhere': call({ url: api, mode: 'same-origin' }, hop(allow('*'))),
    'same-origin, redirected within': call(
      { url: page, mode: 'same-origin' },
      hop(redirect('/b')),
      hop(allow(undefined)),
    ),
    'same-origin, redirected elsewhere': call(
      { url: page, mode: 'same-origin' },
      hop(redirect(api)),
      hop(allow('*')),
    ),
  }),
  ...of('M3', {
    'no-cors with redirect follow': call(
      { url: api, mode: 'no-cors' },
      hop(redirect('/b')),
      hop(allow(undefined)),
    ),
    'no-cors with redirect error': call(
      { url: api, mode: 'no-cors', redirect: 'error' },
      hop(allow(undefined)),
    ),
    'no-cors with redirect manual': call(
      { url: api, mode: 'no-cors', redirect: 'manual' },
      hop(allow(undefined)),
    ),
    'no-cors with redirect manual at home': call(
      { url: page, mode: 'no-cors', redirect: 'manual' },
      hop(allow(undefined)),
    ),
  }),
  ...of('M4', {
    'ftp: is not for CORS': call({ url: 'ftp://api.two.test/' }),
    'an unknown scheme is not for CORS': call({ url: 'custom://api.two.test/' }),
    'http: is': call({ url: api }, hop(allow('*'))),
  }),
  ...of('M5', {
    'upload listeners ask first': call(
      { url: api, api: 'xhr', method: 'POST', body: 'bytes', uploadListeners: true },
      hop(allow('*')),
    ),
    'upload listeners ask first and are refused': call(
      { url: api, api: 'xhr', method: 'POST', body: 'bytes', uploadListeners: true },
      hop(allow('*'), allow(undefined)),
    ),
    'upload listeners on a GET': call({ url: api, api: 'xhr', uploadListeners: true }, hop(allow('*'))),
    'upload listeners at home ask nothing': call(
      { url: page, api: 'xhr', method: 'POST', body: 'bytes', uploadListeners: true },
      hop(allow(undefined)),
    ),
    'a stream asks first': { ...call(stream, hop(allow('*'))), origin: 'https://app.one.test' },
    'a stream asks first and is refused': {
      ...call(stream, hop(allow('*'), allow(undefined))),
      origin: 'https://app.one.test',
    },
    'a method asks first': call({ url: api, method: 'DELETE' }, hop(allow('*'))),
    'a header asks first': call({ url: api, headers: ['X-A', '1'] }, hop(allow('*'))),
  }),
  ...of('M6', {
    'a plain call asks nothing': call(
      { url: api, method: 'POST', body: 'bytes' },
      hop(allow('*'), preflight('')),
    ),
    'a plain call is refused by its answer': call(
      { url: api, method: 'POST', body: 'bytes' },
      hop(allow(undefined)),
    ),
  }),
  ...of('CR1', {
    'include goes with credentials': call({ url: api, credentials: 'include' }, hop(allowAll(page))),
    'same-origin goes without them elsewhere': call({ url: api }, hop(allow('*'))),
    'omit goes without them at home': call({ url: page, credentials: 'omit' }, hop(allow(undefined))),
    'include is refused for a wildcard': call({ url: api, credentials: 'include' }, hop(allow('*'))),
  }),
  ...of('OP', {
    'no-cors gives nothing to read': call({ url: api, mode: 'no-cors' }, hop(allow('*', 'ETag', '1'))),
    'no-cors gives nothing, whatever the status': call(
      { url: api, mode: 'no-cors' },
      hop({ status: 500, headers: [] }),
    ),
    'no-cors at home is read': call({ url: page, mode: 'no-cors' }, hop(allow(undefined, 'ETag', '1'))),
    'no-cors from home to another': call(
      { url: page, mode: 'no-cors' },
      hop(redirect(api)),
      hop(allow(undefined)),
    ),
    'no-cors from another to home': call(
      { url: api, mode: 'no-cors' },
      hop(redirect(page)),
      hop(allow(undefined)),
    ),
    'no-cors has no other methods': call({ url: api, mode: 'no-cors', method: 'PUT' }, hop(allow('*'))),
    'no-cors has no other methods at home either': call(
      { url: page, mode: 'no-cors', method: 'PUT' },
      hop(allow('*')),
    ),
  }),
]
