import { originOf } from '@clearway/rules/origins'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Application, Segment } from '../plan.ts'
import { nowhere } from '../routing/nowhere.ts'
import { checkReturnTo, longestReturn } from './return-to.ts'

const segmentAt = (url: string): Segment => {
  const { protocol, host, pathname } = new URL(url)
  return {
    ...nowhere,
    external: {
      origin: originOf(url),
      scheme: protocol === 'https:' ? 'https' : 'http',
      host,
      prefix: pathname,
    },
  }
}

const application: Application = {
  ...nowhere.application,
  segments: ['https://app.example.com/', 'https://api.example.com/notes/'].map(segmentAt),
}

const check = (text: string): string | undefined =>
  checkReturnTo(text, 'https://app.example.com/', application)

describe('a return address', () => {
  test.each([
    ['/', 'https://app.example.com/'],
    ['', 'https://app.example.com/'],
    ['/deep?x=1#part', 'https://app.example.com/deep?x=1#part'],
    ['deep', 'https://app.example.com/deep'],
    ['?x=1', 'https://app.example.com/?x=1'],
    // A scheme without slashes is relative to a base of the same scheme.
    ['https:evil.example', 'https://app.example.com/evil.example'],
    ['https://app.example.com/x', 'https://app.example.com/x'],
    ['HTTPS://APP.EXAMPLE.COM/x', 'https://app.example.com/x'],
    ['https://app.example.com:443/x', 'https://app.example.com/x'],
    ['https://api.example.com/notes/1', 'https://api.example.com/notes/1'],
    ['//api.example.com/notes/', 'https://api.example.com/notes/'],
    ['/%E5%86%B0', 'https://app.example.com/%E5%86%B0'],
    ['/冰', 'https://app.example.com/%E5%86%B0'],
  ])('%j leads to %j', (text, url) => {
    expect(check(text)).toBe(url)
  })

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '///evil.example/',
    '/\\evil.example/',
    '\\\\evil.example/',
    '/\t/evil.example/',
    '/\n/evil.example/',
    ' https://app.example.com/',
    'https://app.example.com/ ',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://app.example.com@evil.example/',
    'https://user:secret@app.example.com/',
    'https://app.example.com.evil.example/',
    'https://evilapp.example.com/',
    'https://app.example.com:8443/',
    'https://app.example.com./',
    'http://app.example.com/',
    'https://app。example。com.evil.example/',
    'https://api.example.com/',
    'https://api.example.com/notes',
    'https://api.example.com/notesx/',
    'https://api.example.com/notes/../admin',
    'https://api.example.com/notes/%2e%2e/admin',
    '/.clearway/sign-out',
    '/x/../.clearway/sign-out',
    '/%2e/.clearway/sign-out',
    'https://app.example.com/\u0000',
    'https://app.example.com/\u0085',
    'https://[::1',
    `/${'x'.repeat(longestReturn)}`,
  ])('%j leads nowhere', (text) => {
    expect(check(text)).toBeUndefined()
  })

  test('is, whatever it was made of, nowhere or below one of the application’s external URLs', () => {
    const syntax = 'https: http: javascript: / // \\ @ : .. . %2e %2f %5c ? # \t \n 。'.split(' ')
    const names = 'app.example.com api.example.com evil.example notes .clearway 443'.split(' ')
    const part = fc.constantFrom(...syntax, ...names)
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const url = check(parts.join(''))
        if (url === undefined) return
        const { origin, pathname, username } = new URL(url)
        const below =
          origin === 'https://app.example.com' ||
          (origin === 'https://api.example.com' && pathname.startsWith('/notes/'))
        expect([below, username, pathname.startsWith('/.clearway/')]).toEqual([true, '', false])
      }),
      { numRuns: 2_000 },
    )
  })
})
