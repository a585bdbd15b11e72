import type { Difference } from './difference.ts'
import { answer, api, exchange, preflight, readable } from './witness.ts'

/** Differences on what a page's headers ask for. */
export const headerDifferences: readonly Difference[] = [
  {
    name: 'AUTH-STAR',
    about:
      'By the standard Authorization has to be named in Access-Control-Allow-Headers. All three engines let `*` cover it.',
    values: { spec: false, chromium: true, firefox: true, webkit: true },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50; Chromium with CorsNonWildcardRequestHeadersSupport acts as the standard says.',
    witness: [
      [
        exchange({ url: api, headers: ['Authorization', 'Bearer x'] }, [
          {
            preflight: answer(204, 'Access-Control-Allow-Origin', '*', 'Access-Control-Allow-Headers', '*'),
            answer: readable(),
          },
        ]),
      ],
    ],
  },
  {
    name: 'CH-SAFELIST',
    about:
      'Client hints that a page sets itself (DPR, Save-Data, Downlink …) are safelisted in Chromium; elsewhere they ask with a preflight.',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50.',
    witness: [
      [exchange({ url: api, headers: ['DPR', '2'] }, [{ preflight: answer(404), answer: readable() }])],
      [
        exchange({ url: api, headers: ['Save-Data', 'on'] }, [
          { preflight: answer(404), answer: readable() },
        ]),
      ],
    ],
  },
  {
    name: 'UA-DROP',
    about: 'A User-Agent that the page sets is left out in Chromium; elsewhere it asks with a preflight.',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50.',
    witness: [
      [
        exchange({ url: api, headers: ['User-Agent', 'x'] }, [
          { preflight: answer(404), answer: readable() },
        ]),
      ],
    ],
  },
  {
    name: 'DUP-JOIN',
    about:
      'Chromium and WebKit join headers of one name before they measure them against the safelist; the standard and Firefox look at each.',
    values: { spec: false, chromium: true, firefox: false, webkit: true },
    seen: 'Chromium 156, Firefox 153; WebKit by how it keeps header lists, not seen.',
    witness: [
      [
        exchange(
          {
            url: api,
            headers: ['Accept', 'a'.repeat(60), 'Accept', 'b'.repeat(60), 'Accept', 'c'.repeat(60)],
          },
          [{ preflight: answer(404), answer: readable() }],
        ),
      ],
    ],
  },
  {
    name: 'ACCEPT-BYTES',
    about: 'Bytes above 0x7F in Accept are safe by the standard; Firefox asks with a preflight.',
    values: { spec: false, chromium: false, firefox: true, webkit: false },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50.',
    witness: [
      [exchange({ url: api, headers: ['Accept', '\xe9'] }, [{ preflight: answer(404), answer: readable() }])],
    ],
  },
  {
    name: 'RANGE-CASE',
    about: '`Range: BYTES=0-1` is safelisted in WebKit only; elsewhere the unit has to be in lower case.',
    values: { spec: false, chromium: false, firefox: false, webkit: true },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50.',
    witness: [
      [
        exchange({ url: api, headers: ['Range', 'BYTES=0-1'] }, [
          {
            preflight: preflight('Access-Control-Allow-Headers', 'range'),
            answer: readable(),
          },
        ]),
      ],
    ],
  },
  {
    name: 'RANGE-LIMIT',
    about:
      'A Range with a position above 2^63-1 asks with a preflight in Chromium; the standard has no limit.',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard, not seen.',
    witness: [
      [
        exchange({ url: api, headers: ['Range', 'bytes=9223372036854775808-'] }, [
          { preflight: answer(404), answer: readable() },
        ]),
      ],
    ],
  },
  {
    name: 'UPLOAD-WITHOUT-BODY',
    about:
      'Listeners on the upload of an XMLHttpRequest ask with a preflight also without a body by the standard; in Chromium only with one.',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard, not seen.',
    witness: [
      [
        exchange({ url: api, api: 'xhr', uploadListeners: true }, [
          { preflight: answer(404), answer: readable() },
        ]),
      ],
    ],
  },
  {
    name: 'DUP-NAMES',
    about: 'A header that the page set twice comes twice in Firefox’s Access-Control-Request-Headers.',
    values: { spec: false, chromium: false, firefox: true, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard.',
    witness: [
      [
        exchange({ url: api, headers: ['X-A', '1', 'x-a', '2'] }, [
          { preflight: preflight(), answer: readable() },
        ]),
      ],
    ],
  },
  {
    name: 'TOTAL-LENGTH',
    about: 'Safelisted headers of more than 1024 bytes together ask by the standard; Firefox does not count.',
    values: { spec: true, chromium: true, firefox: false, webkit: true },
    seen: 'Firefox 153; Chromium joins the headers before, WebKit by the standard.',
    witness: [
      [
        exchange({ url: api, headers: Array.from({ length: 9 }, () => ['Accept', 'a'.repeat(120)]).flat() }, [
          { preflight: answer(404), answer: readable() },
        ]),
      ],
    ],
  },
  {
    name: 'STREAM-BODY',
    about:
      'A ReadableStream as a body asks with a preflight and cannot be sent twice; Firefox and WebKit know no such bodies and send a text instead.',
    values: { spec: true, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by its documentation.',
    witness: [
      [
        exchange({ url: api, method: 'POST', body: 'stream' }, [
          { preflight: answer(404), answer: readable() },
        ]),
      ],
    ],
  },
]
