import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createJsonElements, type JsonElementsOptions } from './json-elements.ts'
import type { JsonFault } from './json-fault.ts'

interface Read {
  readonly elements: readonly { path: string; index: number; offset: number; value: object }[]
  readonly faults: readonly JsonFault[]
}

type Bounds = Partial<Pick<JsonElementsOptions, 'paths' | 'without' | 'maxText' | 'maxElement' | 'maxDepth'>>

function read(text: string | Uint8Array, options: Bounds = {}, sizes: readonly number[] = []): Read {
  const elements: Read['elements'][number][] = []
  const faults: JsonFault[] = []
  const reader = createJsonElements({
    paths: ['log.entries[]', 'log.creator'],
    onElement: (element) => elements.push(element),
    onFault: (fault) => faults.push(fault),
    ...options,
  })
  const bytes = Buffer.from(text)
  let from = 0
  for (const size of sizes) {
    // A piece is filled with other bytes after it was taken, as a reader with one buffer does.
    const piece = Buffer.from(bytes.subarray(from, from + size))
    reader.write(piece)
    piece.fill(0x22)
    from += size
  }
  if (from < bytes.length) reader.write(bytes.subarray(from))
  reader.end()
  return { elements, faults }
}

const values = (text: string | Uint8Array, options?: Bounds): readonly object[] =>
  read(text, options).elements.map(({ value }) => value)

describe('createJsonElements', () => {
  it('picks the elements of an array and single objects, with their places', () => {
    const text = '{"log":{"creator":{"name":"x"},"entries":[{"a":1}, [2]]}}'
    expect(read(text)).toEqual({
      elements: [
        { path: 'log.creator', index: 0, offset: 18, value: { name: 'x' } },
        { path: 'log.entries[]', index: 0, offset: text.indexOf('{"a"'), value: { a: 1 } },
        { path: 'log.entries[]', index: 1, offset: text.indexOf('[2]'), value: [2] },
      ],
      faults: [],
    })
  })

  it.each([
    ['entries before creator', '{"log":{"entries":[{"a":1}],"creator":{}}}', [{ a: 1 }, {}]],
    [
      'other members before',
      '{"x":[{"log":{"entries":[{}]}}],"log":{"y":{"entries":[1]},"entries":[{"a":1}]}}',
      [{ a: 1 }],
    ],
    ['the same names elsewhere', '{"entries":[{}],"log":{"log":{"entries":[{}]},"entries":[]}}', []],
    ['names written with escapes', '{"l\\u006fg":{"entries":[{"a":1}]}}', [{ a: 1 }]],
    [
      'brackets and quotes in strings',
      '{"log":{"entries":[{"a":"]}\\"}\\\\"},{"b":"{["}]}}',
      [{ a: ']}"}\\' }, { b: '{[' }],
    ],
    ['white space everywhere', ' \n{ "log" : {\t"entries" : [ { "a" : 1 } ] } } \n', [{ a: 1 }]],
    ['a log that is none', '{"log":[{"entries":[{}]}]}', []],
    ['entries that are none', '{"log":{"entries":{"a":{}}}}', []],
    ['another root', '[{"log":{"entries":[{}]}}]', []],
  ])('reads %s', (_, text, expected) => {
    const { elements, faults } = read(text)
    expect(elements.map(({ value }) => value)).toEqual(expected)
    expect(faults).toEqual([])
  })

  it('counts elements that are no objects, and does not give them out', () => {
    const { elements } = read('{"log":{"entries":[null,{"a":1},"x",7,{"b":2}]}}')
    expect(elements.map(({ index, value }) => [index, value])).toEqual([
      [1, { a: 1 }],
      [4, { b: 2 }],
    ])
  })

  it('counts on in an array that occurs again, and says so', () => {
    const { elements, faults } = read('{"log":{"entries":[{"a":1}],"entries":[{"b":2}]}}')
    expect(elements.map(({ index }) => index)).toEqual([0, 1])
    expect(faults.map(({ kind, offset }) => [kind, offset])).toEqual([['repeated', 38]])
  })

  it('keeps a member named __proto__ an ordinary member', () => {
    const [value] = values('{"__proto__":{"log":1},"log":{"entries":[{"__proto__":{"request":{}}}]}}')
    expect(Object.keys(value ?? {})).toEqual(['__proto__'])
    expect((value as { request?: unknown }).request).toBeUndefined()
  })
})

