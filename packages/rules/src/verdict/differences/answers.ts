import type { Difference } from './difference.ts'
import { answer, api, exchange, page, readable, redirect } from './witness.ts'

/** Differences on how answers are read. */
export const answerDifferences: readonly Difference[] = [
  {
    name: 'PREFLIGHT-STATUS-FIRST',
    about:
      'Of a preflight’s answer that has both a bad status and no fitting Access-Control-Allow-Origin, WebKit names the status, Chromium and Firefox the header.',
    values: { spec: false, chromium: false, firefox: false, webkit: true },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50. The standard asks for both and names no order.',
    witness: [[exchange({ url: api, method: 'PUT' }, [{ preflight: answer(404) }])]],
  },
  {
    name: 'METHODS-ABSENT',
    about:
      'Where a call asks for its own sake (upload listeners), a preflight’s answer without Access-Control-Allow-Methods allows the call’s method by the standard; in the engines only GET, HEAD and POST.',
    values: { spec: true, chromium: false, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by its source.',
    witness: [
      [
        exchange({ url: api, api: 'xhr', method: 'PUT', body: 'bytes', uploadListeners: true }, [
          { preflight: answer(204, 'Access-Control-Allow-Origin', '*'), answer: readable() },
        ]),
      ],
    ],
  },
  {
    name: 'SAMESITE-REDIRECT-STRICT',
    about:
      'A call that is redirected by another site back to the page’s own site carries all cookies in Chromium; by the standard only those of SameSite=None.',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit not seen, taken to follow the standard.',
    witness: [
      [
        exchange(
          { url: api, credentials: 'include' },
          [
            {
              answer: answer(
                302,
                'Location',
                'https://api.one.test/orders',
                'Access-Control-Allow-Origin',
                page,
                'Access-Control-Allow-Credentials',
                'true',
              ),
            },
            {
              answer: answer(
                200,
                'Access-Control-Allow-Origin',
                'null',
                'Access-Control-Allow-Credentials',
                'true',
              ),
            },
          ],
          { cookies: [{ name: 'strict', host: 'api.one.test', secure: true, sameSite: 'strict' }] },
        ),
      ],
    ],
  },
  {
    name: 'SAMESITE-SCHEMEFUL',
    about:
      'A page over http: and an API over https: of the same domain are two sites; for Firefox’s cookies one.',
    values: { spec: true, chromium: true, firefox: false, webkit: true },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard.',
    witness: [
      [
        {
          origin: 'http://app.one.test',
          request: { url: 'https://api.one.test/orders', credentials: 'include' },
          hops: [
            {
              answer: answer(
                200,
                'Access-Control-Allow-Origin',
                'http://app.one.test',
                'Access-Control-Allow-Credentials',
                'true',
              ),
            },
          ],
          cookies: [{ name: 'strict', host: 'api.one.test', secure: true, sameSite: 'strict' }],
        },
      ],
    ],
  },
  {
    name: 'SAMESITE-DEFAULT',
    about:
      'A cookie that names no SameSite counts as Lax by the standard and in Chromium; Firefox and WebKit send it to other sites too.',
    values: { spec: true, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153, third-party cookies allowed; WebKit by its documentation.',
    witness: [
      [
        exchange(
          { url: api, credentials: 'include' },
          [{ answer: readable('Access-Control-Allow-Credentials', 'true') }],
          { cookies: [{ name: 'plain', host: 'api.two.test', secure: true }] },
        ),
      ],
    ],
  },
  {
    name: 'LOCATION-FIRST',
    about:
      'A redirect whose Location cannot be followed fails in Chromium before its Access-Control-Allow-Origin is looked at; by the standard the CORS check comes first.',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard, not seen.',
    witness: [[exchange({ url: api }, [{ answer: answer(302, 'Location', 'https://:bad') }])]],
  },
  {
    name: 'LOCATION-EMPTY',
    about: 'An empty Location leads to the same URL by the standard; for Chromium it is none.',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard, not seen.',
    witness: [[exchange({ url: api }, [{ answer: redirect(302, '') }, { answer: readable() }])]],
  },
  {
    name: 'LOCATION-MISSING',
    about:
      'With redirect mode `error` a redirect status without Location is an ordinary answer in Chromium; by the standard the status alone fails the call.',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard, not seen.',
    witness: [
      [
        exchange({ url: api, redirect: 'error' }, [
          { answer: answer(302, 'Access-Control-Allow-Origin', page) },
        ]),
      ],
    ],
  },
  {
    name: 'LOCATION-USERINFO',
    about:
      'A Location with a user or password in it fails every call by fetch in Chromium; by the standard only those that have left the page’s origin, or leave it by that redirect.',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard, not seen.',
    witness: [
      [
        exchange({ url: `${page}/orders` }, [
          { answer: answer(302, 'Location', 'https://user@app.one.test/orders/2') },
          { answer: answer(200) },
        ]),
      ],
    ],
  },
]
