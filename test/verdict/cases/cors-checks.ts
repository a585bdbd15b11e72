import type { Exchange } from '@clearway/rules/verdict'

import type { VerdictCase } from '../support/verdict-case.ts'
import { allow, api, call, hop, of, page } from './parts.ts'

const get = (...values: readonly string[]): Exchange =>
  call(
    { url: api },
    hop({ status: 200, headers: values.flatMap((value) => ['Access-Control-Allow-Origin', value]) }),
  )
const included = (origin: string | undefined, ...credentials: readonly string[]): Exchange =>
  call(
    { url: api, credentials: 'include' },
    hop(allow(origin, ...credentials.flatMap((value) => ['Access-Control-Allow-Credentials', value]))),
  )
const exposing = (values: readonly string[], credentials: 'omit' | 'include' = 'omit'): Exchange =>
  call(
    { url: api, credentials },
    hop(
      allow(
        page,
        'Access-Control-Allow-Credentials',
        'true',
        ...values.flatMap((value) => ['Access-Control-Expose-Headers', value]),
        'ETag',
        '"1"',
        'X-Request-Id',
        '1',
        'Authorization',
        'x',
        'Set-Cookie',
        'nowhere=1; Path=/nowhere',
        'Content-Language',
        'de',
      ),
    ),
  )
const table = (
  rows: readonly (readonly string[])[],
  make: (...values: readonly string[]) => Exchange,
): Record<string, Exchange> => Object.fromEntries(rows.map((row) => [JSON.stringify(row), make(...row)]))

/** The CORS check, and which headers of an answer can be read. */
export const corsCheckCases: readonly VerdictCase[] = [
  ...of('C1', {
    ...table([[], [''], [' ']], get),
    ...table(
      [
        [page, page],
        ['*', '*'],
        [page, 'null'],
        ['*', page],
        ['', page],
        [page, ''],
      ],
      get,
    ),
  }),
  ...of('C2', {
    ...table([['*'], [' * '], ['*\t']], get),
    ...table([['*,'], ['**'], ['*, *'], ['http://*.one.test'], ['http://*']], get),
  }),
  ...of('C3', {
    ...table([[page], [` ${page}`], [`${page}\t`]], get),
    ...table(
      [
        [`${page}/`],
        ['HTTP://app.one.test'],
        ['http://APP.one.test'],
        ['http://app.one.test:80'],
        ['https://app.one.test'],
        ['http://one.test'],
        ['app.one.test'],
        [`${page}, https://b.test`],
        [`${page} https://b.test`],
        ['null'],
        ['Null'],
        ['http://other.test'],
        ['http://'],
        ['http://['],
        ['/'],
        ['a:b'],
        [`${page}?`],
        [`${page}\xe9`],
        ['http://\xe9'],
        ['"*"'],
        ['about:blank'],
        ['data:,'],
        ['file:///x'],
        [`${page};`],
        ['http:app.one.test'],
        ['//app.one.test'],
        ['true'],
        ['0'],
      ],
      get,
    ),
  }),
  ...of('C4', {
    'without credentials no further leave': get(page),
    'without credentials the other header does not count': call(
      { url: api },
      hop(allow(page, 'Access-Control-Allow-Credentials', 'false')),
    ),
  }),
  ...of('C5', {
    true: included(page, 'true'),
    ' true ': included(page, ' true '),
    absent: included(page),
    ...Object.fromEntries(
      ['True', 'TRUE', 'false', '', '1', 'true,', 'true, true', 'yes'].map((value) => [
        `"${value}"`,
        included(page, value),
      ]),
    ),
    twice: included(page, 'true', 'true'),
    'the origin counts first': included('http://other.test', 'false'),
    'a wildcard': included('*', 'true'),
    'a wildcard and no leave for credentials': included('*'),
    'no origin': included(undefined, 'true'),
  }),
  ...of('E1', {
    'the safe ones are read': call(
      { url: api },
      hop(
        allow(
          '*',
          'Cache-Control',
          'no-store',
          'Content-Language',
          'de',
          'Content-Type',
          'text/plain',
          'Expires',
          '0',
          'Last-Modified',
          'Sat, 21 Nov 2026 00:00:00 GMT',
          'Pragma',
          'x',
        ),
      ),
    ),
    'others are not': call(
      { url: api },
      hop(
        allow(
          '*',
          'ETag',
          '1',
          'Retry-After',
          '1',
          'WWW-Authenticate',
          'Bearer',
          'Vary',
          'Origin',
          'Date',
          'x',
          'Location',
          '/x',
        ),
      ),
    ),
    'all are read at home': call(
      { url: page },
      hop(allow(undefined, 'ETag', '1', 'Retry-After', '1', 'Set-Cookie', 'nowhere=1; Path=/nowhere')),
    ),
  }),
  ...of('E2', {
    ...table(
      [
        ['ETag'],
        ['etag, x-request-id'],
        ['ETag,,X-Request-Id'],
        ['ETag', 'X-Request-Id'],
        ['*'],
        ['*, x'],
        ['Authorization'],
        ['Set-Cookie, ETag'],
        ['Content-Language'],
      ],
      (...values) => exposing(values),
    ),
    ...table(
      [['ETag;'], ['ETag, x y'], ['"ETag"'], ['ETag', '('], [''], ['', 'ETag'], ['x', ''], [',']],
      (...values) => exposing(values),
    ),
    '* with credentials': exposing(['*'], 'include'),
    '* and a name with credentials': exposing(['*, ETag'], 'include'),
    'a name with credentials': exposing(['ETag'], 'include'),
  }),
]