describe('bounds', () => {
  const entry = (body: string): string =>
    `{"log":{"entries":[{"body":${JSON.stringify(body)},"after":true}]}}`

  it('cuts long strings', () => {
    expect(values(entry('abcdefghij'.repeat(10)), { maxText: 32 })).toEqual([
      { body: 'abcdefghij'.repeat(10).slice(0, 32), after: true },
    ])
  })

  it.each([
    ['an escape', `${'a'.repeat(31)}\n${'b'.repeat(50)}`, 'a'.repeat(31)],
    ['a character', `${'a'.repeat(30)}€${'b'.repeat(50)}`, 'a'.repeat(30)],
    ['a character of four bytes', `${'a'.repeat(29)}😀${'b'.repeat(50)}`, 'a'.repeat(29)],
    ['a number escape', `${'a'.repeat(27)}\u0001${'b'.repeat(50)}`, 'a'.repeat(27)],
    ['backslashes', `${'a'.repeat(27)}\\\\\\\\${'b'.repeat(50)}`, `${'a'.repeat(27)}\\\\`],
    ['an escaped backslash before u', `${'a'.repeat(28)}\\u1${'b'.repeat(50)}`, `${'a'.repeat(28)}\\u1`],
    ['nothing', `${'a'.repeat(28)}€${'b'.repeat(50)}`, `${'a'.repeat(28)}€b`],
  ])('does not cut through %s', (_, body, expected) => {
    expect(read(entry(body), { maxText: 32 })).toMatchObject({
      elements: [{ value: { body: expected, after: true } }],
      faults: [],
    })
  })

  it('reads the members to leave out as null, however large, and the others', () => {
    const text = `{"log":{"entries":[{"a":1,"out":[{"x":["${'y'.repeat(500)}"]}],"in":{"out": "z" , "b":{}},"c":2}]}}`
    const options: Bounds = { without: ['out'], maxElement: 200 }
    expect(values(text, options)).toEqual([{ a: 1, out: null, in: { out: null, b: {} }, c: 2 }])
  })

  it('names an element that is too large, and reads the next', () => {
    const large = `[${'1,'.repeat(200)}1]`
    const { elements, faults } = read(`{"log":{"entries":[{},{"a":${large}},{"b":1}]}}`, { maxElement: 100 })
    expect(elements.map(({ index }) => index)).toEqual([0, 2])
    expect(faults).toEqual([{ kind: 'too-large', path: 'log.entries[]', index: 1, offset: 22 }])
  })

  it('names an element that nests too deep, and reads the next', () => {
    const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
    const { elements, faults } = read(`{"log":{"entries":[${deep(200)},${deep(201)},${deep(100_000)},{}]}}`)
    expect(elements.map(({ index }) => index)).toEqual([0, 3])
    expect(faults.map(({ kind, index }) => [kind, index])).toEqual([
      ['too-deep', 1],
      ['too-deep', 2],
    ])
  })

  it('survives nesting without an end, outside of elements too', () => {
    expect(read('['.repeat(300_000)).faults.map(({ kind }) => kind)).toEqual(['truncated'])
    expect(read('{"log":{"entries":[{"a":'.padEnd(300_000, '{"a":')).faults).toHaveLength(1)
  })
})

describe('damage', () => {
  const printed = JSON.stringify(
    {
      log: {
        creator: { name: 'x' },
        entries: Array.from({ length: 6 }, (_, id) => ({ id, list: [{ no: id }, { x: '{"id":' }] })),
      },
    },
    undefined,
    2,
  )
  const plain = JSON.stringify(JSON.parse(printed))

  /** Reads the text with a part replaced by something else. */
  function damaged(text: string, part: string, by: string): Read {
    const at = text.indexOf(part)
    expect(at).toBeGreaterThan(0)
    return read(text.slice(0, at) + by + text.slice(at + part.length))
  }
  const ids = ({ elements }: Read): readonly unknown[] =>
    elements.filter(({ path }) => path === 'log.entries[]').map(({ value }) => (value as { id: unknown }).id)

  it.each([
    ['a quote too many', '"id": 2', '"id": "2', '"id":2', '"id":"2'],
    ['a quote too few', '"id": 2', '"id: 2', '"id":2', '"id:2'],
    ['garbage', '"id": 2', '\u0000\u0001%&"?', '"id":2', '\u0000\u0001%&"?'],
    ['a closing bracket too many', '"id": 2', '"id": 2]', '"id":2', '"id":2]'],
    ['an opening bracket too many', '"id": 2', '"id": 2, {', '"id":2', '"id":2,{'],
  ])('loses one element to %s', (_, part, by, plainPart, plainBy) => {
    for (const result of [damaged(printed, part, by), damaged(plain, plainPart, plainBy)]) {
      expect(ids(result)).toEqual([0, 1, 3, 4, 5])
      expect(result.faults).toMatchObject([{ kind: 'damaged', path: 'log.entries[]', index: 2 }])
      expect(result.elements.at(-1)!.index).toBe(5)
    }
  })

  it('loses one element where two run into each other', () => {
    const at = printed.indexOf('\n      },', printed.indexOf('"id": 2'))
    const indented = printed.slice(0, at) + printed.slice(at).replace(/\n {6}\},/, ',')
    expect(ids(read(indented))).toEqual([0, 1, 3, 4, 5])
  })

  it('names an element with fitting brackets that is no JSON', () => {
    const result = damaged(plain, '"id":2', '"id"::2,,')
    expect(ids(result)).toEqual([0, 1, 3, 4, 5])
    expect(result.faults).toMatchObject([{ kind: 'not-json', index: 2 }])
  })

  it('finds back from wherever the damage led', () => {
    const result = damaged(plain, '"id":2', '"id":2}],"x":{"y":#')
    expect(ids(result)).toEqual([0, 1, 2, 3, 4, 5])
    expect(result.faults.map(({ kind }) => kind)).toEqual(['damaged'])
  })

  it('names a line break within a string where it stands', () => {
    const text = '{"log":{"entries":[{"id":1},{"id":"a\nb"},{"id":3}]}}'
    expect(read(text).faults).toEqual([
      { kind: 'damaged', path: 'log.entries[]', index: 1, offset: text.indexOf('\n') },
    ])
    expect(ids(read(text))).toEqual([1, 3])
  })

  it('goes on after garbage between elements', () => {
    const between = plain.replace('},{"id":3', '}#,{"id":3')
    expect(ids(read(between))).toEqual([0, 1, 2, 3, 4, 5])
    expect(read(between).elements.at(-1)!.index).toBe(5)
    expect(read(between).faults).toMatchObject([{ kind: 'damaged' }])
  })

  it('gives up where no element is known yet', () => {
    const { elements, faults } = read('{"log":#{"entries":[{}]}}')
    expect(elements).toEqual([])
    expect(faults).toEqual([
      { kind: 'damaged', offset: 7 },
      { kind: 'given-up', offset: 7 },
    ])
  })

  it('tells once of bytes that are no UTF-8, and reads on', () => {
    const bytes = Buffer.from('{"log":{"entries":[{"a":"\xe9"},{"a":"\xfc"}]}}', 'latin1')
    const { elements, faults } = read(bytes)
    expect(elements.map(({ value }) => value)).toEqual([{ a: '\ufffd' }, { a: '\ufffd' }])
    expect(faults.map(({ kind }) => kind)).toEqual(['not-utf8'])
  })

  it('names what stands behind the end', () => {
    expect(read(`${plain}\n{"more":1}`).faults).toEqual([{ kind: 'trailing', offset: plain.length + 1 }])
  })

  it('stops after many damages', () => {
    const many = `{"log":{"entries":[${'{"id":#},'.repeat(1000)}{}]}}`
    expect(read(many).faults.length).toBe(101)
  })
})

