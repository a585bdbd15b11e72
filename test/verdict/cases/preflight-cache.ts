import type { Answer, Call, Exchange } from '@clearway/rules/verdict'

import type { VerdictCase } from '../support/verdict-case.ts'
import { allow, allowAll, api, call, hop, of, page, preflight, redirect, third } from './parts.ts'

const put: Call = { url: api, method: 'PUT' }
const withAge = (...values: readonly string[]): Answer =>
  preflight('PUT', 'x-a', ...values.flatMap((value) => ['Access-Control-Max-Age', value]))
const minute = withAge('60')
const withMatch = preflight('PUT', 'if-match', 'Access-Control-Max-Age', '60')
const ifMatch: Call = { ...put, headers: ['If-Match', '1'] }
const ifMatchXhr: Call = { ...ifMatch, api: 'xhr' }
/** Calls of one URL in turn, to a server that always answers so. */
const turns = (before: Answer, answer: Answer, ...calls: readonly Call[]): Exchange[] =>
  calls.map((each) => call({ ...each, url: api }, hop(answer, before)))
const twice = (before: Answer): Exchange[] => turns(before, allow('*'), put, put)
const included = (headers: readonly string[]): Answer =>
  allowAll(page, ...headers, 'Access-Control-Max-Age', '60')

/** What browsers remember of preflight answers, call after call. */
export const preflightCacheCases: readonly VerdictCase[] = of('P10', {
  'no Max-Age': twice(preflight('PUT')),
  'Max-Age 60': twice(minute),
  'Max-Age 0': twice(withAge('0')),
  'Max-Age -1': twice(withAge('-1')),
  'Max-Age abc': twice(withAge('abc')),
  'Max-Age empty': twice(withAge('')),
  'Max-Age 60.5': twice(withAge('60.5')),
  'Max-Age 60s': twice(withAge('60s')),
  'Max-Age +60': twice(withAge('+60')),
  'Max-Age "60, 60"': twice(withAge('60, 60')),
  'Max-Age twice': twice(withAge('60', '60')),
  'Max-Age 0 and 60': twice(withAge('0', '60')),
  'Max-Age beyond measure': twice(withAge('99999999999999999999')),
  'another method asks again': turns(minute, allow('*'), put, { ...put, method: 'DELETE' }),
  'another method that the first answer allowed': turns(
    preflight('PUT, DELETE', undefined, 'Access-Control-Max-Age', '60'),
    allow('*'),
    put,
    { ...put, method: 'DELETE' },
  ),
  'the first answer allowed every method': turns(
    preflight('*', '*', 'Access-Control-Max-Age', '60'),
    allow('*'),
    put,
    { ...put, method: 'DELETE', headers: ['X-Z', '1'] },
  ),
  'the first answer allowed every header, Authorization comes': turns(
    preflight('*', '*', 'Access-Control-Max-Age', '60'),
    allow('*'),
    put,
    { ...put, headers: ['Authorization', '1'] },
  ),
  'another header that the first answer allowed': turns(minute, allow('*'), put, {
    ...put,
    headers: ['X-A', '1'],
  }),
  'another header asks again': turns(minute, allow('*'), put, { ...put, headers: ['X-B', '1'] }),
  'a plain call does not care': turns(minute, allow('*'), put, { url: api }),
  'a refused one is asked again': turns(
    preflight('GET', undefined, 'Access-Control-Max-Age', '60'),
    allow('*'),
    put,
    put,
  ),
  'an insufficient one takes away what was known': turns(
    minute,
    allow('*'),
    put,
    { ...put, headers: ['X-B', '1'] },
    put,
  ),
  'omit after include': turns(
    included(['Access-Control-Allow-Methods', 'PUT']),
    allowAll(page),
    { ...put, credentials: 'include' },
    { ...put, credentials: 'omit' },
  ),
  'include after omit': turns(
    included(['Access-Control-Allow-Methods', 'PUT']),
    allowAll(page),
    { ...put, credentials: 'omit' },
    { ...put, credentials: 'include' },
  ),
  'include, omit, include': turns(
    included(['Access-Control-Allow-Methods', 'PUT']),
    allowAll(page),
    { ...put, credentials: 'include' },
    { ...put, credentials: 'omit' },
    { ...put, credentials: 'include' },
  ),
  '* with include is a name': turns(
    included(['Access-Control-Allow-Methods', '*', 'Access-Control-Allow-Headers', '*, x-a']),
    allowAll(page),
    { url: api, headers: ['X-A', '1'], credentials: 'include' },
    { ...put, credentials: 'include' },
  ),
  'no-store asks again': turns(minute, allow('*'), put, { ...put, cache: 'no-store' }),
  'reload asks again': turns(minute, allow('*'), put, { ...put, cache: 'reload' }),
  'no-cache does not': turns(minute, allow('*'), put, { ...put, cache: 'no-cache' }),
  'force-cache does not': turns(minute, allow('*'), put, { ...put, cache: 'force-cache' }),
  'what no-store learnt': turns(minute, allow('*'), { ...put, cache: 'no-store' }, put),
  'what reload learnt': turns(minute, allow('*'), { ...put, cache: 'reload' }, put),
  'a refused answer of the call': turns(minute, allow(undefined), put, put),
  'a refused answer of the call, then a good one': [
    ...turns(minute, allow(undefined), put),
    ...turns(minute, allow('*'), put),
  ],
  'If-Match': turns(withMatch, allow('*'), ifMatch, ifMatch),
  'If-Match of an XMLHttpRequest': turns(withMatch, allow('*'), ifMatchXhr, ifMatchXhr),
  'If-Match after a call without it': turns(
    preflight('PUT', 'if-match', 'Access-Control-Max-Age', '60'),
    allow('*'),
    put,
    ifMatch,
    put,
  ),
  'If-Match for which nothing that is remembered suffices': [
    ...turns(minute, allow('*'), put),
    ...turns(preflight('PUT', 'if-match'), allow('*'), ifMatch),
    ...turns(minute, allow('*'), put),
  ],
  'no-store for which nothing that is remembered suffices': [
    ...turns(minute, allow('*'), put),
    ...turns(preflight('DELETE'), allow('*'), { ...put, method: 'DELETE', cache: 'no-store' }),
    ...turns(minute, allow('*'), put),
  ],
  'reload for which nothing that is remembered suffices': [
    ...turns(minute, allow('*'), put),
    ...turns(preflight('DELETE'), allow('*'), { ...put, method: 'DELETE', cache: 'reload' }),
    ...turns(minute, allow('*'), put),
  ],
  'PUT remembered by *': turns(preflight('*', '*', 'Access-Control-Max-Age', '60'), allow('*'), put, put),
  'another fragment': ['#a', '#b'].map((part) =>
    call({ url: `${api}/${part}`, method: 'PUT' }, hop(allow('*'), minute)),
  ),
  'a server that has been mended goes unasked': [
    ...turns(minute, allow('*'), put),
    ...turns(preflight('GET'), allow('*'), put),
  ],
  'a refusal is forgotten at once': [
    ...turns(preflight('GET', undefined, 'Access-Control-Max-Age', '60'), allow('*'), put),
    ...turns(minute, allow('*'), put),
  ],
  'upload listeners ask once': turns(
    preflight('POST', undefined, 'Access-Control-Max-Age', '60'),
    allow('*'),
    ...Array.from({ length: 2 }, (): Call => ({
      url: api,
      api: 'xhr',
      method: 'POST',
      body: 'bytes',
      uploadListeners: true,
    })),
  ),
  'upload listeners without a list ask once': turns(
    preflight(undefined, undefined, 'Access-Control-Max-Age', '60'),
    allow('*'),
    ...Array.from({ length: 2 }, (): Call => ({
      url: api,
      api: 'xhr',
      method: 'POST',
      body: 'bytes',
      uploadListeners: true,
    })),
  ),
  'each URL of a chain for itself': Array.from({ length: 2 }, () =>
    call(put, hop(redirect(third, 307), minute), hop(allow('*'), minute)),
  ),
  'a redirect without leave forgets': Array.from({ length: 2 }, () =>
    call(put, { preflight: minute, answer: { status: 307, headers: ['Location', '/b'] } }),
  ),
})
