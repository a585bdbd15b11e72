import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openStore, type Store } from './store.ts'

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'clearway-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const open = (folder = newFolder()): Store => {
  const store = openStore(folder)
  onTestFinished(() => store.close())
  return store
}

const bytes = (text: string): Buffer => Buffer.from(text)
const presence = { seenAt: 1, endsAt: 1_000 }

describe('a record', () => {
  test('is read with its version, and is nothing before it is made', async () => {
    const store = open()
    expect(store.read('a')).toBeUndefined()
    await store.create('a', bytes('one'), presence)
    expect(store.read('a')).toEqual({ bytes: bytes('one'), version: 1 })
    expect(store.presence('a')).toEqual(presence)
  })

  test('is replaced by whoever names the version that is there, once', async () => {
    const store = open()
    await store.create('a', bytes('one'), presence)
    expect(await store.replace('a', bytes('two'), 1)).toBe(true)
    expect(await store.replace('a', bytes('late'), 1)).toBe(false)
    expect(await store.replace('a', bytes('early'), 3)).toBe(false)
    expect(store.read('a')).toEqual({ bytes: bytes('two'), version: 2 })
  })

  test('that was removed does not come back', async () => {
    const store = open()
    await store.create('a', bytes('one'), presence)
    await store.remove('a')
    expect(await store.replace('a', bytes('two'), 1)).toBe(false)
    await store.touch('a', { seenAt: 2, endsAt: 1_000 })
    expect([store.read('a'), store.presence('a')]).toEqual([undefined, undefined])
    await store.remove('a')
  })

  test('is there for a store that is opened again', async () => {
    const folder = newFolder()
    const first = openStore(folder)
    await first.create('a', bytes('one'), presence)
    await first.replace('a', bytes('two'), 1)
    await first.close()
    expect(open(folder).read('a')).toEqual({ bytes: bytes('two'), version: 2 })
  })
})

describe('a lease', () => {
  test('is one holder’s until it is released or its time is over', async () => {
    const store = open()
    expect(await store.lease('a', 'one', 0, 10)).toBe(true)
    expect(await store.lease('a', 'two', 9, 19)).toBe(false)
    expect(await store.lease('a', 'one', 9, 19)).toBe(true)
    expect(await store.lease('a', 'two', 18, 28)).toBe(false)
    expect(await store.lease('a', 'two', 19, 29)).toBe(true)
    await store.release('a', 'one')
    expect(await store.lease('a', 'one', 20, 30)).toBe(false)
    await store.release('a', 'two')
    expect(await store.lease('a', 'one', 20, 30)).toBe(true)
  })

  test('goes to one of many that ask at once, also through two stores on one folder', async () => {
    const folder = newFolder()
    const [one, other] = [open(folder), open(folder)]
    const got = await Promise.all(
      Array.from({ length: 20 }, (_each, index) =>
        (index % 2 === 0 ? one : other).lease('a', `${index}`, 0, 10),
      ),
    )
    expect(got.filter(Boolean).length).toBe(1)
  })
})

test('a name is used once, until it is forgotten', async () => {
  const store = open()
  expect(await Promise.all([1, 2, 3].map(() => store.useOnce('a', 0, 10)))).toEqual([true, false, false])
  expect(await store.useOnce('b', 0, 10)).toBe(true)
  expect(await store.useOnce('a', 9, 19)).toBe(false)
  expect(await store.useOnce('a', 10, 20)).toBe(true)
})

test('what is kept is made once, whoever comes first', async () => {
  const folder = newFolder()
  const [one, other] = [open(folder), open(folder)]
  const kept = await Promise.all(
    [one, other, one].map((store, index) => store.keep('key', () => Promise.resolve(bytes(`${index}`)))),
  )
  expect(new Set(kept.map(String)).size).toBe(1)
  expect(await other.keep('key', () => Promise.reject(new Error('made again')))).toEqual(kept[0])
})

describe('sweeping', () => {
  test('removes what has ended and nothing else', async () => {
    const store = open()
    await store.create('old', bytes('1'), { seenAt: 0, endsAt: 100 })
    await store.create('new', bytes('2'), { seenAt: 0, endsAt: 101 })
    await store.useOnce('old', 0, 100)
    await store.useOnce('new', 0, 101)
    expect(await store.sweep(100, 10)).toBe(2)
    expect([store.read('old'), store.presence('old')]).toEqual([undefined, undefined])
    expect(store.read('new')).toBeDefined()
    expect(await store.useOnce('new', 100, 200)).toBe(false)
    expect(await store.sweep(100, 10)).toBe(0)
  })

  test('reaches every record in the end, however many live ones stand before it', async () => {
    const store = open()
    for (let index = 0; index < 50; index += 1) {
      await store.create(`a${index}`, bytes('live'), { seenAt: 0, endsAt: 1_000 })
    }
    await store.create('z', bytes('ended'), { seenAt: 0, endsAt: 1 })
    let removed = 0
    for (let round = 0; round < 8; round += 1) removed += await store.sweep(500, 10)
    expect(removed).toBe(1)
    expect(store.read('z')).toBeUndefined()
    expect(store.read('a0')).toBeDefined()
    await store.create('0', bytes('ended'), { seenAt: 0, endsAt: 1 })
    for (let round = 0; round < 8; round += 1) removed += await store.sweep(500, 10)
    expect(removed).toBe(2)
  })
})

test('a store that is closed fails every reading and every writing, and ends no process', async () => {
  const store = openStore(newFolder())
  await store.create('a', bytes('one'), presence)
  await store.close()
  expect(() => store.read('a')).toThrow()
  expect(() => store.presence('a')).toThrow()
  for (const write of [
    () => store.create('b', bytes('two'), presence),
    () => store.replace('a', bytes('two'), 1),
    () => store.remove('a'),
    () => store.touch('a', presence),
    () => store.lease('a', 'one', 0, 10),
    () => store.release('a', 'one'),
    () => store.useOnce('a', 0, 10),
    () => store.keep('a', () => Promise.resolve(bytes('x'))),
    () => store.sweep(0, 10),
  ]) {
    await expect(write()).rejects.toThrow()
  }
})
