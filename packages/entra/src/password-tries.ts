import { createExpiringStore } from './expiring-store.ts'

/** Counts wrong passwords, so that nobody tries them all. */
export interface PasswordTries {
  /** Whether a user had ten wrong passwords in a row, the last less than a minute ago. */
  isLocked(userId: string): boolean
  /** Remembers whether a user's password was right. */
  note(userId: string, isRight: boolean): void
  clear(): void
}

/** The wrong passwords after which Entra locks an account, and the milliseconds that it stays locked. */
const most = 10
const lockedFor = 60_000

/**
 * Counts in memory, for ten thousand users.
 * @param now the clock, in milliseconds
 */
export function createPasswordTries(now: () => number): PasswordTries {
  const wrong = createExpiringStore<number>(lockedFor, 10_000, now)
  return {
    isLocked: (userId) => (wrong.get(userId) ?? 0) >= most,
    note(userId, isRight) {
      if (isRight) wrong.delete(userId)
      else wrong.set(userId, (wrong.get(userId) ?? 0) + 1)
    },
    clear: () => wrong.clear(),
  }
}
