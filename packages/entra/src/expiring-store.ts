import type { Remembered } from './remembered.ts'

/** Values by key, each for a time, and never more than a number of them: the oldest give way. */
export interface ExpiringStore<Value> extends Remembered {
  /** Keeps a value from now for the store's lifetime. Setting a key again starts its time anew. */
  set(key: string, value: Value): void
  get(key: string): Value | undefined
  delete(key: string): void
}

interface Entry<Value> {
  readonly value: Value
  readonly until: number
}

/**
 * Makes a store in memory. Values are JSON: a snapshot holds them.
 * @param lifetime milliseconds that a value is kept
 * @param capacity the most values kept at once
 * @param now the clock, in milliseconds
 */
export function createExpiringStore<Value>(
  lifetime: number,
  capacity: number,
  now: () => number,
): ExpiringStore<Value> {
  const entries = new Map<string, Entry<Value>>()
  const dropOld = (): void => {
    for (const [key, entry] of entries) {
      if (entries.size <= capacity && entry.until > now()) return
      entries.delete(key)
    }
  }
  const living = (): [string, Entry<Value>][] => [...entries].filter(([, { until }]) => until > now())
  return {
    set(key, value) {
      entries.delete(key)
      entries.set(key, { value, until: now() + lifetime })
      dropOld()
    },
    get(key) {
      const entry = entries.get(key)
      return entry !== undefined && entry.until > now() ? entry.value : undefined
    },
    delete(key) {
      entries.delete(key)
    },
    get size() {
      return living().length
    },
    entries: living,
    restore(saved) {
      for (const [key, entry] of saved as [string, Entry<Value>][]) entries.set(key, entry)
      dropOld()
    },
    clear() {
      entries.clear()
    },
  }
}