describe('any pieces, any bytes', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 })

  it('reads the same from any pieces', () => {
    const strings = fc.string({
      unit: fc.constantFrom('a', '"', '\\', '\n', '€', '😀', '{', ']', ',', ':', ' '),
      maxLength: 60,
    })
    const entry = fc.dictionary(
      fc.constantFrom('a', 'out', 'b'),
      fc.oneof(
        strings,
        fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as unknown),
      ),
    )
    fc.assert(
      fc.property(fc.array(entry), fc.constantFrom(undefined, 2), sizes, (entries, indent, sizes) => {
        const text = JSON.stringify({ log: { creator: { a: 1 }, entries } }, undefined, indent)
        const options: Bounds = { without: ['out'], maxText: 24, maxElement: 400 }
        const whole = read(text, options)
        expect(read(text, options, sizes)).toEqual(whole)
        expect(
          read(
            text,
            options,
            Array.from({ length: text.length }, () => 1),
          ),
        ).toEqual(whole)
        const all = values(text).filter(
          (value) => 'a' in value || 'b' in value || 'out' in value || Object.keys(value).length === 0,
        )
        expect(all).toEqual([
          { a: 1 },
          ...entries.map((value) => JSON.parse(JSON.stringify(value)) as object),
        ])
      }),
    )
  })

  it('reads the same of a damaged text from any pieces', () => {
    const text = JSON.stringify(
      { log: { entries: Array.from({ length: 8 }, (_, id) => ({ id, s: 'x"y\\z', list: [{ n: 1 }] })) } },
      undefined,
      1,
    )
    const change = fc.record({
      at: fc.nat({ max: text.length - 1 }),
      by: fc.string({ unit: fc.constantFrom('"', '{', '}', ']', '#', '\n', '\\', ','), maxLength: 3 }),
      remove: fc.nat({ max: 6 }),
    })
    fc.assert(
      fc.property(change, sizes, ({ at, by, remove }, sizes) => {
        const broken = text.slice(0, at) + by + text.slice(at + remove)
        expect(read(broken, {}, sizes)).toEqual(read(broken))
      }),
      { numRuns: 1000 },
    )
  })

  it('gives a prefix of the elements for a text cut at any byte', () => {
    const text = Buffer.from(
      JSON.stringify(
        { log: { creator: { n: 'é' }, entries: [{ a: '\\"€' }, [1], { b: [{ c: 'x' }] }] } },
        undefined,
        1,
      ),
    )
    const whole = read(text).elements
    for (let length = 0; length < text.length; length++) {
      const { elements, faults } = read(text.subarray(0, length))
      expect(elements).toEqual(whole.slice(0, elements.length))
      expect(faults.map(({ kind }) => kind)).toEqual(['truncated'])
    }
  })

  it('takes random bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('', '{"log":{"entries":[', '{"log":{"entries":[{"a":"'),
        sizes,
        (bytes, before, sizes) => {
          read(Buffer.concat([Buffer.from(before), bytes]), {}, sizes)
        },
      ),
      { numRuns: 500 },
    )
  })
})
