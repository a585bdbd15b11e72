import { describe, expect, test } from 'vitest'
import { cookiesLeftOut, cookieStatusIn, type CookieStatus } from './cookies-left-out.ts'

describe('a status', () => {
  const read = (status: string, more: object = {}): CookieStatus | undefined =>
    cookieStatusIn({ operation: 'send', name: 'sid', status, ...more })

  test('keeps the reasons and leaves warnings and exemptions out', () => {
    expect(
      read('EXCLUDE_SAMESITE_LAX, EXCLUDE_USER_PREFERENCES, WARN_THIRD_PARTY_PHASEOUT, NO_EXEMPTION'),
    ).toEqual({ name: 'sid', reasons: ['EXCLUDE_SAMESITE_LAX', 'EXCLUDE_USER_PREFERENCES'] })
  })

  test('of a cookie that went along has none', () => {
    expect(read('INCLUDE, DO_NOT_WARN, NO_EXEMPTION')).toEqual({ name: 'sid', reasons: [] })
  })

  test('without a name says so', () => {
    expect(read('EXCLUDE_SAMESITE_LAX', { name: undefined })?.name).toBe('(name not recorded)')
  })

  test('is cut', () => {
    const long = read(`EXCLUDE_${'A'.repeat(500)} ${'EXCLUDE_B '.repeat(40)}`, { name: 'n'.repeat(500) })
    expect(long?.name).toHaveLength(200)
    expect(long?.reasons).toHaveLength(10)
    expect(long?.reasons[0]).toHaveLength(100)
  })

  test.each([
    ['of a cookie that an answer sets', { operation: 'store', name: 'sid', status: 'EXCLUDE_SAMESITE_LAX' }],
    ['without a status', { operation: 'send', name: 'sid' }],
    ['with an unknown one', { operation: 'send', name: 'sid', status: 'MAYBE' }],
    ['that is none', 'EXCLUDE_SAMESITE_LAX'],
  ])('%s is not read', (_, params) => {
    expect(cookieStatusIn(params)).toBeUndefined()
  })
})

describe('of the cookies of a request', () => {
  const sent: CookieStatus = { name: 'sent', reasons: [] }
  const lax: CookieStatus = { name: 'lax', reasons: ['EXCLUDE_SAMESITE_LAX'] }
  const deep: CookieStatus = { name: 'deep', reasons: ['EXCLUDE_NOT_ON_PATH', 'EXCLUDE_SAMESITE_LAX'] }
  const other: CookieStatus = { name: 'other', reasons: ['EXCLUDE_DOMAIN_MISMATCH'] }

  test('those for its host and path come first', () => {
    expect(cookiesLeftOut([deep, other, lax])).toEqual([lax, deep, other])
  })

  test('those for other hosts and paths do not count where one went along', () => {
    expect(cookiesLeftOut([deep, sent, other, lax])).toEqual([lax])
  })

  test('none is left out where all went', () => {
    expect(cookiesLeftOut([sent, sent])).toEqual([])
  })

  test('fifty are kept', () => {
    expect(cookiesLeftOut(Array.from({ length: 60 }, () => lax))).toHaveLength(50)
  })
})
