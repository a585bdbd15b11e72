import { describe, expect, test } from 'vitest'
import { anEntry, aPreflight } from '../../test-support/entries.ts'
import { linkEntries } from './link-entries.ts'

const numbers = (chains: ReturnType<typeof linkEntries>): unknown =>
  chains.map((hops) =>
    hops.map(({ preflight, call }) =>
      [preflight?.at.entry, call?.at.entry].filter((each) => each !== undefined),
    ),
  )

describe('a preflight', () => {
  test('belongs to the call of its URL and method that is nearest in time', () => {
    const chains = linkEntries([
      aPreflight('PUT', { entry: 0, at: 0 }),
      anEntry({ entry: 1, at: 0.1, method: 'PUT' }),
      aPreflight('PUT', { entry: 2, at: 30 }),
      anEntry({ entry: 3, at: 30.1, method: 'PUT' }),
    ])
    expect(numbers(chains)).toEqual([[[0, 1]], [[2, 3]]])
  })

  test('may be recorded after its call, as Chromium and Firefox do', () => {
    const chains = linkEntries([
      anEntry({ entry: 0, at: 1, method: 'PUT' }),
      aPreflight('PUT', { entry: 1, at: 0.9 }),
    ])
    expect(numbers(chains)).toEqual([[[1, 0]]])
  })

  test.each([
    ['another method', aPreflight('DELETE', { entry: 1 })],
    ['another URL', aPreflight('PUT', { entry: 1, url: 'https://api.example.com/other' })],
    ['another day', aPreflight('PUT', { entry: 1, at: 86_400 })],
  ])('for %s stands alone', (_, preflight) => {
    expect(numbers(linkEntries([anEntry({ entry: 0, at: 0, method: 'PUT' }), preflight]))).toEqual([
      [[0]],
      [[1]],
    ])
  })

  test('whose call was never made stands alone', () => {
    expect(numbers(linkEntries([aPreflight('PUT', { entry: 7 })]))).toEqual([[[7]]])
  })

  test('is told from an OPTIONS request of a page’s own', () => {
    expect(numbers(linkEntries([anEntry({ method: 'OPTIONS', entry: 3 })]))).toEqual([[[3]]])
  })
})

describe('a redirect', () => {
  const to = (location: string) => ({ status: 302, answer: ['Location', location] })

  test.each([
    ['GET', 302, 'GET'],
    ['POST', 302, 'GET'],
    ['POST', 307, 'POST'],
    ['PUT', 303, 'GET'],
  ])(
    'of %s by %i that was refused at the preflight of its target keeps that preflight',
    (method, status, then) => {
      const url = 'https://login.example.com/authorize'
      const chains = linkEntries([
        anEntry({ entry: 0, at: 0, method, status, answer: ['Location', url] }),
        aPreflight(then, { entry: 1, at: 0.2, url, status: 405 }),
      ])
      expect(numbers(chains)).toEqual([[[0], [1]]])
    },
  )

  test('is followed by the next request to its Location', () => {
    const chains = linkEntries([
      anEntry({ entry: 0, at: 0, ...to('https://login.example.com/authorize?client_id=1') }),
      anEntry({ entry: 1, at: 0.2, url: 'https://login.example.com/authorize?client_id=1' }),
    ])
    expect(numbers(chains)).toEqual([[[0], [1]]])
  })

  test('has a preflight of its own on the second hop', () => {
    const url = 'https://other.example.com/x'
    const chains = linkEntries([
      aPreflight('PUT', { entry: 0, at: 0 }),
      anEntry({ entry: 1, at: 0.1, method: 'PUT', ...to(url) }),
      aPreflight('PUT', { entry: 2, at: 0.2, url }),
      anEntry({ entry: 3, at: 0.3, method: 'PUT', url }),
    ])
    expect(numbers(chains)).toEqual([
      [
        [0, 1],
        [2, 3],
      ],
    ])
  })

  test('to a relative Location with a fragment is resolved as browsers do', () => {
    const chains = linkEntries([
      anEntry({ entry: 0, ...to('/sign-in#top') }),
      anEntry({ entry: 1, url: 'https://api.example.com/sign-in' }),
    ])
    expect(numbers(chains)).toEqual([[[0], [1]]])
  })

  test('of a call is not followed by a navigation that a person made to the same address', () => {
    const chains = linkEntries([
      anEntry({ entry: 0, at: 0, ...to('https://login.example.com/') }),
      anEntry({ entry: 1, at: 5, url: 'https://login.example.com/', type: 'document' }),
    ])
    expect(numbers(chains)).toEqual([[[0]], [[1]]])
  })

  test('to itself ends', () => {
    const url = 'https://api.example.com/loop'
    const loop = [0, 1, 2].map((entry) => anEntry({ entry, at: entry, url, ...to(url) }))
    expect(numbers(linkEntries(loop))).toEqual([[[0], [1], [2]]])
  })

  test('in a circle is followed round by round', () => {
    const [a, b] = ['https://a.example.com/', 'https://b.example.com/']
    const circle = [0, 1, 2, 3].map((entry) =>
      anEntry({ entry, at: entry, url: entry % 2 ? b : a, ...to(entry % 2 ? a : b) }),
    )
    expect(numbers(linkEntries(circle))).toEqual([[[0], [1], [2], [3]]])
  })

  test.each([
    ['without a Location', []],
    ['with a Location that is no URL', ['Location', 'https://']],
  ])('%s goes nowhere', (_, answer) => {
    expect(numbers(linkEntries([anEntry({ entry: 0, status: 302, answer }), anEntry({ entry: 1 })]))).toEqual(
      [[[0]], [[1]]],
    )
  })
})

