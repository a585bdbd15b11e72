import { writePath, type LocatedMistake } from '@clearway/yaml'
import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseConfig } from './load-config.ts'
import { readConfig } from './read-config.ts'

const base = readFileSync(new URL('fixtures/base.yaml', import.meta.url), 'utf8')
const sources = { env: { SECRET: 'the-secret' }, folder: '/nowhere' }

const mistakesOf = (text: string): readonly LocatedMistake[] => {
  const read = readConfig(text, sources)
  return read.ok ? [] : read.mistakes
}

/** The text that the caret of each mistake marks, with its path. */
const marked = (text: string): readonly string[] =>
  mistakesOf(text).map(({ line, column, width, path }) => {
    const marked = (text.split('\n')[line - 1] ?? '').slice(column - 1, column - 1 + width)
    return `${line}:${column} ${writePath(path)} ^${marked}`
  })

test('the base configuration has no mistakes', () => {
  expect(mistakesOf(base)).toEqual([])
})

test('JSON is read as well', () => {
  expect(mistakesOf(JSON.stringify(parse(base)))).toEqual([])
})

test.each<[string, string, string, readonly string[]]>([
  ['a plain value', 'http://127.0.0.1:8080', 'nope', ['1:9 listen ^nope']],
  ['a quoted value', 'http://127.0.0.1:8080', '"nope"  # why', ['1:9 listen ^"nope"']],
  ['a number', 'http://127.0.0.1:8080', '8080', ['1:9 listen ^8080']],
  ['a list where text belongs', 'http://127.0.0.1:8080', '[ 8080 ]', ['1:1 listen ^listen']],
  ['no value', 'listen: http://127.0.0.1:8080', 'listen:', ['1:1 listen ^listen']],
  ['null', 'http://127.0.0.1:8080', 'null', ['1:9 listen ^null']],
  ['an unknown key', 'listen: ', 'admim: 1\nlisten: ', ['1:1 admim ^admim']],
  ['an unknown quoted key', 'listen: ', '"ad mim" : 1\nlisten: ', ['1:1 ad mim ^"ad mim"']],
  [
    'a missing key',
    '  clientId: 00000000-0000-0000-0000-000000000000\n',
    '',
    ['2:1 identity.clientId ^identity'],
  ],
  [
    'a missing key in a list',
    '        internal: http://10.0.0.5:8080/\n',
    '',
    ['9:9 applications[0].segments[0].internal ^external'],
  ],
  [
    'a value in a flow list',
    'listen:',
    'trustedProxies: [10.0.0.1, x, "y"]\nlisten:',
    ['1:28 trustedProxies[1] ^x', '1:31 trustedProxies[2] ^"y"'],
  ],
  [
    'a value in a block list',
    'listen:',
    'trustedProxies:\n  - 10.0.0.1\n  - 0.0.0.0/0\nlisten:',
    ['3:5 trustedProxies[1] ^0.0.0.0/0'],
  ],
  ['an empty list', 'listen:', 'identityy: []\nlisten:', ['1:1 identityy ^identityy']],
  ['a value behind an anchor', 'http://127.0.0.1:8080', '&a nope', ['1:12 listen ^nope']],
  [
    'a value by an alias',
    'http://127.0.0.1:8080',
    '&a nope\nadmin: *a',
    ['1:12 listen ^nope', '2:8 admin ^*a'],
  ],
  ['a text over two lines', 'http://127.0.0.1:8080', '>-\n  no\n  pe', ['1:9 listen ^>']],
  ['an unresolved reference', '${env:SECRET}', '${env:NONE}', ['5:17 identity.clientSecret ^${env:NONE}']],
])('%s is marked at its place', (_what, old, mistaken, places) => {
  expect(marked(base.replace(old, mistaken))).toEqual(places)
})

