import type { Call, Exchange, StoredCookie } from '@clearway/rules/verdict'

import { cookieJar } from '../generate/places.ts'
import type { VerdictCase } from '../support/verdict-case.ts'
import { allowAll, hop, of } from './parts.ts'

const secure = 'https://app.one.test'
const plain = 'http://app.one.test'

/** A call with credentials that is redirected along `to`, to servers that let it through. */
const withCookies = (origin: string, request: Call, to: readonly string[]): Exchange => {
  const hops = [...to, undefined].map((location, at) => {
    const asker = at < 2 ? origin : 'null'
    const answer = allowAll(asker, ...(location === undefined ? [] : ['Location', location]))
    const before = allowAll(asker, 'Access-Control-Allow-Methods', 'PUT')
    return hop(location === undefined ? answer : { ...answer, status: 307 }, before)
  })
  return { origin, request: { credentials: 'include', ...request }, hops, cookies: cookieJar }
}

/** Names of hosts that look alike but are not each other's. */
const strangers: readonly StoredCookie[] = [
  { name: 'other', host: 'other.two.test', sameSite: 'none', secure: true },
]

/** Which cookies go along with a call, in a browser that does so with third-party cookies. */
export const cookieCases = (thirdPartyCookies: 'allowed' | 'blocked'): readonly VerdictCase[] => {
  const carrying = (origin: string, request: Call, to: readonly string[] = []): Exchange => ({
    ...withCookies(origin, request, to),
    thirdPartyCookies,
  })
  return of('CR1', {
    [`at home, third-party cookies ${thirdPartyCookies}`]: carrying(secure, { url: secure }),
    'at home by default': carrying(secure, { url: secure, credentials: 'same-origin' }),
    'at home, omitted': carrying(secure, { url: secure, credentials: 'omit' }),
    'at home over HTTP': carrying(plain, { url: plain }),
    'to a sister': carrying(secure, { url: 'https://api.one.test' }),
    'to a sister by default': carrying(secure, { url: 'https://api.one.test', credentials: 'same-origin' }),
    'to a sister over HTTP from HTTP': carrying(plain, { url: 'http://api.one.test' }),
    'to a sister over HTTPS from HTTP': carrying(plain, { url: 'https://api.one.test' }),
    'to another port': carrying(plain, { url: 'http://app.one.test:8081' }),
    'to a stranger': carrying(secure, { url: 'https://api.two.test' }),
    'to a stranger by POST': carrying(secure, { url: 'https://api.two.test', method: 'POST', body: 'bytes' }),
    'to a stranger by PUT': carrying(secure, { url: 'https://api.two.test', method: 'PUT' }),
    'to a stranger over HTTP': carrying(plain, { url: 'http://api.two.test' }),
    'to a stranger over HTTPS from HTTP': carrying(plain, { url: 'https://api.two.test' }),
    'to a stranger without CORS': carrying(secure, { url: 'https://api.two.test', mode: 'no-cors' }),
    'to a stranger with others’ cookies': {
      ...carrying(secure, { url: 'https://api.two.test' }),
      cookies: strangers,
    },
    'from home to a sister': carrying(secure, { url: secure }, ['https://api.one.test']),
    'from home to a stranger': carrying(secure, { url: secure }, ['https://api.two.test']),
    'from home to a stranger by default': carrying(secure, { url: secure, credentials: 'same-origin' }, [
      'https://api.two.test',
    ]),
    'from a stranger to a sister': carrying(secure, { url: 'https://api.two.test' }, [
      'https://api.one.test',
    ]),
    'from a stranger to another': carrying(secure, { url: 'https://api.three.test' }, [
      'https://api.two.test',
    ]),
    'from a sandbox': { ...carrying('null', { url: 'https://api.two.test' }) },
  })
}
