import { describe, expect, test } from 'vitest'
import { commonCookieDomain, isPublicSuffix, isSameSite, originOf, siteOf } from '../origins.ts'

test.each([
  ['https://app.example.com', 'https://example.com'],
  ['https://app.example.com:8443', 'https://example.com'],
  ['http://a.b.example.co.uk', 'http://example.co.uk'],
  ['https://one.azurewebsites.net', 'https://one.azurewebsites.net'],
  ['https://x.someone.github.io', 'https://someone.github.io'],
  ['https://github.io', 'https://github.io'],
  ['http://localhost:3000', 'http://localhost'],
  ['http://a.localhost:3000', 'http://a.localhost'],
  ['http://a.clearway.localhost', 'http://clearway.localhost'],
  ['https://intranet', 'https://intranet'],
  ['https://a.corp.internal', 'https://corp.internal'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1'],
  ['http://[::1]:8080', 'http://[::1]'],
  ['https://app.example.com.', 'https://example.com.'],
  ['https://my_app.example.com', 'https://example.com'],
])('the site of %s is %s', (origin, site) => expect(siteOf(originOf(origin))).toBe(site))

describe('same site', () => {
  test.each([
    ['https://app.example.com', 'https://api.example.com:8443', true],
    ['https://app.example.com', 'http://app.example.com', false],
    ['http://a.localhost', 'http://b.localhost', false],
    ['http://a.clearway.localhost', 'http://b.clearway.localhost', true],
    ['https://one.azurewebsites.net', 'https://two.azurewebsites.net', false],
    ['http://127.0.0.1:1', 'http://127.0.0.1:2', true],
    ['http://127.0.0.1', 'http://127.0.0.2', false],
    ['https://example.com', 'https://badexample.com', false],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(isSameSite(originOf(a), originOf(b))).toBe(expected)
    expect(isSameSite(originOf(b), originOf(a))).toBe(expected)
  })
})

test.each([
  ['com', true],
  ['co.uk', true],
  ['github.io', true],
  ['localhost', true],
  ['intranet', true],
  ['example.com', false],
  ['www.ck', false],
  ['a.ck', true],
])('%s is a public suffix: %s', (host, expected) => expect(isPublicSuffix(host)).toBe(expected))

describe('the domain of one cookie for several hosts', () => {
  test.each([
    [['contacts.example.com', 'api.example.com'], 'example.com'],
    [['a.b.example.com', 'c.b.example.com'], 'b.example.com'],
    [['example.com', 'api.example.com'], 'example.com'],
    [['a.example.com', 'b.a.example.com'], 'a.example.com'],
    [['app.example.com'], 'app.example.com'],
    [['app.example.com', 'app.example.com'], 'app.example.com'],
    [['a.clearway.localhost', 'b.clearway.localhost'], 'clearway.localhost'],
    [['a.example.co.uk', 'b.example.co.uk'], 'example.co.uk'],
  ])('%j: %s', (hosts, domain) => expect(commonCookieDomain(hosts)).toBe(domain))
  test.each([
    [[]],
    [['a.example.com', 'a.example.org']],
    [['a.example.com', 'badexample.com']],
    [['a.co.uk', 'b.co.uk']],
    [['one.azurewebsites.net', 'two.azurewebsites.net']],
    [['a.localhost', 'b.localhost']],
    [['localhost']],
    [['github.io']],
    [['10.0.0.1']],
    [['10.0.0.1', '10.0.0.1']],
    [['app.example.com', '10.0.0.1']],
    [['[::1]']],
    [['app.example.com.', 'api.example.com.']],
    [['App.example.com', 'api.example.com']],
    [['app.example.com:8443']],
    [['', 'example.com']],
    [[`${'a'.repeat(260)}.example.com`]],
  ])('%j: none', (hosts) => expect(commonCookieDomain(hosts)).toBeUndefined())
})
