import { expect, test } from 'vitest'
import {
  capture,
  foundBy,
  heardIn,
  keptBack,
  page,
  signIn,
  type Recorded,
} from '../../../test-support/recorded.ts'
import { forwardedHeaders } from './forwarded-headers.ts'

const redirected = (location: string, more: Partial<Recorded> = {}): Recorded => ({
  url: `${page}/contacts`,
  asks: { 'sec-fetch-site': 'same-origin' },
  status: 302,
  answers: { location },
  ...more,
})
const withRedirectUri = (uri: string): string =>
  signIn.replace(/redirect_uri=[^&]*/, `redirect_uri=${encodeURIComponent(uri)}`)

test.each([
  ['a redirect to http', redirected('http://app.example.com/contacts/'), 'the scheme is http'],
  [
    'a redirect to an internal host',
    redirected('https://contacts-srv01/contacts/'),
    'the host contacts-srv01 is an internal one',
  ],
  [
    'a redirect to an internal address',
    redirected('http://10.0.0.5:8080/contacts/'),
    'the host 10.0.0.5 is an internal one',
  ],
  [
    'a redirect URI with http',
    redirected(withRedirectUri('http://app.example.com/signin-oidc')),
    'the scheme is http',
  ],
  [
    'a redirect URI on this machine',
    redirected(withRedirectUri('http://localhost:5000/signin-oidc')),
    'the host localhost is the server itself',
  ],
])('%s', (_, recorded, why) => {
  const all = capture([{ ...recorded, error: keptBack }])
  expect(heardIn(all)).toEqual(['proxy/forwarded-headers'])
  expect(foundBy(forwardedHeaders, all)[0]?.summary).toContain(why)
})

test('it is a warning where the navigation went on', () => {
  const all = capture([
    redirected('http://app.example.com/contacts/', { type: 'document' }),
    { url: 'http://app.example.com/contacts/', type: 'document', status: 200 },
  ])
  expect(heardIn(all)).toEqual(['proxy/forwarded-headers (warning)'])
})

test('it is the cause where the provider refuses the redirect URI', () => {
  const url = withRedirectUri('http://app.example.com/signin-oidc')
  const all = capture([
    redirected(url, { type: 'document' }),
    { url, type: 'document', asks: {}, status: 200, body: 'AADSTS50011: The redirect URI does not match.' },
  ])
  expect(heardIn(all)).toEqual(['proxy/forwarded-headers'])
})

test.each([
  ['a relative redirect', redirected('/contacts/')],
  ['a redirect URI of the page’s own', redirected(signIn)],
  ['a redirect to another public host', redirected('https://www.example.com/contacts/')],
  [
    'a redirect from http',
    redirected('http://app.example.com/x', { url: 'http://app.example.com/contacts' }),
  ],
  ['a redirect on an internal host', redirected('http://contacts/x', { url: 'https://contacts/a' })],
  ['development on this machine', redirected('http://localhost:5000/x', { url: 'https://localhost:5001/a' })],
])('%s is none', (_, recorded) => expect(foundBy(forwardedHeaders, capture([recorded]))).toEqual([]))
