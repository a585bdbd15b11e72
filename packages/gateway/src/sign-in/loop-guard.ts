import { LRUCache } from 'lru-cache'

/** Sees browsers that sign in again and again because they do not keep the session cookie. */
export interface LoopGuard {
  signedIn(browser: string, application: string): void
  isLooping(browser: string, application: string): boolean
}

const most = 4
const withinMs = 30_000

/** Creates the guard. It remembers the latest browsers only, by their cookie; one that keeps no cookie at all fails at the callback. */
export const createLoopGuard = (now: () => number): LoopGuard => {
  const completed = new LRUCache<string, readonly number[]>({ max: 10_000 })
  const recent = (key: string): readonly number[] =>
    (completed.get(key) ?? []).filter((at) => now() - at < withinMs)
  return {
    signedIn: (browser, application) => {
      const key = `${application} ${browser}`
      completed.set(key, [...recent(key), now()].slice(-most))
    },
    isLooping: (browser, application) => recent(`${application} ${browser}`).length >= most,
  }
}
