import { expect, test } from 'vitest'
import { parseRequestUrl, shownUrl } from './request-url.ts'

test('a URL is taken apart', () => {
  expect(parseRequestUrl('HTTPS://user:secret@API.Example.com:443/a/../b?c=d#e')).toEqual({
    href: 'https://api.example.com/b?c=d',
    fragment: '#e',
    origin: 'https://api.example.com',
    scheme: 'https:',
    host: 'api.example.com',
    path: '/b',
    isHttp: true,
    hasUserinfo: true,
  })
})

test.each(['', '/a', 'https://', 'https://[', 'x y'])('%j is none', (text) => {
  expect(parseRequestUrl(text)).toBeUndefined()
})

test('a Location takes over the fragment of the URL before, unless it has its own', () => {
  const base = parseRequestUrl('https://example.com/a?b#c')
  expect(parseRequestUrl('d', base)).toMatchObject({ href: 'https://example.com/d', fragment: '#c' })
  expect(parseRequestUrl('d#e', base)).toMatchObject({ href: 'https://example.com/d', fragment: '#e' })
})

test('a query is not shown', () => {
  const shown = ['https://example.com/a?code=secret#secret', 'https://example.com/a#secret'].map((text) => {
    const url = parseRequestUrl(text)
    return url && shownUrl(url)
  })
  expect(shown).toEqual(['https://example.com/a?...', 'https://example.com/a'])
})
