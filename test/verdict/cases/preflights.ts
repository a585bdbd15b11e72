import type { Answer, Exchange } from '@clearway/rules/verdict'

import type { VerdictCase } from '../support/verdict-case.ts'
import { allow, allowAll, api, call, hop, of, page, preflight } from './parts.ts'

const put = (before: Answer): Exchange => call({ url: api, method: 'PUT' }, hop(allow('*'), before))
const withHeaders = (before: Answer, ...names: readonly string[]): Exchange =>
  call({ url: api, headers: names.flatMap((name) => [name, '1']) }, hop(allow('*'), before))
const included = (request: { method?: string; headers?: readonly string[] }, before: Answer): Exchange =>
  call({ url: api, credentials: 'include', ...request }, hop(allowAll(page), before))
const table = <T>(values: readonly T[], make: (value: T) => Exchange): Record<string, Exchange> =>
  Object.fromEntries(values.map((value) => [JSON.stringify(value), make(value)]))
const methods = (...values: readonly string[]): Answer =>
  preflight(undefined, undefined, ...values.flatMap((value) => ['Access-Control-Allow-Methods', value]))
const names = (...values: readonly string[]): Answer =>
  preflight(undefined, undefined, ...values.flatMap((value) => ['Access-Control-Allow-Headers', value]))

