import type { Exchange } from '@clearway/rules/verdict'

import type { VerdictCase } from '../support/verdict-case.ts'
import { allow, api, call, hop, of, page, preflight, redirect, sister, status, third } from './parts.ts'

const chain = (length: number): Exchange =>
  call({ url: api }, ...Array.from({ length }, (_, at) => hop(redirect(`/${at}`))), hop(allow('*')))

const jsonBody = {
  url: api,
  method: 'POST',
  headers: ['Content-Type', 'application/json', 'Content-Language', 'de', 'X-A', '1'],
  body: 'bytes',
} as const
const put = { ...jsonBody, method: 'PUT' } as const
const each = <T>(
  values: readonly T[],
  name: (value: T) => string,
  make: (value: T) => Exchange,
): Record<string, Exchange> => Object.fromEntries(values.map((value) => [name(value), make(value)]))
const codes = [301, 302, 303, 307, 308]

/** HTTP fetch and HTTP-redirect fetch. */
export const redirectCases: readonly VerdictCase[] = [
  ...of('H2', {
    'the answer to a preflight counts before the call': call(
      { url: api, method: 'PUT' },
      hop(allow('*'), { status: 403, headers: [] }),
    ),
    'no preflight, no question': call({ url: api }, hop(allow('*'), { status: 403, headers: [] })),
  }),
  ...of('H4', {
    'a redirect needs leave itself': call(
      { url: api },
      { answer: { status: 302, headers: ['Location', '/b'] } },
      hop(allow('*')),
    ),
    'a redirect with leave': call({ url: api }, hop(redirect('/b')), hop(allow('*'))),
    'a redirect at home needs none': call(
      { url: page },
      { answer: { status: 302, headers: ['Location', api] } },
      hop(allow('*')),
    ),
    'an error status needs leave': call({ url: api }, hop({ status: 502, headers: [] })),
    'an error status with leave is read': call({ url: api }, hop(status(500))),
    '401 with leave is read': call(
      { url: api, credentials: 'include' },
      hop({
        status: 401,
        headers: ['Access-Control-Allow-Origin', page, 'Access-Control-Allow-Credentials', 'true'],
      }),
    ),
    '204 with leave is read': call({ url: api }, hop(status(204))),
    '304 with leave': call({ url: api }, hop(status(304))),
    '304 without leave': call({ url: api }, hop({ status: 304, headers: [] })),
    'manual needs leave, too': call(
      { url: api, redirect: 'manual' },
      { answer: { status: 302, headers: ['Location', '/b'] } },
    ),
  }),
  ...of('H5', {
    'timing needs another leave, reading does not': call({ url: api }, hop(allow('*'))),
    'timing’s leave is not leave to read': call(
      { url: api },
      hop({ status: 200, headers: ['Timing-Allow-Origin', '*'] }),
    ),
  }),
  ...of('H6', {
    'a cors call is not stopped by CORP': call(
      { url: api },
      hop(allow('*', 'Cross-Origin-Resource-Policy', 'same-origin')),
    ),
    'a no-cors call is stopped by CORP same-origin': call(
      { url: sister, mode: 'no-cors' },
      hop(allow(undefined, 'Cross-Origin-Resource-Policy', 'same-origin')),
    ),
    'a no-cors call is stopped by CORP same-site': call(
      { url: api, mode: 'no-cors' },
      hop(allow(undefined, 'Cross-Origin-Resource-Policy', 'same-site')),
    ),
    'a no-cors call of the site is not stopped by CORP same-site': call(
      { url: sister, mode: 'no-cors' },
      hop(allow(undefined, 'Cross-Origin-Resource-Policy', 'same-site')),
    ),
    'a no-cors call is not stopped by CORP cross-origin': call(
      { url: api, mode: 'no-cors' },
      hop(allow(undefined, 'Cross-Origin-Resource-Policy', 'cross-origin')),
    ),
    'a CORP that is not known stops nothing': call(
      { url: api, mode: 'no-cors' },
      hop(allow(undefined, 'Cross-Origin-Resource-Policy', 'Same-Origin')),
    ),
  }),
  ...of('H7', {
    'redirect error': call({ url: api, redirect: 'error' }, hop(redirect('/b'))),
    'redirect error at home': call({ url: page, redirect: 'error' }, hop(redirect('/b'))),
    'redirect error without a redirect': call({ url: api, redirect: 'error' }, hop(allow('*'))),
    'redirect manual': call({ url: api, redirect: 'manual' }, hop(redirect('/b'))),
    'redirect manual at home': call({ url: page, redirect: 'manual' }, hop(redirect(api))),
    'redirect manual without a redirect': call({ url: api, redirect: 'manual' }, hop(allow('*'))),
    'redirect manual without a Location': call({ url: api, redirect: 'manual' }, hop(status(302))),
    'redirect error without a Location': call({ url: api, redirect: 'error' }, hop(status(302))),
    '300 is no redirect': call({ url: api, redirect: 'error' }, hop(status(300, 'Location', '/b'))),
    '304 is no redirect': call({ url: page, redirect: 'error' }, hop(status(304, 'Location', '/b'))),
    '305 is no redirect': call({ url: api, redirect: 'error' }, hop(status(305, 'Location', '/b'))),
  }),
  ...of(
    'R1',
    each(
      codes,
      (code) => `${code} without a Location is the answer`,
      (code) => call({ url: api }, hop(status(code))),
    ),
  ),
  ...of('R2', {
    'a Location that is no URL': call({ url: api }, hop(redirect('http://['))),
    'a Location that is no URL at home': call({ url: page }, hop(redirect('http://a:b/'))),
    'an empty Location is the URL itself': call({ url: page }, hop(redirect('')), hop(allow(undefined))),
    'a Location with a fragment': call({ url: api }, hop(redirect(`${api}/b#c`)), hop(allow('*'))),
    'a Location without a scheme': call({ url: api }, hop(redirect('//api.two.test/b')), hop(allow('*'))),
  }),
  ...of('R3', {
    'to ftp:': call({ url: api }, hop(redirect('ftp://api.two.test/'))),
    'to data:': call({ url: api }, hop(redirect('data:text/plain,x'))),
    'to data: from home': call({ url: page }, hop(redirect('data:text/plain,x'))),
    'to mailto:': call({ url: api }, hop(redirect('mailto:a@b'))),
    'to an unknown scheme': call({ url: api }, hop(redirect('app://x/'))),
    'to about:blank': call({ url: api }, hop(redirect('about:blank'))),
    'to https:': call({ url: api }, hop(redirect('https://api.two.test/')), hop(allow('*'))),
  }),
  ...of('R4', {
    '20 redirects': chain(20),
    '21 redirects': call({ url: api }, ...Array.from({ length: 21 }, (_, at) => hop(redirect(`/${at}`)))),
  }),
  ...of('R5', {
    'userinfo in a Location elsewhere': call(
      { url: page },
      hop(redirect('http://user:pass@api.two.test/')),
      hop(allow('*')),
    ),
    'a user alone in a Location elsewhere': call(
      { url: page },
      hop(redirect('http://user@api.two.test/')),
      hop(allow('*')),
    ),
    'empty userinfo in a Location elsewhere': call(
      { url: page },
      hop(redirect('http://:@api.two.test/')),
      hop(allow('*')),
    ),
    'userinfo in a Location at home': call(
      { url: page },
      hop(redirect('http://user:pass@app.one.test/')),
      hop(allow(undefined)),
    ),
    'userinfo in a Location of a no-cors call': call(
      { url: api, mode: 'no-cors' },
      hop(redirect('http://user:pass@api.two.test/')),
      hop(allow(undefined)),
    ),
  }),
  ...of('R6', {
    'userinfo in a Location from elsewhere to home': call(
      { url: api },
      hop(redirect('http://user:pass@app.one.test/')),
      hop(allow('null')),
    ),
    'userinfo in a Location within the other origin': call(
      { url: api },
      hop(redirect('http://user:pass@api.two.test/')),
      hop(allow(page)),
    ),
    'no userinfo from elsewhere to home': call({ url: api }, hop(redirect(page)), hop(allow('null'))),
  }),
  ...of('R7', {
    'a stream cannot be sent again': {
      ...call(
        { url: 'https://h2.two.test', method: 'POST', body: 'stream' },
        hop(redirect('/b', 307)),
        hop(allow('*')),
      ),
      origin: 'https://app.one.test',
    },
    'a stream need not be sent again after 303': {
      ...call(
        { url: 'https://h2.two.test', method: 'POST', body: 'stream' },
        hop(redirect('/b', 303)),
        hop(allow('*')),
      ),
      origin: 'https://app.one.test',
    },
  }),
  ...of('R8', {
    ...each(
      codes,
      (code) => `POST with a body, ${code}`,
      (code) => call(jsonBody, hop(redirect('/b', code)), hop(allow('*'))),
    ),
    ...each(
      codes,
      (code) => `PUT with a body, ${code}`,
      (code) => call(put, hop(redirect('/b', code)), hop(allow('*'))),
    ),
    ...each(
      codes,
      (code) => `HEAD, ${code}`,
      (code) => call({ url: api, method: 'HEAD' }, hop(redirect('/b', code)), hop(allow('*'))),
    ),
    ...each(
      codes,
      (code) => `PUT from one to another, ${code}`,
      (code) => call(put, hop(redirect(third, code)), hop(allow('*'))),
    ),
    'POST becomes GET and asks nothing more': call(
      { url: api, method: 'POST', headers: ['Content-Type', 'application/json'], body: 'bytes' },
      hop(redirect(third, 302)),
      hop(allow('*'), { status: 404, headers: [] }),
    ),
    'POST becomes GET and is redirected on': call(
      jsonBody,
      hop(redirect('/b', 302)),
      hop(redirect('/c', 307)),
      hop(allow('*')),
    ),
    'PUT becomes GET by 303 and asks nothing more': call(
      { url: api, method: 'PUT' },
      hop(redirect(third, 303)),
      hop(allow('*'), { status: 404, headers: [] }),
    ),
  }),
  ...of('R9', {
    'Authorization is taken off for another origin': call(
      { url: api, headers: ['Authorization', 'Bearer x', 'X-A', '1'] },
      hop(redirect(third)),
      hop(allow('*')),
    ),
    'Authorization is taken off from home to another': call(
      { url: page, headers: ['Authorization', 'Bearer x'] },
      hop(redirect(api)),
      hop(allow('*'), { status: 404, headers: [] }),
    ),
    'Authorization is kept within an origin': call(
      { url: api, headers: ['Authorization', 'Bearer x'] },
      hop(redirect('/b')),
      hop(allow('*')),
    ),
    'Authorization is kept at home': call(
      { url: page, headers: ['Authorization', 'Bearer x'] },
      hop(redirect('/b')),
      hop(allow(undefined)),
    ),
    'Authorization does not come back': call(
      { url: api, headers: ['Authorization', 'Bearer x'] },
      hop(redirect(third)),
      hop(redirect(third)),
      hop(redirect(api)),
      hop(allow('*')),
    ),
  }),
  ...of('R10', {
    'a preflight was made and each new URL gets its own': call(
      put,
      hop(redirect(third, 307)),
      hop(redirect(api, 307)),
      hop(allow('*')),
    ),
    'the second preflight refuses': call(
      put,
      hop(redirect(third, 307)),
      hop(allow('*'), preflight('PUT', 'x-b')),
    ),
    'from home, the first preflight is the other’s': call(
      { ...put, url: page },
      hop(redirect(api, 307)),
      hop(allow('*')),
    ),
    'client hints stay at home': call(
      { url: page, headers: ['DPR', '2'] },
      hop(redirect('/b')),
      hop(allow(undefined)),
    ),
    'client hints are taken off from home to another': call(
      { url: page, headers: ['DPR', '2'] },
      hop(redirect(api)),
      hop(allow(page)),
    ),
    'client hints are taken off from another to home': call(
      { url: api, headers: ['DPR', '2'] },
      hop(redirect(page)),
      hop(allow('null')),
    ),
    'client hints are taken off within another origin': call(
      { url: api, headers: ['DPR', '2'] },
      hop(redirect('/b')),
      hop(allow(page)),
    ),
    'a session’s end: from home to a page without leave': call(
      { url: page, credentials: 'include' },
      { answer: { status: 302, headers: ['Location', 'https://login.idp.test/authorize'] } },
      hop({ status: 200, headers: [] }),
    ),
  }),
]
