import type { Difference } from './difference.ts'
import { answer, api, exchange, other, page, preflight, redirect } from './witness.ts'

/** Differences on what is sent after a redirect. */
export const redirectDifferences: readonly Difference[] = [
  {
    name: 'REDIRECT-PREFLIGHT-STAYS',
    about:
      'A call that was preflighted once is preflighted again at every further origin in Firefox and WebKit, also when nothing is left to ask for; in Firefox also a call that began at home, where nobody asks.',
    values: { spec: 'none', chromium: 'none', firefox: 'wanted', webkit: 'asked' },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50; calls from home not in WebKit.',
    witness: [
      [
        exchange({ url: `${page}/orders`, headers: ['Authorization', 'Bearer x'] }, [
          { answer: answer(302, 'Location', api) },
          { preflight: preflight(), answer: answer(200, 'Access-Control-Allow-Origin', '*') },
        ]),
      ],
      [
        exchange({ url: api, headers: ['Authorization', 'Bearer x'] }, [
          { preflight: preflight(), answer: redirect(302, other) },
          { preflight: preflight(), answer: answer(200, 'Access-Control-Allow-Origin', '*') },
        ]),
      ],
    ],
  },
  {
    name: 'REDIRECT-PREFLIGHT-NAMES',
    about:
      'After a redirect WebKit’s preflights still name the headers that the redirect took off (Content-Type, Authorization).',
    values: { spec: false, chromium: false, firefox: false, webkit: true },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50.',
    witness: [
      [
        exchange({ url: api, headers: ['Authorization', 'Bearer x', 'X-A', '1'] }, [
          { preflight: preflight(), answer: redirect(302, other) },
          { preflight: preflight(), answer: answer(200, 'Access-Control-Allow-Origin', '*') },
        ]),
      ],
    ],
  },
  {
    name: 'REDIRECT-PREFLIGHT-ORIGIN',
    about:
      'After a redirect from one foreign origin to another, Firefox sends its preflight with the page’s origin and the call itself with `null`; the others send `null` with both.',
    values: { spec: false, chromium: false, firefox: true, webkit: false },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50.',
    witness: [
      [
        exchange({ url: api, method: 'PUT', headers: ['X-A', '1'] }, [
          { preflight: preflight(), answer: redirect(307, other) },
          { preflight: preflight(), answer: answer(200, 'Access-Control-Allow-Origin', '*') },
        ]),
      ],
    ],
  },
  {
    name: 'REDIRECT-HEADERS-BACK',
    about:
      'Headers that a redirect took off (Authorization, Content-Type) are sent again in Firefox after a further redirect that does not take them off itself.',
    values: { spec: false, chromium: false, firefox: true, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard.',
    witness: [
      [
        exchange({ url: api, method: 'POST', body: 'bytes', headers: ['Content-Type', 'a/b'] }, [
          { preflight: preflight(), answer: redirect(302, `${api}/2`) },
          { preflight: preflight(), answer: redirect(307, `${api}/3`) },
          { preflight: preflight(), answer: answer(200, 'Access-Control-Allow-Origin', '*') },
        ]),
      ],
      [
        exchange({ url: api, headers: ['Authorization', 'Bearer x'] }, [
          { preflight: preflight(), answer: redirect(302, other) },
          { preflight: preflight(), answer: redirect(302, `${other}/2`) },
          { preflight: preflight(), answer: answer(200, 'Access-Control-Allow-Origin', '*') },
        ]),
      ],
    ],
  },
  {
    name: 'REDIRECT-HOME',
    about:
      'A call from a page to its own origin that goes by way of another origin is sent back home with `Origin: null`; WebKit gives up before that.',
    values: { spec: false, chromium: false, firefox: false, webkit: true },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50.',
    witness: [
      [
        exchange({ url: `${page}/orders` }, [
          { answer: answer(302, 'Location', api) },
          { answer: redirect(302, `${page}/orders/2`) },
          { answer: answer(200, 'Access-Control-Allow-Origin', '*') },
        ]),
      ],
    ],
  },
  {
    name: 'REDIRECT-CLIENT-HINTS',
    about:
      'Client hints that the page set (DPR, Width, Downlink …) are taken off in Chromium at every redirect that does not lead home.',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard, not seen.',
    witness: [
      [
        exchange({ url: api, headers: ['Downlink', '1.5'] }, [
          {
            preflight: preflight('Access-Control-Allow-Headers', 'downlink'),
            answer: redirect(307, `${api}/2`),
          },
          {
            preflight: preflight('Access-Control-Allow-Headers', 'downlink'),
            answer: answer(200, 'Access-Control-Allow-Origin', '*'),
          },
        ]),
      ],
    ],
  },
  {
    name: 'NO-CORS-ORIGIN',
    about:
      'A POST with mode no-cors that is redirected from the page’s own origin to another one carries the page’s origin there by the standard, `null` in Chromium.',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard, not seen.',
    witness: [
      [
        exchange({ url: `${page}/orders`, method: 'POST', mode: 'no-cors' }, [
          { answer: answer(307, 'Location', api) },
          { answer: answer(200) },
        ]),
      ],
    ],
  },
  {
    name: 'NO-CORS-CREDENTIALS',
    about:
      'A call with mode no-cors and credentials mode same-origin that is redirected away from the page’s own origin carries cookies there, too, in Chromium.',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard, not seen.',
    witness: [
      [
        exchange(
          { url: `${page}/orders`, mode: 'no-cors' },
          [{ answer: answer(302, 'Location', api) }, { answer: answer(200) }],
          { cookies: [{ name: 'none', host: 'api.two.test', secure: true, sameSite: 'none' }] },
        ),
      ],
    ],
  },
]