/** Requests that ask before a call, and what may be answered. */
export const preflightCases: readonly VerdictCase[] = [
  ...of('P1', {
    'asks for method and headers': call(
      { url: `${api}/?q=1`, method: 'PUT', headers: ['X-B', '1', 'x-a', '1'] },
      hop(allow('*')),
    ),
    'asks for GET, too': call({ url: api, headers: ['X-A', '1'] }, hop(allow('*'))),
    'asks for patch as written': call({ url: api, method: 'patch' }, hop(allow('*'))),
  }),
  ...of('P2', {
    'does not carry the headers it asks for': call(
      { url: api, headers: ['Authorization', 'Bearer x'] },
      hop(allow('*')),
    ),
    'goes without credentials': included(
      { method: 'PUT' },
      allowAll(page, 'Access-Control-Allow-Methods', 'PUT'),
    ),
  }),
  ...of(
    'P3',
    table([301, 302, 303, 307, 308], (status) =>
      put({ status, headers: ['Access-Control-Allow-Origin', '*', 'Location', '/b'] }),
    ),
  ),
  ...of('P4', {
    ...table([200, 201, 204, 206, 299], (status) => put({ ...preflight('PUT'), status })),
    ...table([300, 304, 400, 401, 403, 404, 405, 500, 503], (status) => put({ ...preflight('PUT'), status })),
    'redirect without a Location': put({ ...preflight('PUT'), status: 302 }),
    'redirect without leave': put({ status: 302, headers: ['Location', '/b'] }),
    'neither leave nor status': put({ status: 500, headers: [] }),
    'no leave': put({ status: 204, headers: [] }),
    'leave for another': put(allow('https://other.test')),
    'two leaves': put(allow('*', 'Access-Control-Allow-Origin', '*')),
    'leave that is no origin': put(allow('nobody')),
    'wildcard for a call with credentials': included({ method: 'PUT' }, preflight('PUT')),
    'no credentials allowed for a call with credentials': included(
      { method: 'PUT' },
      allow(page, 'Access-Control-Allow-Methods', 'PUT'),
    ),
    'credentials allowed as True': included(
      { method: 'PUT' },
      allow(page, 'Access-Control-Allow-Credentials', 'True'),
    ),
    'a wildcard is enough without credentials': put(preflight('PUT')),
  }),
  ...of('P5', {
    ...table(
      [['PUT'], ['GET, PUT'], [',,PUT,'], ['PUT\t'], ['GET', 'PUT'], ['', 'PUT'], ['PUT', '']],
      (values) => put(methods(...values)),
    ),
    ...table([['PUT;'], ['PUT GET'], ['"PUT"'], ['PUT, ('], ['PUT', '('], ['PUT:'], ['P\xdcT']], (values) =>
      put(methods(...values)),
    ),
    ...table([['x-a'], ['X-A,, X-B ,'], ['x-b', 'x-a'], ['\tx-a'], ['', 'x-a']], (values) =>
      withHeaders(names(...values), 'X-A'),
    ),
    ...table([['x-a;'], ['x-a x-b'], ['"x-a"'], ['x-a, @'], ['x-a', '@'], ['x-a: 1']], (values) =>
      withHeaders(names(...values), 'X-A'),
    ),
    'a bad list of methods stops a call that needs none': withHeaders(preflight('GET;', 'x-a'), 'X-A'),
    'a bad list of headers stops a call that needs none': put(preflight('PUT', 'a b')),
  }),
  ...of('P6', {
    'an upload with listeners needs no list': call(
      { url: api, api: 'xhr', method: 'POST', body: 'bytes', uploadListeners: true },
      hop(allow('*'), preflight()),
    ),
    'an upload with listeners by PUT and no list': call(
      { url: api, api: 'xhr', method: 'PUT', body: 'bytes', uploadListeners: true },
      hop(allow('*'), preflight()),
    ),
    'an upload with listeners by PUT and another list': call(
      { url: api, api: 'xhr', method: 'PUT', body: 'bytes', uploadListeners: true },
      hop(allow('*'), preflight('GET')),
    ),
  }),
  ...of('P7', {
    ...table(['PUT', '*', 'GET, PUT', '*, GET'], (value) => put(methods(value))),
    ...table(['put', 'Put', 'GET', '', 'PUTS'], (value) => put(methods(value))),
    'no list': put(preflight()),
    'a simple method passes whatever the list': withHeaders(preflight('PUT', 'x-a'), 'X-A'),
    '* with credentials': included({ method: 'PUT' }, allowAll(page, 'Access-Control-Allow-Methods', '*')),
    'a method named * with credentials': included(
      { method: '*' },
      allowAll(page, 'Access-Control-Allow-Methods', '*'),
    ),
    'the method is told before the header': call(
      { url: api, method: 'PUT', headers: ['X-A', '1'] },
      hop(allow('*'), preflight('GET', 'x-b')),
    ),
  }),
  ...of('P8', {
    'Authorization under *': withHeaders(names('*'), 'Authorization'),
    'Authorization beside *': withHeaders(names('*, authorization'), 'Authorization'),
    'Authorization by name': withHeaders(names('AUTHORIZATION'), 'Authorization'),
    'Authorization left out': withHeaders(names('x-a'), 'Authorization', 'X-A'),
    'Authorization under * with credentials': included(
      { headers: ['Authorization', 'x'] },
      allowAll(page, 'Access-Control-Allow-Headers', '*'),
    ),
  }),
  ...of('P9', {
    ...table(['x-a', 'X-A', '*', 'x-b, x-a'], (value) => withHeaders(names(value), 'X-A')),
    ...table(['', 'x-b', 'x-a-b', 'x'], (value) => withHeaders(names(value), 'X-A')),
    'no list of headers': withHeaders(preflight('*'), 'X-A'),
    'one of two': withHeaders(names('x-a'), 'X-A', 'X-B'),
    'the other of two': withHeaders(names('x-b'), 'X-A', 'X-B'),
    'neither of two, the first by name is told': withHeaders(names(''), 'X-B', 'X-A'),
    'a name in capitals is told in lower case': withHeaders(names(''), 'X-LONG-NAME'),
    '* with credentials': included(
      { headers: ['X-A', '1'] },
      allowAll(page, 'Access-Control-Allow-Headers', '*'),
    ),
    'a header named * with credentials': included(
      { headers: ['*', '1'] },
      allowAll(page, 'Access-Control-Allow-Headers', '*'),
    ),
  }),
]
