import { describe, expect, it } from 'vitest'
import { createExpiringStore } from './expiring-store.ts'

describe('an expiring store', () => {
  it('keeps values for its lifetime, anew when they are set again', () => {
    let time = 0
    const store = createExpiringStore<number>(10, 5, () => time)
    store.set('a', 1)
    time = 9
    expect(store.get('a')).toBe(1)
    store.set('a', 2)
    time = 18
    expect(store.get('a')).toBe(2)
    time = 19
    expect(store.get('a')).toBeUndefined()
  })

  it('lets the oldest give way', () => {
    const store = createExpiringStore<number>(10, 2, () => 0)
    store.set('a', 1)
    store.set('b', 2)
    store.set('a', 3)
    store.set('c', 4)
    expect([store.get('a'), store.get('b'), store.get('c')]).toEqual([3, undefined, 4])
  })

  it('forgets what is deleted', () => {
    const store = createExpiringStore<number>(10, 2, () => 0)
    store.set('a', 1)
    store.delete('a')
    expect(store.get('a')).toBeUndefined()
  })
})
