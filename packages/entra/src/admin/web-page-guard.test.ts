import { describe, expect, it } from 'vitest'
import { whyRefused } from './web-page-guard.ts'

const host = '127.0.0.1:8401'

describe('the web page guard', () => {
  it.each(['127.0.0.1:8401', 'localhost', 'LOCALHOST:1', '[::1]:8401'])(
    'lets a program in under %s',
    (name) => {
      expect(whyRefused({ host: name })).toBeUndefined()
    },
  )

  it.each([
    {},
    { host: '' },
    { host: 'rebound.example.com:8401' },
    { host: 'localhost.example.com' },
    { host: '127.0.0.1.example.com:8401' },
    { host: '127.0.0.1:8401@example.com' },
    { host: 'app.localhost:8401' },
    { host: '127.0.0.1:8401:1' },
  ])('refuses %j, which may be a page’s own name for this machine', (headers) => {
    expect(whyRefused(headers)).toMatch(/^Host has to be/)
  })

  it.each([
    { host, origin: 'https://example.com' },
    { host, origin: 'null' },
    { host, origin: '' },
    { host, 'sec-fetch-site': 'none' },
    { host, 'sec-fetch-mode': 'no-cors' },
    { host, 'sec-fetch-storage-access': 'none' },
  ])('refuses %j, which a browser sent', (headers) => {
    expect(whyRefused(headers)).toMatch(/^Browsers are not answered/)
  })
})
