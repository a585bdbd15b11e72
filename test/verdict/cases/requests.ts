import type { VerdictCase } from '../support/verdict-case.ts'
import { allow, api, call, hop, of, page } from './parts.ts'

/** Calls that a page's code cannot make, and what goes out on the network at all. */
export const requestCases: readonly VerdictCase[] = [
  ...of('REQ', {
    'a URL that is none': call({ url: 'http://[' }),
    'a URL without a host': call({ url: 'http://' }),
    'a method that is no token': call({ url: api, method: 'GE T' }, hop(allow('*'))),
    'an empty method': call({ url: api, method: '' }, hop(allow('*'))),
    'a header name that is no token': call({ url: api, headers: ['X A', '1'] }, hop(allow('*'))),
    'a header value with a line break': call({ url: api, headers: ['X-A', '1\n2'] }, hop(allow('*'))),
    'a header value with a line break at its end': call(
      { url: api, headers: ['X-A', '1\r\n'] },
      hop(allow('*')),
    ),
    'a header value beyond Latin-1': call({ url: api, headers: ['X-A', '€'] }, hop(allow('*'))),
    'a GET with a body': call({ url: api, body: 'bytes' }, hop(allow('*'))),
    'a HEAD with a body': call({ url: api, method: 'HEAD', body: 'bytes' }, hop(allow('*'))),
    'an XMLHttpRequest leaves the body of a GET away': call(
      { url: api, api: 'xhr', body: 'bytes' },
      hop(allow('*')),
    ),
    'a URL with a user': call({ url: 'http://user@api.two.test/' }, hop(allow('*'))),
    'a URL with a user and a password': call({ url: 'http://user:pass@api.two.test/' }, hop(allow('*'))),
    'a URL at home with a user': call({ url: 'http://user:pass@app.one.test/' }, hop(allow(undefined))),
    'only-if-cached elsewhere': call({ url: api, cache: 'only-if-cached' }, hop(allow('*'))),
    'only-if-cached in mode cors at home': call(
      { url: page, cache: 'only-if-cached' },
      hop(allow(undefined)),
    ),
    'a URL in capitals': call({ url: 'HTTP://API.TWO.TEST/' }, hop(allow('*'))),
    'a URL with a fragment': call({ url: `${api}/#part` }, hop(allow('*'))),
    'a query stays': call({ url: `${api}/?a=b&c` }, hop(allow('*'))),
    'a simple call': call({ url: api }, hop(allow('*'))),
  }),
  ...of('ORG-6', {
    'a page calls no file': call({ url: 'file:///nowhere' }),
    'a page calls no file in mode same-origin': call({ url: 'file:///nowhere', mode: 'same-origin' }),
    'a page calls no file in mode no-cors': call({ url: 'file:///nowhere', mode: 'no-cors' }),
  }),
  ...of('H3', {
    'a call is one request': call({ url: api, method: 'POST', body: 'bytes' }, hop(allow('*'))),
    'a call that is refused at once is none': call({ url: api, mode: 'same-origin' }, hop(allow('*'))),
    'a call that is refused by its preflight is none': call(
      { url: api, method: 'PUT' },
      hop(allow('*'), allow(undefined)),
    ),
  }),
]
