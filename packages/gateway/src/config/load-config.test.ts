import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadConfig, parseConfig, type LoadedConfig } from './load-config.ts'

const base = readFileSync(new URL('fixtures/base.yaml', import.meta.url), 'utf8')
const env = { SECRET: 'x' }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearway-load-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const textOf = (loaded: LoadedConfig): string => (loaded.ok ? '' : loaded.text)

test('a file is loaded to a plan, whose store lies beside the file', () => {
  const loaded = loadConfig(write('good.yaml', base), env)
  expect(loaded.ok && loaded.plan.sessions.store).toBe(join(folder, 'data'))
})

test('a file reference starts at the folder of the configuration', () => {
  write('the-secret', 'from the file\n')
  const loaded = loadConfig(write('file.yaml', base.replace('${env:SECRET}', '${file:the-secret}')), {})
  expect(loaded.ok && loaded.plan.identity.clientSecret).toBe('from the file')
})

test('a byte order mark and line breaks of Windows are read, and places stay right', () => {
  expect(loadConfig(write('bom.yaml', `\uFEFF${base.replaceAll('\n', '\r\n')}`), env).ok).toBe(true)
  const wrong = `\uFEFFlistn: x\r\n${base.replaceAll('\n', '\r\n')}`
  expect(textOf(loadConfig(write('bom.yaml', wrong), env))).toMatch(
    /bom\.yaml:1:1 config\/unknown-key listn\n.*\n {4}1 \| listn: x\n {6}\| \^{5}\n/,
  )
})

test.each([
  ['no file', () => join(folder, 'none.yaml'), 'there is no such file'],
  ['no folder', () => join(folder, 'none', 'none.yaml'), 'there is no such file'],
  ['a folder', () => folder, 'this is a folder, not a file'],
  ['a file as a folder', () => join(write('file', 'x'), 'x.yaml'), 'it cannot be read'],
  ['a device without end', () => '/dev/zero', 'it is larger than 1 MB'],
  [
    'a file that is too large',
    () => write('large.yaml', `#${'x'.repeat(1_000_000)}`),
    'it is larger than 1 MB',
  ],
])('%s is nothing to check', (_what, path, reason) => {
  const file = path()
  const loaded = loadConfig(file, env)
  expect(loaded).toMatchObject({ ok: false, unreadable: true })
  expect(textOf(loaded)).toBe(`${file}: ${reason}\n  fix: name a configuration: --config clearway.yaml\n`)
})

test('a file of just 1 MB is read', () => {
  expect(loadConfig(write('most.yaml', `${base}#`.padEnd(1_000_000, 'x')), env).ok).toBe(true)
})

test('a link to a file is read; what it names starts where the link lies', () => {
  mkdirSync(join(folder, 'elsewhere'), { recursive: true })
  symlinkSync(write('target.yaml', base), join(folder, 'elsewhere', 'link.yaml'))
  const loaded = loadConfig(join(folder, 'elsewhere', 'link.yaml'), env)
  expect(loaded.ok && loaded.plan.sessions.store).toBe(join(folder, 'elsewhere', 'data'))
})

test('a text at hand that is too large in bytes is refused, though it has fewer characters', () => {
  const loaded = parseConfig(`${base}#${'ü'.repeat(600_000)}`, { name: 'c.yaml', folder, env })
  expect(loaded).toMatchObject({ ok: false, unreadable: false })
  expect(textOf(loaded)).toContain('c.yaml:1:1 config/syntax\n  the text is larger than 1 MB\n')
})
