import { describe, expect, it } from 'vitest'

import { createCookieJar, type CookieContext } from './cookie-jar.ts'

const page = new URL('http://contacts.clearway.localhost:8080/')
const api = new URL('http://api.clearway.localhost:8081/contacts')
const provider = new URL('http://login.other.localhost:8082/authorize')
const typed: CookieContext = { kind: 'navigation', method: 'GET' }

function jarWith(
  header: string,
  thirdPartyCookies: 'blocked' | 'allowed' = 'allowed',
  url = api,
): ReturnType<typeof createCookieJar> {
  const jar = createCookieJar(thirdPartyCookies, () => 0)
  jar.set(header, url, typed)
  return jar
}

describe('where a cookie goes', () => {
  const cases: [header: string, url: string, sent: boolean][] = [
    ['a=1', 'http://api.clearway.localhost:8081/contacts', true],
    ['a=1', 'http://api.clearway.localhost:9999/other', true],
    ['a=1', 'http://sub.api.clearway.localhost/', false],
    ['a=1', 'http://clearway.localhost/', false],
    ['a=1; Domain=clearway.localhost', 'http://contacts.clearway.localhost/', true],
    ['a=1; Domain=.clearway.localhost', 'http://clearway.localhost/', true],
    ['a=1; Domain=clearway.localhost', 'http://notclearway.localhost/', false],
    ['a=1; Path=/contacts', 'http://api.clearway.localhost/contacts/1', true],
    ['a=1; Path=/contacts', 'http://api.clearway.localhost/contacts-archive', false],
    ['a=1; Path=/contacts/', 'http://api.clearway.localhost/contacts', false],
    ['a=1; Secure', 'http://api.clearway.localhost/', true],
  ]
  it.each(cases)('%s to %s: %s', (header, url, sent) => {
    expect(jarWith(header).header(new URL(url), typed)).toBe(sent ? 'a=1' : '')
  })

  it('is its own folder when it names no path', () => {
    const jar = jarWith('a=1', 'allowed', new URL('http://api.clearway.localhost/one/two'))
    expect(jar.header(new URL('http://api.clearway.localhost/one/three'), typed)).toBe('a=1')
    expect(jar.header(new URL('http://api.clearway.localhost/other'), typed)).toBe('')
  })

  it('puts longer paths first, then older cookies', () => {
    const jar = jarWith('a=1; Path=/')
    jar.set('b=2; Path=/', api, typed)
    jar.set('c=3; Path=/contacts', api, typed)
    jar.set('a=1; Path=/', api, typed)
    expect(jar.header(api, typed)).toBe('c=3; a=1; b=2')
    jar.set('a=4; Path=/', api, typed)
    expect(jar.header(api, typed)).toBe('c=3; b=2; a=4')
  })
})

describe('a cookie that is refused', () => {
  it.each([
    ['it belongs to another domain', 'a=1; Domain=example.test'],
    ['it belongs to a whole top level', 'a=1; Domain=localhost'],
    ['SameSite=None without Secure', 'a=1; SameSite=None'],
    ['__Host- with a domain', '__Host-a=1; Secure; Path=/; Domain=api.clearway.localhost'],
    ['__Host- without the root path', '__Host-a=1; Secure; Path=/contacts'],
    ['__Host- without Secure', '__Host-a=1; Path=/'],
    ['__Secure- without Secure', '__secure-a=1'],
    ['it is too long', `a=${'x'.repeat(4096)}`],
    ['it has no name', '=1'],
    ['it is no pair', 'a'],
  ])('%s', (_reason, header) => {
    expect(jarWith(header).names()).toEqual([])
  })

  it('Secure over plain http of another host', () => {
    expect(jarWith('a=1; Secure', 'allowed', new URL('http://app.test/')).names()).toEqual([])
  })

  it.each(['__Host-a=1; Secure; Path=/', '__Secure-a=1; Secure'])('but not %s', (header) => {
    expect(jarWith(header).names()).toHaveLength(1)
  })
})

describe('SameSite', () => {
  const sameSite: CookieContext = { kind: 'background', method: 'GET', initiator: page }
  const crossSite: CookieContext = { kind: 'background', method: 'GET', initiator: provider }
  const link: CookieContext = { kind: 'navigation', method: 'GET', initiator: provider }
  const formPost: CookieContext = { kind: 'navigation', method: 'POST', initiator: provider }

  it.each<[attributes: string, sentTo: [boolean, boolean, boolean, boolean]]>([
    ['SameSite=Strict', [true, false, false, false]],
    ['SameSite=Lax', [true, false, true, false]],
    ['', [true, false, true, true]],
    ['SameSite=None; Secure', [true, true, true, true]],
  ])('%s: same-site call, cross-site call, link, form post', (attributes, expected) => {
    const jar = jarWith(`a=1; ${attributes}`)
    const sent = [sameSite, crossSite, link, formPost].map((context) => jar.header(api, context) !== '')
    expect(sent).toEqual(expected)
  })

  it('keeps third-party cookies from calls when they are blocked, not from navigations', () => {
    const jar = jarWith('a=1; SameSite=None; Secure', 'blocked')
    expect(jar.header(api, crossSite)).toBe('')
    expect(jar.header(api, formPost)).toBe('a=1')
    expect(jar.header(api, sameSite)).toBe('a=1')
  })

  it.each<['blocked' | 'allowed', string[]]>([
    ['blocked', []],
    ['allowed', ['none']],
  ])(
    'lets the answer to a cross-site call set None alone, when third-party cookies are %s',
    (thirdParty, names) => {
      const jar = createCookieJar(thirdParty, () => 0)
      for (const header of ['lax=1; SameSite=Lax', 'plain=1', 'none=1; SameSite=None; Secure']) {
        jar.set(header, api, crossSite)
      }
      expect(jar.names()).toEqual(names)
    },
  )

  it('sends a cookie without SameSite with a form post for two minutes', () => {
    let now = 0
    const jar = createCookieJar('blocked', () => now)
    jar.set('a=1', api, typed)
    now = 120_000
    expect(jar.header(api, formPost)).toBe('a=1')
    jar.set('a=1', api, typed)
    now = 120_001
    expect(jar.header(api, formPost)).toBe('')
    jar.set('a=2', api, typed)
    expect(jar.header(api, formPost)).toBe('a=2')
  })
})

describe('expiry', () => {
  it.each([
    ['Max-Age=10', 10_000],
    ['Max-Age=10; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 10_000],
    ['Expires=Thu, 01 Jan 1970 00:00:20 GMT', 20_000],
    ['Max-Age=99999999999', 400 * 24 * 3600 * 1000],
  ])('%s', (attribute, end) => {
    let now = 0
    const jar = createCookieJar('blocked', () => now)
    jar.set(`a=1; ${attribute}`, api, typed)
    now = end - 1
    expect(jar.names()).toEqual(['a'])
    now = end
    expect(jar.names()).toEqual([])
    expect(jar.header(api, typed)).toBe('')
  })

  it('removes a cookie that is set again as expired', () => {
    const jar = jarWith('a=1')
    jar.set('a=; Max-Age=0', api, typed)
    expect(jar.names()).toEqual([])
  })
})
