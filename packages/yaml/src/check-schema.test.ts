import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkSchema } from './check-schema.ts'
import { jsonSchemaOf } from './json-schema.ts'
import { writePath } from './mistake.ts'
import { addObjection } from './objection.ts'

const even = z.number().superRefine((value, context) => {
  if (value % 2 === 1) addObjection(context, { message: 'this is odd', fix: 'write an even number' })
})

const schema = z.strictObject({
  name: z.string().min(1).max(5).describe('A short name'),
  colour: z.enum(['red', 'green']).optional().describe('A colour'),
  tags: z.array(z.string()).min(1).max(2).optional().describe('A list of words'),
  size: z.int().min(1).max(9).optional().describe('From 1 to 9'),
  even: even.optional().describe('An even number'),
  on: z.boolean().optional().describe('Whether it is on'),
  secret: z.string().max(5).optional().describe('A secret'),
  pin: z.int().optional().describe('A number, or none'),
  either: z
    .union([z.literal('all'), z.array(z.string())])
    .optional()
    .describe('all, or a list of words'),
  version: z
    .union([z.literal(1), z.literal(2)])
    .optional()
    .describe('1 or 2'),
  box: z
    .strictObject({ width: z.int().optional().describe('Its width') })
    .optional()
    .describe('A box'),
  old: z.int().optional().meta({ description: 'A number, in old files', deprecated: true }),
})

const synonyms = { paint: 'colour', breadth: 'box.width', heading: 'title' }

function told(data: unknown, quotes = true): string[] {
  const mistakes = checkSchema(
    { schema, jsonSchema: () => jsonSchemaOf(schema, 'A thing'), quotes, synonyms },
    data,
  )
  return mistakes.map(({ path, message, fix }) => `${writePath(path)}: ${message} (${fix})`)
}

describe('examples of the schema are what to write', () => {
  const port = z.string().meta({ examples: ['http://127.0.0.1:8080'] })
  const span = z.string().meta({ examples: ['30s', '15m'] })
  const rule = z
    .strictObject({ names: z.array(z.string()).min(1) })
    .meta({ examples: [{ names: ['a', 'b'] }] })
  const shown = z.strictObject({ port, span, rule }).partial()
  const fixes = (data: unknown, quotes = true): string[] =>
    checkSchema({ schema: shown, jsonSchema: () => jsonSchemaOf(shown, 'A thing'), quotes }, data).map(
      ({ fix }) => fix,
    )

  it.each<[string, unknown, string]>([
    ['the port that was written alone', { port: 3000 }, 'write port: http://127.0.0.1:3000'],
    ['the amount that lacks its unit', { span: 8 }, 'write span: 8s or 8m'],
    ['no number that cannot be meant', { span: -1 }, 'write span: 30s or 15m'],
    ['a list for a text', { port: [] }, 'write port: http://127.0.0.1:8080'],
    ['a text for a mapping', { rule: 'a' }, 'write rule: { names: [a, b] }'],
  ])('with %s', (_, data, fix) => {
    expect(fixes(data)).toEqual([fix])
  })

  it('without the file’s number where values are not quoted', () => {
    expect(fixes({ port: 3000 }, false)).toEqual(['write port: http://127.0.0.1:8080'])
  })
})

describe('checkSchema', () => {
  it('finds nothing wrong with what fits', () => {
    expect(told({ name: 'a', colour: 'red', tags: ['b'], size: 3, even: 2, either: 'all' })).toEqual([])
  })

  it('takes no data for an empty mapping', () => {
    expect(told(null)).toEqual(['name: "name" is missing (A short name)'])
    expect(told(undefined)).toEqual(told(null))
  })

  it.each<[string, unknown, string]>([
    ['another kind', { name: 5 }, 'name: 5 is not text (put it into quotes: "5")'],
    ['a long text', { name: 'abcdef' }, 'name: this text has more than 5 characters (A short name)'],
    ['an empty text', { name: '' }, 'name: this text is empty (A short name)'],
    [
      'nothing',
      { name: null },
      'name: "name" has no value (give it one, or remove it where it is not needed)',
    ],
    [
      'a word like another',
      { name: 'a', colour: 'gren' },
      'colour: "gren" is not one of: red, green (did you mean "green"?)',
    ],
    ['another word', { name: 'a', colour: 'x' }, 'colour: "x" is not one of: red, green (A colour)'],
    ['an empty list', { name: 'a', tags: [] }, 'tags: this list is empty (A list of words)'],
    [
      'a long list',
      { name: 'a', tags: ['', '', ''] },
      'tags: this list has more than 2 entries (A list of words)',
    ],
    ['a text for a list', { name: 'a', tags: 'b' }, 'tags: "b" is not a list (write a list: [b])'],
    [
      'a mapping for a list',
      { name: 'a', tags: { b: 1 } },
      'tags: a mapping is not a list (write a list: a dash and a space before each entry, also where there is only one)',
    ],
    [
      'a text for a mapping',
      { name: 'a', box: 'b' },
      'box: "b" is not a mapping (write a mapping with width)',
    ],
    [
      'a number of a few in quotes',
      { name: 'a', version: '2' },
      'version: "2" is not one of: 1, 2 (write 2 without quotes)',
    ],
    [
      'a key that belongs below another',
      { name: 'a', width: 1 },
      'width: "width" is not a key here (it belongs below box)',
    ],
    [
      'a key by another name',
      { name: 'a', paint: 'red' },
      'paint: "paint" is not a key here (did you mean "colour"?)',
    ],
    [
      'a key by another name, which belongs below another',
      { name: 'a', breadth: 1 },
      'breadth: "breadth" is not a key here (did you mean "box.width"?)',
    ],
    ['a key like an old one', { name: 'a', odl: 1 }, 'odl: "odl" is not a key here (did you mean "old"?)'],
    [
      'a key like none, with those that people should write',
      { name: 'a', heading: 1 },
      'heading: "heading" is not a key here (remove it; known here: name, colour, tags, size, even, on, secret, pin, either, version, box)',
    ],
    ['a large number', { name: 'a', size: 10 }, 'size: 10 is too large (From 1 to 9)'],
    ['a small number', { name: 'a', size: 0 }, 'size: 0 is too small (From 1 to 9)'],
    ['a number in quotes', { name: 'a', even: '2' }, 'even: "2" is not a number (write 2, without quotes)'],
    ['what its own check refuses', { name: 'a', even: 3 }, 'even: this is odd (write an even number)'],
    ['an unknown key', { name: 'a', colur: 1 }, 'colur: "colur" is not a key here (did you mean "colour"?)'],
    [
      'none of a union',
      { name: 'a', either: 5 },
      'either: 5 is not one of: all, a list (all, or a list of words)',
    ],
    [
      'one branch of a union',
      { name: 'a', either: [5] },
      'either[0]: 5 is not text (put it into quotes: "5")',
    ],
    [
      'a secret of another kind',
      { name: 'a', secret: 12_345 },
      'secret: this is not text (put it into quotes)',
    ],
    [
      'a list at the top',
      [],
      ': a list is not a mapping (write a mapping with name, colour, tags, size, even, on, secret, pin, either, version, box)',
    ],
  ])('tells %s', (_, data, expected) => {
    expect(told(data)).toEqual([expected])
  })

  it('quotes no value where it may not, not even in a fix', () => {
    const data = { name: 71, colour: 'hunter', tags: 'hunter', size: 71, on: 'hunter', pin: 7.1, either: 71 }
    const mistakes = told(data, false)
    expect(mistakes).toHaveLength(7)
    expect(mistakes.join()).not.toMatch(/hunter|7\.?1/)
  })
})