describe('the order', () => {
  test('is that of time, whatever the order of the file', () => {
    const entries = [2, 0, 1].map((at) => anEntry({ entry: at, at, url: `https://x${at}.example.com/` }))
    expect(numbers(linkEntries(entries))).toEqual([[[0]], [[1]], [[2]]])
  })

  test('is that of the file where there are no times', () => {
    const entries = [0, 1, 2].map((entry) => anEntry({ entry, url: `https://x.example.com/${entry}` }))
    expect(numbers(linkEntries(entries))).toEqual([[[0]], [[1]], [[2]]])
  })
})

test('every entry is in exactly one chain, also where thousands ask for the same', () => {
  const entries = Array.from({ length: 3000 }, (_, entry) =>
    entry % 2
      ? anEntry({ entry, at: entry / 10, method: 'PUT' })
      : aPreflight('PUT', { entry, at: entry / 10 }),
  )
  const flat = linkEntries(entries).flatMap((hops) =>
    hops.flatMap(({ preflight, call }) => [preflight?.at.entry, call?.at.entry]),
  )
  expect(flat.sort((a, b) => Number(a) - Number(b))).toEqual(entries.map(({ at }) => at.entry))
})

test('a redirect is followed to an address that was cut because it is very long', () => {
  const url = `https://login.example.com/authorize?state=${'x'.repeat(4060)}`
  const location = `${url.slice(0, 4096)}…`
  const chains = linkEntries([
    anEntry({ entry: 0, at: 0, status: 302, answer: ['Location', location] }),
    anEntry({ entry: 1, at: 1, url: `${url}y` }),
  ])
  expect(numbers(chains)).toEqual([[[0], [1]]])
})

describe('redirects in a circle', () => {
  const between = (from: string, to: string, entry: number, at?: number): ReturnType<typeof anEntry> =>
    anEntry({
      entry,
      ...(at !== undefined && { at }),
      url: `https://api.example.com/${from}`,
      status: 302,
      answer: ['Location', `https://api.example.com/${to}`],
    })

  test.each([
    ['at one time', 0],
    ['without times', undefined],
  ])('lose no request: %s', (_, at) => {
    expect(numbers(linkEntries([between('a', 'b', 0, at), between('b', 'a', 1, at)]))).toEqual([[[0], [1]]])
  })

  test('end where browsers give up, at the twenty-first redirect; the next request begins another chain', () => {
    const round = Array.from({ length: 50 }, (_, entry) => between('a', 'a', entry, entry))
    const chains = linkEntries(round)
    expect(chains.map((hops) => hops.length)).toEqual([21, 21, 8])
    expect(chains.flat().map(({ call }) => call?.at.entry)).toEqual(round.map(({ at }) => at.entry))
  })
})
