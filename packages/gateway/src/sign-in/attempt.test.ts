import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSealer } from '../sessions/seal.ts'
import { attemptLifetime, beginAttempt, browserValueOf, openAttempt, sealAttempt } from './attempt.ts'

const sealer = createSealer(randomBytes(32), 'attempts')
const origin = 'https://notes.example.com'
const browser = 'B'.repeat(43)
const attempt = beginAttempt({ application: 'notes', origin, returnTo: `${origin}/deep` }, browser, 1_000)
const state = sealAttempt(sealer, attempt)
const here = { origin, browsers: [browser], now: 1_000 }

describe('a state', () => {
  test('opens where it was made, to what was put in', () => {
    expect(openAttempt(sealer, state, here)).toEqual({ valid: true, attempt })
    expect(state).toMatch(/^[\w-]+$/)
  })

  test('holds neither the browser’s cookie nor anything else that can be read', () => {
    const bytes = Buffer.from(state, 'base64url')
    for (const text of [browser, 'notes', attempt.verifier, attempt.nonce])
      expect(bytes.includes(text)).toBe(false)
    expect(JSON.stringify(attempt)).not.toContain(browser)
  })

  test('opens for one of several cookies of the browser', () => {
    expect(openAttempt(sealer, state, { ...here, browsers: ['', 'x', 'A'.repeat(43), browser] }).valid).toBe(
      true,
    )
  })

  test.each([[[]], [['']], [['A'.repeat(43)]], [[browser.slice(1)]], [[`${browser} `]]])(
    'does not open for the cookies %j',
    (browsers) => {
      expect(openAttempt(sealer, state, { ...here, browsers })).toEqual({
        valid: false,
        because: 'other-browser',
      })
    },
  )

  test.each(['http://notes.example.com', 'https://notes.example.com:8443', 'https://other.example.com', ''])(
    'does not open at %j',
    (elsewhere) => {
      expect(openAttempt(sealer, state, { ...here, origin: elsewhere })).toEqual({
        valid: false,
        because: 'foreign',
      })
    },
  )

  test('opens for an hour', () => {
    const at = (now: number): unknown => openAttempt(sealer, state, { ...here, now })
    expect(at(1_000 + attemptLifetime - 1)).toEqual({ valid: true, attempt })
    expect(at(1_000 + attemptLifetime)).toEqual({ valid: false, because: 'expired', attempt })
  })

  test('that has expired tells another browser nothing of what is in it', () => {
    const late = { ...here, browsers: ['A'.repeat(43)], now: 1_000 + attemptLifetime }
    expect(openAttempt(sealer, state, late)).toEqual({ valid: false, because: 'expired', attempt: undefined })
  })

  test('of another key, or of another kind of record, is foreign', () => {
    const key = randomBytes(32)
    expect(openAttempt(createSealer(key, 'attempts'), state, here)).toEqual({
      valid: false,
      because: 'foreign',
    })
    const record = sealer.seal(JSON.stringify(attempt), 'session').toString('base64url')
    expect(openAttempt(sealer, record, here)).toEqual({ valid: false, because: 'foreign' })
  })

  test('longer than any of ours is not even opened', () => {
    const large = sealAttempt(sealer, { ...attempt, returnTo: `${origin}/${'x'.repeat(9_000)}` })
    expect(openAttempt(sealer, large, here)).toEqual({ valid: false, because: 'foreign' })
  })

  test('of anybody’s making is foreign, and reading it never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), (text) => {
        expect(openAttempt(sealer, text, here)).toEqual({ valid: false, because: 'foreign' })
      }),
    )
  })
})

describe('the browser’s value', () => {
  test('is kept when it looks like one of ours', () => {
    expect(browserValueOf(['x', browser, 'A'.repeat(43)])).toBe(browser)
  })

  test.each([[[]], [['']], [['short']], [['B'.repeat(44)]], [[`${'B'.repeat(42)}/`]]])(
    'is made anew for %j',
    (candidates) => {
      const [one, other] = [browserValueOf(candidates), browserValueOf(candidates)]
      expect(one).toMatch(/^[\w-]{43}$/)
      expect(other).not.toBe(one)
    },
  )
})
