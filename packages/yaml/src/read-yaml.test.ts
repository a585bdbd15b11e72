import { expect, it } from 'vitest'
import { mistake } from './mistake.ts'
import { readYaml } from './read-yaml.ts'

const limit = { bytes: 100_000, fix: 'write less' }

it('gives what the check makes of the data', () => {
  const read = readYaml('a: 1', limit, (data) => ({ ok: true, data: [data] }))
  expect(read).toEqual({ ok: true, data: [{ a: 1 }] })
})

it('gives each mistake the place of its path, or of the deepest part of it that is there', () => {
  const read = readYaml('a:\n  - b: 1\n', limit, () => ({
    ok: false,
    mistakes: [
      mistake('config/missing-key', ['a', 0, 'c'], 'm', 'f'),
      mistake('config/invalid-value', ['a', 0, 'b'], 'm', 'f'),
    ],
  }))
  expect(read).toMatchObject({
    mistakes: [
      { line: 2, column: 5 },
      { line: 2, column: 8 },
    ],
  })
})

it('tells 500 mistakes at most', () => {
  const mistakes = Array.from({ length: 1000 }, () => mistake('config/invalid-value', [], 'm', 'f'))
  const read = readYaml('a: 1', limit, () => ({ ok: false, mistakes }))
  expect(read.ok ? [] : read.mistakes).toHaveLength(500)
})

it('checks nothing where the text is no YAML, or too large', () => {
  const fail = (): never => {
    throw new Error('checked')
  }
  expect(readYaml('a: [', limit, fail)).toMatchObject({
    ok: false,
    mistakes: [{ code: 'config/syntax' }],
  })
  expect(readYaml('ü'.repeat(50_001), limit, fail)).toMatchObject({
    ok: false,
    mistakes: [{ message: 'the text is larger than 0.1 MB', fix: 'write less' }],
  })
})
