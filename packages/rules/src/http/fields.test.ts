import { describe, expect, test } from 'vitest'
import { fieldValue, fieldValues, withoutFields } from '../http.ts'

const fields = ['Host', 'a.example', 'X-A', '1', 'x-b', '2', 'x-a', '3', 'Cookie', 'a=1', 'cookie', 'b=2']

describe('fieldValue', () => {
  test('finds a field in any letter case', () => {
    expect(fieldValue(fields, 'host')).toBe('a.example')
    expect(fieldValue(fields, 'x-b')).toBe('2')
  })
  test('joins repeats in order', () => expect(fieldValue(fields, 'x-a')).toBe('1, 3'))
  test('joins repeats of Cookie as cookies are joined', () =>
    expect(fieldValue(fields, 'cookie')).toBe('a=1; b=2'))
  test('tells a missing field from an empty one', () => {
    expect(fieldValue(['X-A', ''], 'x-a')).toBe('')
    expect(fieldValue(['X-A', ''], 'x-b')).toBeUndefined()
  })
  test('does not take a value for a name', () =>
    expect(fieldValue(['a', 'host', 'c', 'd'], 'host')).toBeUndefined())
})

test('fieldValues gives every value by itself', () => {
  expect(fieldValues(['Set-Cookie', 'a=1', 'X', 'y', 'set-cookie', 'b=2'], 'set-cookie')).toEqual([
    'a=1',
    'b=2',
  ])
  expect(fieldValues(fields, 'set-cookie')).toEqual([])
})

describe('withoutFields', () => {
  test('takes away what is picked by lower-case name, and keeps case, order and repeats of the rest', () => {
    expect(withoutFields(['X-A', '1', 'B', '2', 'x-a', '3', 'b', '4'], (name) => name === 'x-a')).toEqual([
      'B',
      '2',
      'b',
      '4',
    ])
  })
  test('gives the same list when nothing is picked', () =>
    expect(withoutFields(fields, () => false)).toBe(fields))
})
