import { describe, expect, test } from 'vitest'
import { endedBecause, tokenAge, type Ended, type Session, type TokenAge } from './session.ts'

const session: Session = {
  application: 'contacts',
  claims: {},
  tokens: { access: '', issuedAt: 0, expiresAt: 0, refresh: undefined, id: undefined },
  createdAt: 0,
  endsAt: 1_000,
}

describe('a session with an idle time of 100 and a lifetime of 1000', () => {
  test.each<[seenAt: number, now: number, ended: Ended | undefined]>([
    [0, 0, undefined],
    [0, 99, undefined],
    [0, 100, 'idle'],
    [0, 500, 'idle'],
    [950, 999, undefined],
    [950, 1_000, 'lifetime'],
    [0, 1_000, 'lifetime'],
    [1_500, 1_500, 'lifetime'],
    // The clock was set back meanwhile.
    [500, 100, undefined],
  ])('that was seen at %d is at %d: %s', (seenAt, now, ended) => {
    expect(endedBecause(session, seenAt, now, 100)).toBe(ended)
  })

  test('is over once its renewal was refused, whatever time it is', () => {
    for (const now of [0, 100, 1_000]) {
      expect(endedBecause({ ...session, refused: true }, 0, now, 100)).toBe('refused')
    }
  })
})

describe('a token issued at 1000', () => {
  test.each<[expiresAt: number, renewBefore: number, now: number, age: TokenAge]>([
    [2_000, 100, 1_000, 'fresh'],
    [2_000, 100, 1_899, 'fresh'],
    [2_000, 100, 1_900, 'due'],
    [2_000, 100, 1_999, 'due'],
    [2_000, 100, 2_000, 'expired'],
    [2_000, 100, 9_000, 'expired'],
    // Shorter than twice the time ahead: due at half its life.
    [2_000, 5_000, 1_499, 'fresh'],
    [2_000, 5_000, 1_500, 'due'],
    [2_000, 0, 1_999, 'fresh'],
    [1_000, 100, 1_000, 'expired'],
    // The clock was set back meanwhile.
    [2_000, 100, 500, 'fresh'],
  ])('that expires at %d, to be renewed %d ahead, is at %d: %s', (expiresAt, renewBefore, now, age) => {
    expect(tokenAge({ ...session.tokens, issuedAt: 1_000, expiresAt }, now, renewBefore)).toBe(age)
  })
})