test('mistakes of all kinds are told at once, in the order of the file', () => {
  const text = base
    .replace('listen: ', 'listn: 1\nlisten: ')
    .replace('${env:SECRET}', '${env:NONE}')
    .replace('http://10.0.0.5:8080/', 'nope')
    .replace('name: contacts', 'name: Contacts')
    .concat('      - external: https://contacts.example.com/\n        internal: http://x/\n')
  expect(mistakesOf(text).map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
    '1:1 config/unknown-key',
    '6:17 config/unresolved-reference',
    '8:11 config/invalid-value',
    '11:19 config/invalid-value',
    '12:19 config/duplicate',
  ])
})

test('a reference that leads nowhere is one mistake, not two', () => {
  const text = base
    .replace('http://127.0.0.1:8080', '${env:NONE}')
    .replace('http://10.0.0.5:8080/', '["${env:NONE}"]')
  expect(mistakesOf(text).map(({ code, path }) => `${code} ${writePath(path)}`)).toEqual([
    'config/unresolved-reference listen',
    'config/unresolved-reference applications[0].segments[0].internal[0]',
  ])
})

test('of a text without end at most 500 mistakes are told', () => {
  const keys = Array.from({ length: 2000 }, (_, index) => `key-${index}: 1\n`).join('')
  expect(mistakesOf(base + keys)).toHaveLength(500)
})

test('wherever a reference stands, nothing that is told holds what it leads to', () => {
  const texts = [...base.matchAll(/: (\S+)$/gm)].map((match) => {
    const start = match.index + 2
    return `${base.slice(0, start)}"x\${env:SECRET}"${base.slice(start + (match[1] ?? '').length)}`
  })
  expect(texts.length).toBeGreaterThan(6)
  for (const text of [...texts, '["${env:SECRET}"]', '{ "a": "${env:SECRET}" }', '"${env:SECRET}"']) {
    const parsed = parseConfig(text, { name: 'c.yaml', ...sources })
    expect(parsed.ok ? '' : parsed.text + JSON.stringify(parsed.mistakes)).not.toContain('the-secret')
  }
})

const keys = fc.constantFrom(
  'listen',
  'admin',
  'tls',
  'identity',
  'sessions',
  'applications',
  'name',
  'segments',
  'external',
  'internal',
  'accept',
  'bearer',
  'cors',
  'origins',
  'issuers',
  'allow',
  'authority',
  'limits',
  '__proto__',
  'constructor',
  '',
)
const scalars = fc.oneof(
  fc.constantFrom(
    'http://127.0.0.1:0',
    'https://a.example.com/',
    'within',
    '*',
    '8h',
    'bearer',
    '${env:SECRET}',
    '${env:NONE}',
    '${',
  ),
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
)
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    scalars,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.array(fc.tuple(keys, tie('tree')), { maxLength: 6 }).map((all) => Object.fromEntries(all) as unknown),
  ),
}))

/** The base configuration, in which one value has become another. */
const nearly = fc.tuple(fc.nat(), tree).map(([which, value]) => {
  const places: [Record<string, unknown>, string][] = []
  const walk = (here: unknown): void => {
    if (here === null || typeof here !== 'object') return
    for (const key of Object.keys(here)) {
      places.push([here as Record<string, unknown>, key])
      walk((here as Record<string, unknown>)[key])
    }
  }
  const data = parse(base) as Record<string, unknown>
  walk(data)
  const [parent, key] = places[which % places.length] ?? [data, 'listen']
  parent[key] = value
  return data
})

test('whatever the values, there is a plan or there are mistakes inside the text, and no secret in them', () => {
  fc.assert(
    fc.property(fc.oneof(tree, nearly, fc.jsonValue()), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent)
      const loaded = parseConfig(text, { name: 'c.yaml', ...sources })
      if (loaded.ok) return
      expect(loaded.mistakes).not.toEqual([])
      expect(loaded.text).not.toContain('the-secret')
      const lines = text.split('\n')
      for (const { line, column, width } of loaded.mistakes) {
        const length = (lines[line - 1] ?? '').length
        expect(line >= 1 && line <= lines.length && column >= 1 && width >= 1).toBe(true)
        expect(column - 1 + width).toBeLessThanOrEqual(Math.max(length, column))
        expect(column).toBeLessThanOrEqual(length + 1)
      }
    }),
    { numRuns: 400 },
  )
})
