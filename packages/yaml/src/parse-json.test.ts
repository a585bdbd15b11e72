import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from './parse-json.ts'
import { parseYaml } from './parse-yaml.ts'

test.each([
  ['{}', {}],
  ['[1, "a", null, {"b": [true]}]', [1, 'a', null, { b: [true] }]],
  ['{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]}', { a: { a: 1 }, b: [{ a: 1 }, { a: 2 }] }],
  [String.raw`{"a\"": "\\", "b:": ":\":"}`, { 'a"': '\\', 'b:': ':":' }],
  ['{"a"\r\n\t : 1}', { a: 1 }],
])('%s is read', (text, data) => {
  expect(parseJson(text)).toEqual({ data })
})

test.each([
  ['no JSON', 'a: 1'],
  ['nothing', ''],
  ['JSON with a comment', '{} # no'],
  ['a key that stands twice', '{"a": 1, "a": 1}'],
  ['a key that stands twice further down, once with an escape', String.raw`[{"b": {"a": 1, "\u0061": 1}}]`],
  ['a prototype that stands twice', '{"__proto__": 1, "__proto__": 1}'],
  ['lists in each other without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['65 levels', `${'['.repeat(65)}1${']'.repeat(65)}`],
])('%s is left to YAML', (_what, text) => {
  expect(parseJson(text)).toBeUndefined()
})

test('whatever it reads, it reads as YAML does', () => {
  const key = fc.constantFrom('a', 'b', 'a:', '"', '\\', '__proto__', '<<')
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(fc.jsonValue({ maxDepth: 2 }), tie('mapping')),
    mapping: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }),
  }))
  const written = (part: unknown): string =>
    Array.isArray(part) &&
    part.every((each) => Array.isArray(each) && each.length === 2 && typeof each[0] === 'string')
      ? `{${part.map(([name, below]) => `${JSON.stringify(name)}: ${written(below)}`).join()}}`
      : JSON.stringify(part)
  fc.assert(
    fc.property(value, fc.constantFrom('', ' ', '\n'), (part, space) => {
      const text = `${space}${written(part)}${space}`
      const [json, yaml] = [parseJson(text), parseYaml(text)]
      expect(json?.data).toEqual(yaml.ok ? yaml.data : undefined)
    }),
  )
})
