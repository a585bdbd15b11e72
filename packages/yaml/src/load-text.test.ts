import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadText } from './load-text.ts'

const limit = { bytes: 1_000_000, fix: 'write less' }
const load = (file: string): ReturnType<typeof loadText> => loadText(file, limit, 'name another')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearway-yaml-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

it('loads a text as UTF-8, without a byte order mark', () => {
  const file = join(folder, 'a.yaml')
  writeFileSync(file, '\uFEFFa: ü\n')
  expect(load(file)).toEqual({ ok: true, source: 'a: ü\n' })
})

it('says why there is none, and what to do', () => {
  const large = join(folder, 'large.yaml')
  writeFileSync(large, Buffer.alloc(1_000_001, 'a'))
  const missing = join(folder, 'missing.yaml')
  expect([load(large), load(missing), load(folder)]).toMatchObject([
    { ok: false, text: `${large}: it is larger than 1 MB\n  fix: name another\n` },
    { ok: false, text: `${missing}: there is no such file\n  fix: name another\n` },
    {
      ok: false,
      text: `${folder}: this is a folder, not a file\n  fix: name another\n`,
      mistakes: [{ code: 'config/syntax', message: 'this is a folder, not a file', line: 1, column: 1 }],
    },
  ])
})

// Root may read everything.
it.skipIf(process.getuid?.() === 0)('says that it may not read it', () => {
  const file = join(folder, 'secret.yaml')
  writeFileSync(file, 'a: 1')
  chmodSync(file, 0)
  expect(load(file)).toMatchObject({ ok: false, mistakes: [{ message: 'this process may not read it' }] })
})
