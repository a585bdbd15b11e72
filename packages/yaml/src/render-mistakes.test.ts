import { expect, test } from 'vitest'
import type { LocatedMistake } from './mistake.ts'
import { renderMistakes } from './render-mistakes.ts'

const found = (more: Partial<LocatedMistake>): LocatedMistake => ({
  code: 'config/invalid-value',
  path: ['sessions', 'idle'],
  message: '"8" is not a duration',
  fix: 'write 8h',
  line: 2,
  column: 9,
  width: 3,
  ...more,
})

const caretLine = (source: string, mistake: LocatedMistake): string =>
  renderMistakes('c.yaml', source, [mistake]).split('\n')[3] ?? ''

const excerptLine = (source: string, mistake: LocatedMistake): string =>
  renderMistakes('c.yaml', source, [mistake]).split('\n')[2] ?? ''

test('a mistake is its place, its code, what is wrong, the line with a caret below the value, and the fix', () => {
  const second = found({
    code: 'config/unknown-key',
    path: [],
    line: 3,
    column: 1,
    width: 6,
    message: 'm',
    fix: 'f',
  })
  expect(renderMistakes('c.yaml', 'sessions:\n  idle: "8"\nlisten: x', [found({}), second]))
    .toMatchInlineSnapshot(`
    "c.yaml:2:9 config/invalid-value sessions.idle
      "8" is not a duration
        2 |   idle: "8"
          |         ^^^
      fix: write 8h

    c.yaml:3:1 config/unknown-key
      m
        3 | listen: x
          | ^^^^^^
      fix: f
    "
  `)
})

test('no mistakes are no text', () => {
  expect(renderMistakes('c.yaml', 'a: 1', [])).toBe('')
})

test('line breaks of Windows are left out', () => {
  expect(excerptLine('sessions:\r\n  idle: "8"\r\n', found({}))).toBe('    2 |   idle: "8"')
})

test('of a long line the part around the mistake is shown, with the caret below it', () => {
  const source = `\n${'a'.repeat(200)}VALUE${'b'.repeat(200)}`
  const mistake = found({ column: 201, width: 5 })
  const excerpt = excerptLine(source, mistake)
  expect(excerpt).toMatch(/^ {4}2 \| …a+VALUEb+…$/)
  expect(excerpt.length).toBeLessThanOrEqual(112)
  expect(caretLine(source, mistake)).toBe(
    `${' '.repeat(5)} | ${' '.repeat(excerpt.indexOf('VALUE') - 8)}^^^^^`,
  )
})

test('a value that is longer than what is shown is marked to the end of it', () => {
  const source = `\n  idle: ${'v'.repeat(300)}`
  const mistake = found({ column: 9, width: 300 })
  expect(caretLine(source, mistake).length).toBeLessThanOrEqual(excerptLine(source, mistake).length)
  expect(caretLine(source, mistake)).toMatch(/ \^{40,}$/)
})

test('a mistake behind the end of a line has its caret there', () => {
  expect(caretLine('a\n{ x', found({ column: 4, width: 1 }))).toBe('      |    ^')
})

test('tabs and control characters neither move the caret nor reach the terminal', () => {
  const excerpt = excerptLine('a\n  a:\t\u001b[31m\u202ex', found({}))
  expect(excerpt).toBe('    2 |   a:  [31m x')
})

test('a secret in words is masked in the excerpt', () => {
  expect(excerptLine('identity:\n  clientSecert: hunter2', found({ line: 2, column: 3, width: 12 }))).toBe(
    '    2 |   clientSecert: •••••••',
  )
})

test('a path with control characters is escaped', () => {
  const [head] = renderMistakes('c.yaml', 'a', [found({ path: ['a\u001b[31m'], line: 1, column: 1 })]).split(
    '\n',
  )
  expect(head).toBe('c.yaml:1:1 config/invalid-value a\\u{1b}[31m')
})
