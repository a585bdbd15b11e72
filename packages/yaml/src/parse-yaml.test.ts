import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseYaml } from './parse-yaml.ts'

const mistakesOf = (text: string): readonly string[] => {
  const parsed = parseYaml(text)
  return parsed.ok
    ? []
    : parsed.mistakes.map(({ line, column, width, message }) => `${line}:${column}+${width} ${message}`)
}

test.each<[string, unknown]>([
  ['', null],
  ['# only a comment\n', null],
  ['null', null],
  ['a: 1\nb: [x, "y"]\nc: { d: true }\n', { a: 1, b: ['x', 'y'], c: { d: true } }],
  ['{"a": [1, 2.5, null, "x"]}', { a: [1, 2.5, null, 'x'] }],
  ['yes: no', { yes: 'no' }],
  ['time: 12:30', { time: '12:30' }],
  ['a: &x [1]\nb: *x\n', { a: [1], b: [1] }],
  ['%YAML 1.2\n---\na: 1\n', { a: 1 }],
  ['a: !!str 5\n', { a: '5' }],
  ['a: |\n  x\n  y\n', { a: 'x\ny\n' }],
  ['__proto__: 1', JSON.parse('{"__proto__": 1}')],
])('%j is %j', (text, data) => {
  const parsed = parseYaml(text)
  expect(parsed.ok && parsed.data).toEqual(data)
})

