import type { VerdictCase } from '../support/verdict-case.ts'
import { allow, api, call, hop, of, page, redirect, sister, third } from './parts.ts'

const port = 'http://api.two.test:8081'
const put = (url: string): { url: string; method: string } => ({ url, method: 'PUT' })

/** How an origin is written, what redirects do to it, and when the Origin header goes along. */
export const originCases: readonly VerdictCase[] = [
  ...of('ORG-1', {
    'the default port is left out of the origin': call({ url: `${api}:80/` }, hop(allow(page))),
    'another port is in it': {
      ...call({ url: api }, hop(allow('http://app.one.test:8080'))),
      origin: 'http://app.one.test:8080',
    },
    'an allowed origin with the default port is another text': call({ url: api }, hop(allow(`${page}:80`))),
  }),
  ...of('ORG-2', {
    'same origin to another': call({ url: page }, hop(redirect(api)), hop(allow(page))),
    'cross-site to a third': call({ url: api }, hop(redirect(third)), hop(allow('null'))),
    'cross-site to a third, the origin allowed by name': call(
      { url: api },
      hop(redirect(third)),
      hop(allow(page)),
    ),
    'a sister to a stranger': call({ url: sister }, hop(redirect(api)), hop(allow('null'))),
    'a sister back to the page': call({ url: sister }, hop(redirect(page)), hop(allow('null'))),
    'another port of the same host': call({ url: api }, hop(redirect(port)), hop(allow('null'))),
    'another scheme of the same host': call(
      { url: api },
      hop(redirect('https://api.two.test')),
      hop(allow('null')),
    ),
    'a stranger back to the page': call(
      { url: page },
      hop(redirect(api)),
      hop(redirect(page, 302, page)),
      hop(allow('null')),
    ),
    'the same stranger again': call({ url: api }, hop(redirect('/again')), hop(allow(page))),
  }),
  ...of('ORG-3', {
    'a tainted origin is null on the preflight, too': call(put(api), hop(redirect(third, 307)), {
      preflight: allow('null', 'Access-Control-Allow-Methods', 'PUT'),
      answer: allow('null'),
    }),
    'a tainted origin is not the page’s': call(
      put(api),
      hop(redirect(third, 307)),
      hop(allow(page), allow(page)),
    ),
    'any origin is allowed, also a tainted one': call(put(api), hop(redirect(third, 307)), hop(allow('*'))),
    'the origin stays within one origin': call(put(api), hop(redirect('/b', 308)), hop(allow(page))),
  }),
  ...of('ORG-4', {
    'no Origin on a GET to the own origin': call({ url: page }, hop(allow(undefined))),
    'no Origin on a HEAD to the own origin': call({ url: page, method: 'HEAD' }, hop(allow(undefined))),
    'Origin on a POST to the own origin': call({ url: page, method: 'POST' }, hop(allow(undefined))),
    'Origin on a PUT to the own origin': call({ url: page, method: 'PUT' }, hop(allow(undefined))),
    'no Origin on a no-cors GET': call({ url: api, mode: 'no-cors' }, hop(allow(undefined))),
    'Origin on a no-cors POST': call({ url: api, mode: 'no-cors', method: 'POST' }, hop(allow(undefined))),
  }),
  ...of('ORG-5', {
    'an opaque origin is null': { ...call({ url: api }, hop(allow('null'))), origin: 'null' },
    'an opaque origin is no host’s': {
      ...call({ url: api }, hop(allow('http://sandbox.test'))),
      origin: 'null',
    },
    'an opaque origin is let in by *': { ...call(put(api), hop(allow('*'))), origin: 'null' },
    'an opaque origin is cross-origin to its own host': {
      ...call({ url: 'http://sandbox.test' }, hop(allow(undefined))),
      origin: 'null',
    },
  }),
]
