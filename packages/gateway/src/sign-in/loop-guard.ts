import { LRUCache } from 'lru-cache'

/** Sees browsers that sign in again and again because they do not keep the session cookie. */
export interface LoopGuard {
  signedIn(browser: string): void
  isLooping(browser: string): boolean
}

const most = 4
const withinMs = 30_000

/** Creates the guard. It remembers the latest browsers only, by their cookie; one that keeps no cookie at all fails at the callback. */
export const createLoopGuard = (now: () => number): LoopGuard => {
  const completed = new LRUCache<string, readonly number[]>({ max: 10_000 })
  const recent = (browser: string): readonly number[] =>
    (completed.get(browser) ?? []).filter((at) => now() - at < withinMs)
  return {
    signedIn: (browser) => void completed.set(browser, [...recent(browser), now()].slice(-most)),
    isLooping: (browser) => recent(browser).length >= most,
  }
}