test.each([
  ['a tab as indentation', 'a:\n\tb: 1\n', ['2:1+1 a tab indents this line']],
  ['a key that stands twice', 'a: 1\nbc: 2\nbc: 3\n', ['3:1+2 the key "bc" stands twice in one place']],
  [
    'keys that stand twice, in flow style and below another',
    'a: { b: 1, b: 2 }\nc:\n  "d": 1\n  d: 2\n',
    ['1:12+1 the key "b" stands twice in one place', '4:3+1 the key "d" stands twice in one place'],
  ],
  ['a second document', 'a: 1\n---\nb: 2\n', ['2:1+3 a second document begins here']],
  ['a tag', 'a: 1\nb: !env NAME\n', ['2:4+4 nothing reads this tag or directive']],
  ['YAML 1.1', '%YAML 1.1\n---\na: yes\n', ['1:1+1 this file asks for another YAML than 1.2']],
  ['an alias without an anchor', 'a: *b\n', ['1:4+2 no anchor of this name stands before this alias']],
  [
    'an alias before its anchor',
    'a: *b\nb: &b 1\n',
    ['1:4+2 no anchor of this name stands before this alias'],
  ],
  ['a list that contains itself', 'a: &a [1, *a]\n', ['1:11+2 what this alias stands for contains itself']],
  [
    'a mapping that contains itself',
    '&a\nb: { c: *a }\n',
    ['2:9+2 what this alias stands for contains itself'],
  ],
  ['a key that is a mapping', 'a: 1\n? { b: 1 }\n: 2\n', ['2:3+8 a key is a text']],
  ['a key that is a list', '[a]: 1\n', ['1:1+3 a key is a text']],
  ['a key that is an alias', 'a: &x b\n*x : 1\n', ['2:1+2 a key is a text']],
  ['a key that is null', 'null: 1\n', ['1:1+4 a key is a text']],
  ['an unclosed list', 'a: [1, 2\n', [expect.stringMatching(/^2:1\+1 the \[ above is not closed/)]],
  ['an unclosed quote', 'a: "x\n', ['2:1+1 a quotation is not closed anywhere before this']],
  ['a key without a colon', 'a\n  - b: 1\n', ['1:1+1 this line is no key with a value']],
  ['a colon without a space', 'a:\n  - b:1\n    c: 2\n', ['2:5+1 this line is no key with a value']],
  [
    'a line that is indented too much',
    'a: 1\n b: 2\n',
    ['1:4+1 another key follows where a value should end'],
  ],
  ['a value with a colon', 'a: b: c\n', ['1:4+1 another key follows where a value should end']],
  [
    'a line between the entries of a list',
    'a:\n  - b: 1\n   c: 2\n',
    ['3:1+1 between the entries of a list, this line is none'],
  ],
  ['a comma that is missing', '{"a": "b" "c": 1}', ['1:11+1 this does not belong here']],
  ['a value after a value', 'a: "x" y\n', [expect.stringMatching(/^1:8\+1 /)]],
])('%s is refused at its place', (_what, text, mistakes) => {
  expect(mistakesOf(text)).toEqual(mistakes)
})

test.each([
  'a: "x" hunter2\n',
  'a: "\\hunter2"\n',
  'a: {b: hunter2\n',
  'a: |hunter2\n',
  'a: !hunter2\n',
  'a: !hunter2 x\n',
  'a: !<hunter2\n',
  'a: !<hunter2> x\n',
  'a: !!hunter2 x\n',
  'a: !e!hunter2 x\n',
  'a: !hunter2! x\n',
  'a: *hunter2\n',
  'a: @hunter2\n',
  'a: `hunter2\n',
  'a: %hunter2\n',
  'a: "\n%hunter2\n',
  '%hunter2\n---\na: 1\n',
  '- a\nhunter2: x\n',
  'a: 1\n---\nhunter2\n',
  'a: ]hunter2\n',
  'a: 1\n ]hunter2\n',
  '&hunter2 *hunter2\n',
])('of %j, what is not understood is not quoted: it may be a secret', (text) => {
  const parsed = parseYaml(text)
  expect(JSON.stringify(parsed.ok ? [] : parsed.mistakes)).not.toContain('hunter2')
})

test('at most 20 mistakes of the text are told', () => {
  expect(mistakesOf(`a:\n${'\tb: 1\n'.repeat(30)}`)).toHaveLength(20)
})

test('what the parser stumbles over behind a mistake is not told', () => {
  expect(mistakesOf('a: [][]'.padEnd(500, '[]'))).toHaveLength(1)
})

test('JSON that is pasted into a list without its indentation is told as that, and its tabs', () => {
  const pasted = 'a:\n  - {\n    "b": [\n\t\t1\n\t]\n}\nc: 1\n'
  expect(mistakesOf(pasted)).toEqual([
    '4:3+1 the [ above is not closed, and this line is indented too little to belong to it',
    '5:1+1 a tab indents this line',
  ])
})

const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c]\n`

test('aliases that multiply each other are refused', () => {
  expect(mistakesOf(bomb)).toEqual(['1:1+1 the aliases multiply each other'])
})

test('more than 50 aliases are refused at the first that is too many', () => {
  const list = (count: number): string => `a: &a 1\nb: [${Array<string>(count).fill('*a').join(',')}]\n`
  expect(mistakesOf(list(50))).toEqual([])
  expect(mistakesOf(list(51))).toEqual(['2:155+2 there are more than 50 aliases'])
  expect(mistakesOf(list(100_000))).toHaveLength(1)
})

test.each([
  ['lists', '['.repeat(100_000), '1:65'],
  ['closed lists', `${'['.repeat(3000)}${']'.repeat(3000)}`, '1:65'],
  ['mappings', 'a: 1\nb: '.padEnd(3000, '{c: '), expect.stringMatching(/^2:\d+$/)],
  ['dashes', '- '.repeat(3000), expect.stringMatching(/^1:\d+$/)],
  ['keys', '? '.repeat(3000), expect.stringMatching(/^1:\d+$/)],
])('%s in each other without end are refused, and do not end the process', (_what, text, place) => {
  const parsed = parseYaml(text)
  expect(parsed.ok ? [] : parsed.mistakes.map(({ line, column }) => `${line}:${column}`)).toEqual([place])
  expect(mistakesOf(text).join()).toContain('this is nested too deeply')
})

test('so many levels as a configuration can have are read', () => {
  const text = `${'['.repeat(50)}${']'.repeat(50)}`
  expect(parseYaml(text).ok).toBe(true)
})

test('every JSON text is read as what it is', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
      const parsed = parseYaml(JSON.stringify(value))
      expect(parsed.ok && parsed.data).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})

test('whatever the text, it is read or has mistakes, each at a place that is there', () => {
  const words = 'a § : § - § [ § ] § { § } § , § " § \' § &a § *a § !t § ? § # § --- § ... § %YAML 1.1 § <<:'
  const pieces = fc.constantFrom(...words.split('§'), '\n', '  ', '|\n', '\t', '\r\n', '\u0000', '\uFEFF')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
      ),
      (text) => {
        const parsed = parseYaml(text)
        if (parsed.ok) return
        const lines = text.split('\n')
        expect(parsed.mistakes).not.toEqual([])
        for (const { line, column, width } of parsed.mistakes) {
          expect(lines[line - 1]).toBeDefined()
          expect(column).toBeGreaterThanOrEqual(1)
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1)
          expect(width).toBeGreaterThanOrEqual(1)
        }
      },
    ),
    { numRuns: 2000 },
  )
})
