/** Values by key, each for a time, and never more than a number of them: the oldest give way. */
export interface ExpiringStore<Value> {
  /** Keeps a value from now for the store's lifetime. Setting a key again starts its time anew. */
  set(key: string, value: Value): void
  get(key: string): Value | undefined
  delete(key: string): void
}

/**
 * Makes a store in memory.
 * @param lifetime milliseconds that a value is kept
 * @param capacity the most values kept at once
 * @param now the clock, in milliseconds
 */
export function createExpiringStore<Value>(
  lifetime: number,
  capacity: number,
  now: () => number,
): ExpiringStore<Value> {
  const entries = new Map<string, { readonly value: Value; readonly until: number }>()
  const dropOld = (): void => {
    for (const [key, entry] of entries) {
      if (entries.size <= capacity && entry.until > now()) return
      entries.delete(key)
    }
  }
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
  }
}
