import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resolveReferences, type Resolved } from './references.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'clearway-references-'))
  writeFileSync(join(folder, 'secret'), 'from a file\n')
  writeFileSync(join(folder, 'windows'), 'from a file\r\n')
  writeFileSync(join(folder, 'two lines'), 'a\nb\n\n')
  writeFileSync(join(folder, 'empty'), '')
  writeFileSync(join(folder, 'only a line break'), '\n')
  writeFileSync(join(folder, 'most'), 'x'.repeat(1_000_000))
  writeFileSync(join(folder, 'more'), 'x'.repeat(1_000_001))
  mkdirSync(join(folder, 'folder'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const env = { NAME: 'from the environment', OTHER: '${env:NAME}', EMPTY: '', 'odd name': 'odd' }
const resolve = (data: unknown): Resolved => resolveReferences(data, { env, folder })

test.each<[unknown, unknown]>([
  ['${env:NAME}', 'from the environment'],
  ['a ${env:NAME} b ${env:NAME}', 'a from the environment b from the environment'],
  ['${env:odd name}', 'odd'],
  ['${file:secret}', 'from a file'],
  ['${file:./secret}', 'from a file'],
  ['${file:windows}', 'from a file'],
  ['${file:two lines}', 'a\nb\n'],
  ['${env:NAME}${file:secret}', 'from the environmentfrom a file'],
  [
    ['${env:NAME}', { deep: ['${file:secret}'] }],
    ['from the environment', { deep: ['from a file'] }],
  ],
  ['$NAME $5 {env:NAME} env:NAME', '$NAME $5 {env:NAME} env:NAME'],
  [{ '${env:NAME}': 1 }, { '${env:NAME}': 1 }],
  [
    [1, true, null, 1.5],
    [1, true, null, 1.5],
  ],
])('%j becomes %j', (data, resolved) => {
  expect(resolve(data)).toMatchObject({ data: resolved, mistakes: [] })
})

test('an absolute path does not start at the folder', () => {
  expect(resolve(`\${file:${join(folder, 'secret')}}`).data).toBe('from a file')
})

test('what a reference leads to is not looked at again', () => {
  expect(resolve('${env:OTHER}').data).toBe('${env:NAME}')
})

test('a file of 1 MB is read, a larger one is not', () => {
  expect(resolve('${file:most}').mistakes).toEqual([])
  expect(resolve('${file:more}').mistakes.map(({ message }) => message)).toEqual([
    'the file more is larger than 1 MB',
  ])
  expect(resolve('${file:/dev/zero}').mistakes.map(({ message }) => message)).toEqual([
    'the file /dev/zero is larger than 1 MB',
  ])
})

const createIt = (path: string): string =>
  `create ${path} (relative paths start at the configuration's folder), readable by this process`

test.each([
  [
    '${env:NONE}',
    'the environment variable NONE is not set',
    'set NONE before starting, for example: export NONE=…',
  ],
  [
    '${env:EMPTY}',
    'the environment variable EMPTY is empty',
    'set EMPTY before starting, for example: export EMPTY=…',
  ],
  ['${env:constructor}', 'the environment variable constructor is not set', /^set constructor/],
  ['${env:__proto__}', 'the environment variable __proto__ is not set', /^set __proto__/],
  ['${file:none}', 'the file none cannot be read', createIt('none')],
  ['${file:folder}', 'the file folder cannot be read', createIt('folder')],
  ['${file:a\u0000b}', 'the file a\\u{0}b cannot be read', /^create/],
  ['${file:empty}', 'the file empty is empty', 'write the value into it'],
  ['${file:only a line break}', 'the file only a line break is empty', 'write the value into it'],
  ['${NAME}', '"${NAME}" is not a reference', /^write \$\{env:NAME\} for/],
  ['${}', '"${}" is not a reference', /^write/],
  ['${env:}', '"${env:}" is not a reference', /^write/],
  ['${ENV:NAME}', '"${ENV:NAME}" is not a reference', /^write/],
  ['${vault:secret}', '"${vault:secret}" is not a reference', /^write/],
  ['${env:NAME', '"${env:NAME" is not a reference', /^write/],
])('%j is a mistake and stays as it is', (data, message, fix) => {
  const resolved = resolve({ key: [data] })
  expect(resolved.data).toEqual({ key: [data] })
  expect(resolved.mistakes).toEqual([
    {
      code: 'config/unresolved-reference',
      path: ['key', 0],
      message,
      fix: typeof fix === 'string' ? fix : expect.stringMatching(fix),
    },
  ])
})

test('every reference that leads nowhere is told, where it stands, also twice in one text', () => {
  const { mistakes } = resolve({ a: '${env:X} ${env:Y}', b: ['${env:NAME}', '${env:X}'] })
  expect(mistakes.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
    'a: the environment variable X is not set',
    'a: the environment variable Y is not set',
    'b.1: the environment variable X is not set',
  ])
})

test('it is known which values came from references, as they were written', () => {
  const { referring } = resolve({ a: 'x', b: ['${env:NAME}'], c: 'a${env:NONE}' })
  expect([...referring]).toEqual([
    ['["b",0]', '${env:NAME}'],
    ['["c"]', 'a${env:NONE}'],
  ])
})

test('no message and no fix holds what a reference leads to', () => {
  const text = JSON.stringify(resolve(['${env:NAME} ${env:NONE}', '${file:secret} ${file:none}']).mistakes)
  expect(text).not.toMatch(/from the environment|from a file/)
})
