import { describe, expect, test } from 'vitest'
import { anEntry } from '../test-support/entries.ts'
import { gather, type Gathered } from './gather.ts'
import type { Entry } from './material.ts'
import type { Input, Sink } from './sources/source.ts'

const input = (name: string): Input => ({ name, open: () => (async function* () {})() })

const gathered = (fill: (sink: Sink, name: string) => void, ...names: readonly string[]): Promise<Gathered> =>
  gather(names.map(input), (each, sink) => {
    fill(sink, each.name)
    return Promise.resolve('har')
  })

const keptOf = async (...entries: readonly Entry[]): Promise<readonly Entry[]> =>
  (await gathered((sink) => entries.forEach(sink.entry), 'a.har')).material.entries

describe('of an input', () => {
  test('the report has name, kind, writer, number of requests and problems', async () => {
    const problem = { code: 'capture/truncated', detail: 'It breaks off.' } as const
    const { inputs } = await gathered((sink) => {
      sink.writtenBy('WebInspector 537.36', 'chromium')
      sink.entry(anEntry())
      sink.problem(problem)
    }, 'a.har')
    expect(inputs).toEqual([
      { name: 'a.har', kind: 'har', writtenBy: 'WebInspector 537.36', exchanges: 1, problems: [problem] },
    ])
  })

  test('what it leaves out, and which browser wrote it, goes by its name', async () => {
    const { material } = await gathered(
      (sink, name) => {
        if (name === 'a.har') sink.lacks('cookies')
        if (name === 'b.har') sink.writtenBy('Firefox', 'firefox')
      },
      'a.har',
      'b.har',
    )
    expect([...(material.lacks.get('a.har') ?? [])]).toEqual(['cookies'])
    expect(material.lacks.get('b.har')?.size).toBe(0)
    expect(material.recordedBy).toEqual(new Map([['b.har', 'firefox']]))
  })

  test('no more than twenty problems are told', async () => {
    const { inputs } = await gathered((sink) => {
      for (let at = 0; at < 100; at++) sink.problem({ code: 'capture/unreadable', detail: `${at}` })
    }, 'a.har')
    expect(inputs[0]?.problems).toHaveLength(20)
  })
})

describe('kept is', () => {
  test.each([
    ['a call', anEntry({})],
    ['a call that failed', anEntry({ type: 'script', status: 404 })],
    ['a part of a page that was kept back', anEntry({ type: 'font', error: 'net::ERR_FAILED' })],
    ['a part of a page from elsewhere, which may be asked for again', anEntry({ type: 'image' })],
    ['a part of a page that asked with its origin', anEntry({ type: 'font', headers: ['Origin', 'null'] })],
  ])('%s', async (_, entry) => {
    expect(await keptOf(entry)).toHaveLength(1)
  })
})

describe('counted only is', () => {
  test.each([
    [
      'a part of a page that arrived from its origin',
      { ...anEntry({ type: 'image' }), page: 'https://api.example.com/' },
    ],
    ['what was never fetched', anEntry({ url: 'data:text/plain,x' })],
  ])('%s', async (_, entry) => {
    const { material, inputs } = await gathered((sink) => sink.entry(entry), 'a.har')
    expect([material.entries.length, inputs[0]?.exchanges]).toEqual([0, 1])
  })

  test('what is healthy beyond 5,000 requests; failures are still kept, and the rest is named', async () => {
    const { material, notChecked } = await gathered((sink) => {
      for (let entry = 0; entry < 5_010; entry++) sink.entry(anEntry({ entry }))
      sink.entry(anEntry({ entry: 20_000, status: 500 }))
    }, 'a.har')
    expect(material.entries).toHaveLength(5_001)
    expect(material.entries.at(-1)?.at.entry).toBe(20_000)
    expect(notChecked).toMatchObject([{ check: '10 further records of a.har' }])
  })
})

test('a token’s request is the one that is kept, without its secrets', async () => {
  const entry = anEntry({ headers: ['Authorization', 'Bearer secret', 'Cookie', 'a=secret'] })
  const { material } = await gathered((sink) => {
    sink.entry(entry)
    sink.token({
      at: entry.at,
      where: 'request header',
      token: { code: 'token/malformed', expected: '', received: '', detail: '' },
      entry,
    })
  }, 'a.har')
  expect(material.tokens[0]?.entry).toBe(material.entries[0])
  expect(JSON.stringify(material.tokens)).not.toContain('secret')
})

test('the token of a request that is counted only is not kept', async () => {
  const entry = { ...anEntry({ type: 'image' }), page: 'https://api.example.com/' }
  const { material } = await gathered((sink) => {
    sink.entry(entry)
    sink.token({
      at: entry.at,
      where: 'request header',
      token: { code: 'token/malformed', expected: '', received: '', detail: '' },
      entry,
    })
  }, 'a.har')
  expect(material.tokens).toEqual([])
})

test('a large input leaves room for those that come after it', async () => {
  const { material, notChecked } = await gathered(
    (sink, name) => {
      for (let entry = 0; entry < 25_000; entry++) sink.entry(anEntry({ input: name, entry, status: 500 }))
    },
    'a.har',
    'b.har',
  )
  const kept = (name: string): number => material.entries.filter(({ at }) => at.input === name).length
  expect([kept('a.har'), kept('b.har')]).toEqual([19_000, 1000])
  expect(notChecked.map(({ check }) => check)).toEqual([
    '6000 further records of a.har',
    '24000 further records of b.har',
  ])
})

test('no more is kept than 48 MB, whatever it is made of', async () => {
  const { material } = await gathered((sink) => {
    for (let entry = 0; entry < 10_000; entry++)
      sink.entry(anEntry({ entry, status: 500, body: `${entry}`.padEnd(10_000, 'x') }))
  }, 'a.har')
  // A cut text ends with a sign that takes two bytes, and then all of its characters do.
  expect(material.entries.length * 2 * 4096).toBeLessThan(48 * 1024 ** 2)
  expect(material.entries.length).toBeGreaterThan(4000)
})
