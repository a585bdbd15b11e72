import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadMasterKey } from './master-key.ts'

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'clearway-key-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

test('the key is made once, and is the same from then on', () => {
  const folder = newFolder()
  const key = loadMasterKey(folder, undefined)
  expect(key.length).toBe(32)
  expect(loadMasterKey(folder, undefined).equals(key)).toBe(true)
  expect(loadMasterKey(newFolder(), undefined).equals(key)).toBe(false)
})

test('the file and its folder are their owner’s alone, and no draft is left', () => {
  const folder = newFolder()
  const key = loadMasterKey(folder, undefined)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'key')).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(['key'])
  expect(readFileSync(join(folder, 'key')).equals(key)).toBe(true)
})

test('a configured key needs no file, and is a key of its own', () => {
  const folder = newFolder()
  const one = loadMasterKey(folder, 'a'.repeat(32))
  expect(one.length).toBe(32)
  expect(loadMasterKey(folder, 'a'.repeat(32)).equals(one)).toBe(true)
  expect(loadMasterKey(folder, 'b'.repeat(32)).equals(one)).toBe(false)
  expect(readdirSync(folder)).toEqual([])
})

test.each([0, 1, 31, 33, 64])('a file of %d bytes is no key, and stays as it is', (bytes) => {
  const folder = newFolder()
  loadMasterKey(folder, undefined)
  const file = join(folder, 'key')
  writeFileSync(file, Buffer.alloc(bytes, 7))
  expect(() => loadMasterKey(folder, undefined)).toThrow(
    expect.objectContaining({
      code: 'ERR_STORE_KEY',
      message: expect.stringContaining(`${file} holds no key`),
    }),
  )
  expect(readFileSync(file).length).toBe(bytes)
})
