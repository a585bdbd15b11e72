import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRedirectUri, platformOf } from './redirect-uris.ts'

const app = {
  appId: 'x',
  displayName: 'x',
  spa: { redirectUris: ['https://page.example.com/'] },
  web: { redirectUris: ['http://localhost/web'] },
  publicClient: {
    redirectUris: ['http://localhost', 'com.example.app://auth', 'https://native.example.com/'],
  },
}

describe('isRedirectUri', () => {
  it.each([
    ['https://app.example.com/callback?x=1', true, true],
    ['http://localhost:5173', true, true],
    ['http://contacts.clearway.localhost:8080/x', true, true],
    ['http://127.0.0.1:1/', true, true],
    ['http://[::1]:1/', true, true],
    ['msal33://auth', false, true],
    ['urn:ietf:wg:oauth:2.0:oob', false, true],
    ['http://app.example.com/', false, false],
    ['http://localhost.example.com/', false, false],
    ['https://app.example.com/#x', false, false],
    ['https://app.example.com/#', false, false],
    ['https://user@app.example.com/', false, false],
    ['javascript:alert(1)', false, false],
    ['JavaScript://x/%0aalert(1)', false, false],
    ['data:text/html,x', false, false],
    ['blob:https://x/y', false, false],
    ['https://app.example.com/\r\nx', false, false],
    ['https://app.example.com/ü', false, false],
    ['https://app.example.com/<x>', false, false],
    ['/callback', false, false],
    ['', false, false],
  ])('%s: for the web %s, for native applications %s', (uri, web, native) => {
    expect([
      isRedirectUri(uri, 'web'),
      isRedirectUri(uri, 'spa'),
      isRedirectUri(uri, 'publicClient'),
    ]).toEqual([web, web, native])
  })
})

describe('platformOf', () => {
  it.each([
    ['https://page.example.com/', 'spa'],
    ['http://localhost/web', 'web'],
    ['http://localhost:8080/web', undefined],
    ['http://localhost:8080', 'publicClient'],
    ['http://localhost:8080/', 'publicClient'],
    ['com.example.app://auth', 'publicClient'],
    ['https://native.example.com:444/', undefined],
    ['https://page.example.com', undefined],
  ])('%s is registered for %s', (uri, platform) => {
    expect(platformOf(app, uri)).toBe(platform)
  })

  it('matches nothing but what is registered, whatever is asked for', () => {
    const property = fc.property(
      fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string()),
      (uri) => {
        if (platformOf(app, uri) === undefined) return
        expect(new URL(uri).hostname).toMatch(/^(localhost|(page|native)\.example\.com|auth)$/)
      },
    )
    fc.assert(property)
  })

  it('takes no other host for localhost', () => {
    const other = { ...app, publicClient: { redirectUris: ['http://localhost.localhost/'] } }
    expect(platformOf(other, 'http://localhost:8080/')).toBeUndefined()
  })

  it('takes any port of localhost for a native application', () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 65_535 }),
      (port) => platformOf(app, `http://localhost:${port}`) === 'publicClient',
    )
    fc.assert(property)
  })
})
