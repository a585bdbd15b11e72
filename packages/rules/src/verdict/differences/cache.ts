import type { Answer, Call, Exchange } from '../exchange.ts'
import type { Difference } from './difference.ts'
import { answer, api, exchange, other, page, preflight, readable, redirect } from './witness.ts'

const forgotten = answer(
  204,
  'Access-Control-Allow-Origin',
  '*',
  'Access-Control-Allow-Methods',
  'DELETE',
  'Access-Control-Max-Age',
  '0',
)

/** Differences on what is remembered of preflight answers. */
export const cacheDifferences: readonly Difference[] = [
  {
    name: 'CACHE-CAP',
    about:
      'Access-Control-Max-Age counts up to 2 hours in Chromium, 24 hours in Firefox, 10 minutes in WebKit.',
    values: { spec: 2_147_483_648, chromium: 7200, firefox: 86_400, webkit: 600 },
    seen: 'Chromium 156, Firefox 153, their clock moved; WebKit by its sources. The standard leaves the limit to the browser.',
    witness: [601, 7190, 7201, 86_390, 86_401].map((after) =>
      twice(preflight('Access-Control-Max-Age', '100000'), { after }),
    ),
  },
  {
    name: 'CACHE-BAD-MAX-AGE',
    about:
      'An Access-Control-Max-Age that is no number, or is sent twice, counts as 5 seconds; Firefox does not remember the answer.',
    values: { spec: 5, chromium: 5, firefox: 0, webkit: 5 },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50.',
    witness: [
      twice(preflight('Access-Control-Max-Age', 'abc')),
      twice(preflight('Access-Control-Max-Age', '60', 'Access-Control-Max-Age', '60')),
    ],
  },
  {
    name: 'CACHE-NEGATIVE-MAX-AGE',
    about:
      'A negative Access-Control-Max-Age is no number of seconds by the standard’s grammar, so that 5 are taken; the engines do not remember the answer.',
    values: { spec: 5, chromium: 0, firefox: 0, webkit: 0 },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50.',
    witness: [twice(preflight('Access-Control-Max-Age', '-1'))],
  },
  {
    name: 'CACHE-OMIT-AFTER-INCLUDE',
    about: 'What a call with credentials learnt also counts for one without; Firefox keeps the two apart.',
    values: { spec: true, chromium: true, firefox: false, webkit: true },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50.',
    witness: [
      [
        { ...put(withCredentials()), request: { url: api, method: 'PUT', credentials: 'include' } },
        put(withCredentials(), { now: 1 }),
      ],
    ],
  },
  {
    name: 'CACHE-NO-CLEAR',
    about:
      'When a call fails its CORS check after a preflight, the standard and Firefox forget that preflight; Chromium and WebKit keep it.',
    values: { spec: false, chromium: true, firefox: false, webkit: true },
    seen: 'Chromium 156, Firefox 153, WebKitGTK 2.50.',
    witness: [
      [
        { ...put(remembered()), hops: [{ preflight: remembered(), answer: answer(200) }] },
        put(remembered(), { now: 1 }),
      ],
    ],
  },
  {
    name: 'CACHE-BYPASS',
    about:
      'Chromium asks again under cache modes no-store, reload and no-cache, Firefox under no-store and reload; WebKit and the standard do not look at the mode.',
    values: {
      spec: [],
      chromium: ['no-store', 'reload', 'no-cache'],
      firefox: ['no-store', 'reload'],
      webkit: [],
    },
    seen: 'no-store and reload: Chromium 156, Firefox 153, WebKitGTK 2.50; no-cache by their sources.',
    witness: [
      twice(remembered(), { second: { cache: 'no-store' } }),
      twice(remembered(), { second: { cache: 'reload' } }),
      twice(remembered(), { second: { cache: 'no-cache' } }),
    ],
  },
  {
    name: 'CACHE-STAR',
    about: 'A remembered `*` allows every later method and header; in Firefox it is remembered as a name.',
    values: { spec: true, chromium: true, firefox: false, webkit: true },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard.',
    witness: [twice(remembered('*'), { second: { method: 'DELETE' } })],
  },
  {
    name: 'CACHE-NO-STORE',
    about: 'What a call with cache mode no-store asked is not remembered in Chromium.',
    values: { spec: true, chromium: false, firefox: true, webkit: true },
    seen: 'Chromium 156, Firefox 153; WebKit by its source.',
    witness: [twice(remembered(), { first: { cache: 'no-store' } })],
  },
  {
    name: 'CACHE-STAR-INCLUDE',
    about:
      'By the standard’s letter a `*` in a list that a call with credentials was answered with is remembered as a name, and later lets everything through. No engine does that.',
    values: { spec: true, chromium: false, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153; WebKit by its source.',
    witness: [
      [
        exchange({ url: api, method: 'PUT', credentials: 'include' }, [
          {
            preflight: withCredentials('PUT, *'),
            answer: readable('Access-Control-Allow-Credentials', 'true'),
          },
        ]),
        exchange(
          { url: api, method: 'DELETE', credentials: 'include' },
          [
            {
              preflight: withCredentials('PUT, *'),
              answer: readable('Access-Control-Allow-Credentials', 'true'),
            },
          ],
          { now: 1 },
        ),
      ],
    ],
  },
  {
    name: 'CACHE-REPLACE',
    about:
      'Chromium remembers one answer for a URL, the last; by the standard methods and headers gather. It shows when a call asks although an answer is remembered (cache mode reload).',
    values: { spec: false, chromium: true, firefox: false, webkit: false },
    seen: 'Chromium 156, Firefox 153. By its source WebKit, too, keeps one answer, but never asks while that one suffices.',
    witness: [
      [
        put(remembered('PUT')),
        {
          ...put(remembered('PUT')),
          request: { url: api, method: 'DELETE', cache: 'reload' },
          hops: [{ preflight: remembered('DELETE'), answer: readable() }],
          now: 1,
        },
        put(remembered('PUT'), { now: 2 }),
      ],
    ],
  },
  {
    name: 'CACHE-DROP-INSUFFICIENT',
    about:
      'Chromium and WebKit forget what they remembered of a URL as soon as it does not suffice for a call, even when the new preflight then fails.',
    values: { spec: false, chromium: true, firefox: false, webkit: true },
    seen: 'Chromium 156, Firefox 153; WebKit by its source.',
    witness: [
      [
        put(remembered('PUT')),
        exchange({ url: api, method: 'DELETE' }, [{ preflight: answer(500) }], { now: 1 }),
        put(remembered('PUT'), { now: 2 }),
      ],
      [
        put(remembered('PUT')),
        exchange({ url: api, method: 'DELETE' }, [{ preflight: forgotten, answer: readable() }], { now: 1 }),
        put(remembered('PUT'), { now: 2 }),
      ],
    ],
  },
  {
    name: 'CACHE-NULL-ORIGIN',
    about:
      'By the standard a preflight’s answer is remembered for the origin `null`, too, that of a sandboxed page or of a call that redirects have tainted; Chromium asks anew each time.',
    values: { spec: true, chromium: false, firefox: true, webkit: true },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard, not seen.',
    witness: [
      [redirected(0), redirected(1)],
      [sandboxed(0), sandboxed(1)],
    ],
  },
  {
    name: 'CACHE-CONDITIONAL',
    about:
      'A call for which the page itself sets If-Match, If-None-Match, If-Modified-Since, If-Unmodified-Since or If-Range asks again in Chromium, and in Firefox where fetch makes it; both remember the answer.',
    values: {
      spec: { fetch: 'default', xhr: 'default' },
      chromium: { fetch: 'no-cache', xhr: 'no-cache' },
      firefox: { fetch: 'no-store', xhr: 'default' },
      webkit: { fetch: 'default', xhr: 'default' },
    },
    seen: 'Chromium 156, Firefox 153; WebKit by the standard, where the mode changes after the preflight.',
    witness: [
      twice(preflight('Access-Control-Allow-Headers', 'if-match'), {
        both: { headers: ['If-Match', '"1"'] },
      }),
      twice(preflight('Access-Control-Allow-Headers', 'if-match'), {
        both: { headers: ['If-Match', '"1"'], api: 'xhr' },
      }),
      twice(preflight('Access-Control-Allow-Headers', 'if-match'), {
        first: { headers: ['If-Match', '"1"'] },
      }),
    ],
  },
  {
    name: 'CACHE-SAFELISTED',
    about:
      'Where an XMLHttpRequest with upload listeners asks for GET, HEAD or POST, any remembered answer for the URL is enough in the engines; by the standard the method has to be remembered.',
    values: { spec: false, chromium: true, firefox: true, webkit: true },
    seen: 'Chromium 156, Firefox 153; WebKit by its source.',
    witness: [
      [
        put(remembered()),
        exchange(
          { url: api, method: 'POST', body: 'bytes', uploadListeners: true, api: 'xhr' },
          [{ preflight: remembered(), answer: readable() }],
          { now: 1 },
        ),
      ],
    ],
  },
  {
    name: 'CACHE-LONG-URL',
    about: 'For URLs of 1024 characters and more Chromium remembers nothing.',
    values: {
      spec: Number.MAX_SAFE_INTEGER,
      chromium: 1024,
      firefox: Number.MAX_SAFE_INTEGER,
      webkit: Number.MAX_SAFE_INTEGER,
    },
    seen: 'Chromium 156, Firefox 153; WebKit not seen.',
    witness: [twice(remembered(), { both: { url: `${api}?q=${'x'.repeat(1024)}` } })],
  },
]

function remembered(methods: string = 'PUT'): Answer {
  return answer(
    204,
    'Access-Control-Allow-Origin',
    '*',
    'Access-Control-Allow-Methods',
    methods,
    'Access-Control-Max-Age',
    '60',
  )
}

function withCredentials(methods: string = 'PUT'): Answer {
  return answer(
    204,
    'Access-Control-Allow-Origin',
    page,
    'Access-Control-Allow-Credentials',
    'true',
    'Access-Control-Allow-Methods',
    methods,
    'Access-Control-Max-Age',
    '60',
  )
}

function put(preflight: Answer, more: { readonly now?: number } = {}): Exchange {
  return exchange(
    { url: api, method: 'PUT' },
    [{ preflight, answer: readable('Access-Control-Allow-Credentials', 'true') }],
    more,
  )
}

function sandboxed(now: number): Exchange {
  return { ...put(remembered()), origin: 'null', now }
}

function redirected(now: number): Exchange {
  return exchange(
    { url: other, method: 'PUT' },
    [
      { preflight: remembered(), answer: redirect(307, api) },
      { preflight: remembered(), answer: answer(200, 'Access-Control-Allow-Origin', '*') },
    ],
    { now },
  )
}

function twice(
  preflight: Answer,
  {
    after = 1,
    both = {},
    first = {},
    second = {},
  }: {
    /** Seconds between the two calls. */
    readonly after?: number
    readonly both?: Partial<Call>
    readonly first?: Partial<Call>
    readonly second?: Partial<Call>
  } = {},
): readonly Exchange[] {
  const call = put(preflight)
  return [
    { ...call, request: { ...call.request, ...both, ...first } },
    { ...call, request: { ...call.request, ...both, ...second }, now: after },
  ]
}
