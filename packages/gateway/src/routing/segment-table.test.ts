import { originOf } from '@clearway/rules/origins'
import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Segment } from '../plan.ts'
import { nowhere } from './nowhere.ts'
import { covers, createSegmentTable } from './segment-table.ts'

const at = (url: string): Segment => {
  const { host, pathname } = new URL(url)
  return {
    ...nowhere,
    external: { origin: originOf(url), scheme: 'https', host, prefix: pathname },
  }
}

const prefixOf = (segment: Segment | undefined): string | undefined => segment?.external.prefix

describe('a prefix covers', () => {
  test.each([
    ['/', '/'],
    ['/', '/x'],
    ['/api/', '/api/'],
    ['/api/', '/api'],
    ['/api/', '/api/x/'],
    ['/a/b/', '/a/b'],
  ])('%s: %s', (prefix, path) => {
    expect(covers(prefix, path)).toBe(true)
  })

  test.each([
    ['/api/', '/'],
    ['/api/', '/apix'],
    ['/api/', '/api.json'],
    ['/api/', '/ap'],
    ['/api/', '/API/'],
    ['/a/b/', '/a'],
    ['/a/b/', '/a/bc'],
    ['/a/b/', '/x/a/b/'],
  ])('not %s: %s', (prefix, path) => {
    expect(covers(prefix, path)).toBe(false)
  })

  test('exactly the paths whose first parts are its parts', () => {
    const parts = array(constantFrom('a', 'b', 'ab'), { maxLength: 3 })
    assert(
      property(parts, parts, constantFrom('', '/'), (ofPrefix, ofPath, end) => {
        const prefix = ['', ...ofPrefix, ''].join('/')
        const path = ['', ...ofPath].join('/') + end || '/'
        const expected = ofPrefix.every((part, index) => ofPath[index] === part)
        expect(covers(prefix, path)).toBe(expected)
      }),
    )
  })
})

describe('the table', () => {
  const table = createSegmentTable([
    at('https://one.example/'),
    at('https://one.example/api/'),
    at('https://one.example/api/v2/'),
    at('https://two.example/api/'),
    at('https://one.example:8443/other/'),
  ])

  test('finds the longest prefix of a host', () => {
    expect(prefixOf(table.match('one.example', '/api/v2/x'))).toBe('/api/v2/')
    expect(prefixOf(table.match('one.example', '/api/v2'))).toBe('/api/v2/')
    expect(prefixOf(table.match('one.example', '/api/v1'))).toBe('/api/')
    expect(prefixOf(table.match('one.example', '/apix'))).toBe('/')
  })

  test('finds nothing under another host, another port, or outside of every prefix', () => {
    expect(table.match('two.example', '/x')).toBeUndefined()
    expect(table.match('one.example:8443', '/api/')).toBeUndefined()
    expect(table.match('three.example', '/')).toBeUndefined()
    expect(table.match('example', '/')).toBeUndefined()
    expect(table.match('', '/')).toBeUndefined()
    expect(table.match('constructor', '/')).toBeUndefined()
  })

  test('lists a host’s segments from the longest prefix to the broadest', () => {
    expect(table.onHost('one.example').map(prefixOf)).toEqual(['/api/v2/', '/api/', '/'])
    expect(table.onHost('three.example')).toEqual([])
  })
})

test('nowhere lets nobody in, from no origin', () => {
  expect(nowhere).toMatchObject({
    acceptsSession: false,
    acceptsAnyone: false,
    bearer: undefined,
    cors: { by: 'nobody' },
  })
  expect(nowhere.application.allow).toMatchObject({ everyone: false })
  expect(nowhere.application.origins.size).toBe(0)
  expect(nowhere.internal).toEqual([])
})
