import type { StoredCookie } from '@clearway/rules/verdict'

/** Origins of pages. `null` is a sandboxed one. */
export const pageOrigins: readonly string[] = [
  'http://app.one.test',
  'https://app.one.test',
  'http://app.one.test:8080',
  'null',
]

/** Where calls go: the page's origin and its neighbours by port, scheme, site, and strangers. */
export const targets: readonly string[] = [
  'http://app.one.test',
  'https://app.one.test',
  'http://app.one.test:8081',
  'http://api.one.test',
  'https://api.one.test',
  'http://api.two.test',
  'https://api.two.test',
  'https://api.two.test:8443',
  'http://api.two.test:8081',
  'http://api.three.test',
  'https://api.three.test',
]

const kinds: readonly Omit<StoredCookie, 'host'>[] = [
  { name: 'strict', sameSite: 'strict' },
  { name: 'strict', sameSite: 'strict', secure: true },
  { name: 'lax', sameSite: 'lax' },
  { name: 'none', sameSite: 'none', secure: true },
  { name: 'insecure', sameSite: 'none' },
  { name: 'unset' },
  { name: 'unset', secure: true },
  { name: 'elsewhere', path: '/elsewhere', sameSite: 'none', secure: true },
]

/** Cookies of every kind on the hosts, and of whole sites. */
export const cookieJar: readonly StoredCookie[] = [
  ...['app.one.test', 'api.one.test', 'api.two.test'].flatMap((host) =>
    kinds.map((kind) => Object.assign({ host }, kind)),
  ),
  { name: 'site', host: 'one.test', subdomains: true, sameSite: 'strict' },
  { name: 'site', host: 'two.test', subdomains: true, sameSite: 'none', secure: true },
  { name: 'part', host: 'api.two.test', sameSite: 'none', secure: true, partition: 'https://one.test' },
  { name: 'part', host: 'api.one.test', sameSite: 'none', secure: true, partition: 'https://two.test' },
]
