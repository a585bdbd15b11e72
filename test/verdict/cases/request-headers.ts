import type { VerdictCase } from '../support/verdict-case.ts'
import { allow, api, call, hop, of, page, preflight } from './parts.ts'

/** A call with headers to a server that allows none of them: it passes only when no preflight is needed. */
const bare = (...headers: readonly string[]): ReturnType<typeof call> =>
  call({ url: api, headers }, hop(allow('*'), preflight('', '')))

/** The same to a server that allows them all. */
const free = (...headers: readonly string[]): ReturnType<typeof call> =>
  call({ url: api, headers }, hop(allow('*')))

const table = (rows: readonly (readonly string[])[]): Record<string, ReturnType<typeof call>> =>
  Object.fromEntries(
    rows.map((row) => [
      row.map((text) => (text.length > 40 ? `${text.length} bytes` : text)).join(' '),
      bare(...row),
    ]),
  )

/** Which of a page's headers ask for a preflight, and which a page may not set. */
export const requestHeaderCases: readonly VerdictCase[] = [
  ...of(
    'HDR-1',
    table([
      ['Accept', 'x'.repeat(128)],
      ['Accept', 'x'.repeat(129)],
      ['Accept-Language', 'a'.repeat(128)],
      ['Accept-Language', 'a'.repeat(129)],
      ['Content-Type', `text/plain;a=${'b'.repeat(115)}`],
      ['Content-Type', `text/plain;a=${'b'.repeat(116)}`],
      ['Accept', 'x'.repeat(60), 'Accept', 'y'.repeat(60)],
      ['Accept', 'x'.repeat(100), 'Accept', 'y'.repeat(100)],
    ]),
  ),
  ...of(
    'HDR-2',
    table([
      ['Accept', 'text/html, application/json;q=0.9'],
      ['Accept', ''],
      ['Accept', 'a"b'],
      ['Accept', 'a:b'],
      ['Accept', 'a\tb'],
      ['Accept', 'a[b'],
      ['Accept', 'a{b'],
      ['Accept', 'a\x7fb'],
      ['Accept', '\xe9'],
    ]),
  ),
  ...of(
    'HDR-3',
    table([
      ['Accept-Language', 'de-CH, de;q=0.9, *;q=0.5'],
      ['Accept-Language', 'de_CH'],
      ['Accept-Language', 'de@x'],
      ['Content-Language', 'en, de'],
      ['Content-Language', 'en/de'],
      ['Content-Language', '\xe9'],
    ]),
  ),
  ...of(
    'HDR-4',
    table([
      ['Content-Type', 'text/plain'],
      ['Content-Type', 'TEXT/Plain; charset=utf-8'],
      ['Content-Type', 'application/x-www-form-urlencoded'],
      ['Content-Type', 'multipart/form-data; boundary=--x'],
      ['Content-Type', 'application/json'],
      ['Content-Type', 'text/plain, application/json'],
      ['Content-Type', 'text/plain; charset="utf-8"'],
      ['Content-Type', 'text/plain;'],
      ['Content-Type', 'text/plain; a'],
      ['Content-Type', 'text'],
      ['Content-Type', ''],
      ['Content-Type', 'text/ plain'],
      ['Content-Type', 'text/plain', 'Content-Type', 'text/plain'],
      ['Content-Type', 'text/html'],
      ['Content-Type', 'text/plain(x)'],
    ]),
  ),
  ...of(
    'HDR-5',
    table([
      ['Range', 'bytes=0-'],
      ['Range', 'bytes=0-10'],
      ['Range', 'bytes=100-100'],
      ['Range', 'bytes=-5'],
      ['Range', 'bytes=0-1,5-6'],
      ['Range', 'bytes= 0-1'],
      ['Range', 'bytes =0-1'],
      ['Range', 'bytes=0 -1'],
      ['Range', 'bytes=10-1'],
      ['Range', 'bytes=0'],
      ['Range', 'bytes=-'],
      ['Range', 'bytes'],
      ['Range', 'BYTES=0-1'],
      ['Range', 'items=0-1'],
      ['Range', 'bytes=0-1x'],
      ['Range', ''],
      ['Range', 'bytes=18446744073709551615-'],
    ]),
  ),
  ...of(
    'HDR-6',
    table(
      [
        '(',
        ')',
        ':',
        '<',
        '>',
        '?',
        '@',
        '[',
        '\\',
        ']',
        '{',
        '}',
        '"',
        '\x01',
        '\x1f',
        '!',
        '/',
        '~',
        '\x80',
        '\xff',
      ].map((byte) => ['Accept', `a${byte}b`]),
    ),
  ),
  ...of('HDR-7', {
    'several long safe values that together stay below 1024 bytes': bare(
      'Accept',
      'x'.repeat(128),
      'Accept-Language',
      'a'.repeat(128),
      'Content-Language',
      'b'.repeat(128),
    ),
    'nine Accepts of 120 bytes': bare(...Array.from({ length: 9 }, () => ['Accept', 'x'.repeat(120)]).flat()),
    'names are asked for sorted, in lower case, once': free(
      'X-B',
      '1',
      'x-a',
      '2',
      'X-b',
      '3',
      'Authorization',
      'x',
    ),
    'an XMLHttpRequest joins what it repeats': call(
      { url: api, api: 'xhr', headers: ['X-B', '1', 'x-a', '2', 'X-b', '3'] },
      hop(allow('*')),
    ),
    'an XMLHttpRequest joins before it measures': call(
      { url: api, api: 'xhr', headers: ['Accept', 'x'.repeat(100), 'Accept', 'y'.repeat(100)] },
      hop(allow('*'), preflight('', '')),
    ),
    'safe ones are not asked for': free('X-A', '1', 'Accept', 'text/html', 'Content-Type', 'text/plain'),
  }),
  ...of('HDR-8', {
    'Authorization asks first': free('Authorization', 'Bearer x'),
    'a no-cors call keeps its safe headers alone': call(
      {
        url: api,
        mode: 'no-cors',
        headers: ['X-A', '1', 'Accept-Language', 'de', 'Range', 'bytes=0-1', 'Authorization', 'x'],
      },
      hop(allow(undefined)),
    ),
    'a no-cors call cannot send JSON': call(
      {
        url: api,
        mode: 'no-cors',
        method: 'POST',
        headers: ['Content-Type', 'application/json'],
        body: 'bytes',
      },
      hop(allow(undefined)),
    ),
  }),
  ...of('HDR-9', {
    ...Object.fromEntries(
      [
        'Accept-Charset',
        'Accept-Encoding',
        'Access-Control-Request-Headers',
        'Access-Control-Request-Method',
        'Connection',
        'Content-Length',
        'Cookie',
        'Cookie2',
        'Date',
        'DNT',
        'Expect',
        'Host',
        'Keep-Alive',
        'Origin',
        'Referer',
        'Set-Cookie',
        'TE',
        'Trailer',
        'Transfer-Encoding',
        'Upgrade',
        'Via',
        'Proxy-X',
        'Sec-X',
      ].map((name) => [`${name} is kept back`, bare(name, '1')]),
    ),
    'an override with a forbidden method is kept back': bare('X-HTTP-Method-Override', 'TRACE'),
    'an override with a forbidden method in its list is kept back': bare(
      'X-Method-Override',
      'GET , connect',
    ),
    'an override with another method asks first': bare('X-HTTP-Method', 'PUT'),
    'a forbidden one is kept back at home, too': call(
      { url: page, headers: ['Cookie', 'a=1', 'X-A', '1'] },
      hop(allow(undefined)),
    ),
    'a private network’s request header is an ordinary one': bare(
      'Access-Control-Request-Private-Network',
      'true',
    ),
    ...table([
      ['DPR', '2'],
      ['Save-Data', 'on'],
      ['Save-Data', 'off'],
      ['Downlink', '1.5'],
      ['ECT', '4g'],
      ['RTT', '100'],
      ['Viewport-Width', '10'],
      ['Device-Memory', '8'],
      ['Width', '10'],
      ['Width', 'x'],
      ['User-Agent', 'mine'],
      ['Purpose', 'prefetch'],
      ['X-Requested-With', 'XMLHttpRequest'],
      ['Priority', 'u=1'],
      ['Early-Data', '1'],
    ]),
  }),
]
