import * as fc from 'fast-check'
import { registered } from './target.ts'

/** Pieces that make readers of addresses disagree. */
const pieces = [
  ...'/ // \\ /\\ . .. /.. /../ /./ ; ;/ : @ ? # & = % +'.split(' '),
  ...'%2e %2e%2e %2f %5c %00 %09 %0a %0d%0a %23 %3f %40 %252e %ff'.split(' '),
  ...':443 :80 :0443 :8443 :0 :65536 :-1 :1@ .evil.example @evil.example evil.example user@ www. xn--'.split(
    ' ',
  ),
  ...'[ ] [::1] callback CALLBACK callback/ callbackx < > " \' ` { } | ^ * $&'.split(' '),
  ...'http: https: HTTPS: javascript: data: blob: file: msal23: ws: about:blank'.split(' '),
  // Characters that browsers take out of addresses, or that look or fold like others.
  ...' |\t|\n|\r|\0|\u00a0|\u200b|\ufeff|\u202e|\u3002|\uff0e|\uff0f|\uff20|\u217d|\u0441|\u0131|\u00df|\u212a'.split(
    '|',
  ),
]

/** Addresses that nobody is to be sent to, but for those on localhost, by a native application. */
export const strangers: readonly string[] = [
  'https://evil.example/callback',
  'https://app.example.com@evil.example/callback',
  'https://evil.example\\@app.example.com/callback',
  'https://evil.example#@app.example.com/callback',
  'https://app.example.com.evil.example/callback',
  'https://app.example.com./callback',
  'https://app.example.com:443/callback',
  'https://app%2eexample%2ecom/callback',
  'https://APP.example.com/callback',
  'https://app.example.com/Callback',
  'https://app.example.com/callback/',
  'https://app.example.com/callback?next=https://evil.example/',
  'https://app.example.com/callback#',
  'https://app.example.com/callback#x=',
  'https://app.example.com/x/../callback',
  'https://app.example.com//callback',
  'https://app.example.com\\callback',
  'http://app.example.com/callback',
  '//app.example.com/callback',
  '/callback',
  'https:app.example.com/callback',
  'https:/app.example.com/callback',
  ' https://app.example.com/callback',
  'https://аpp.example.com/callback',
  'https://app。example。com/callback',
  'http://localhost.evil.example/',
  'http://localhost:8080@evil.example/',
  'http://evil.example:80@localhost/../x',
  'http://localhost:8080/other',
  'https://localhost:8080/',
  'http://localhost:8080/?x',
  'http://localhost:8080/#x',
  'http://user@localhost:8080/',
  'http://127.0.0.1:8080/',
  'http://[::1]:8080/',
  'http://0x7f.1/',
  'http://localhost:8080\\@evil.example/',
  'msal23://auth.evil',
  'msal23://auth/x',
  'msal23:auth',
  'javascript:alert(1)//https://app.example.com/callback',
  'data:text/html,<script>alert(1)</script>',
  'null',
]

/** A registered redirect URI with a few characters put in, taken out or changed. */
const lookAlike = fc
  .tuple(
    fc.constantFrom(...registered),
    fc.array(fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 3 }), fc.constantFrom(...pieces)), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([uri, edits]) =>
    edits.reduce((text, [at, taken, piece]) => text.slice(0, at) + piece + text.slice(at + taken), uri),
  )

/** Any address, mostly nearly a registered one. */
export const anyUri: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: lookAlike },
  { weight: 1, arbitrary: fc.constantFrom(...strangers) },
  { weight: 1, arbitrary: fc.webUrl({ withFragments: true, withQueryParameters: true }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 80 }) },
)
