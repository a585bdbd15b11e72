import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { writeZip } from '../../../packages/doctor/test-support/saz.ts'
import { consoleLine, harEntry, harHead, harOf, harTail } from './support/captures.ts'
import { diagnosed, inputOf, renderings } from './support/renderings.ts'

const entry = JSON.stringify(harEntry())
const oneEntry = harOf(entry)
const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le')
const random = Uint8Array.from({ length: 10_000 }, (_, at) => (Math.imul(at + 1, 2654435761) >>> 13) & 0xff)

/** An input, what it is taken for, how many requests it is found to record, and how its problems are named. */
const inputs: readonly (readonly [
  what: string,
  content: Uint8Array | string,
  kind: string,
  exchanges: number,
  ...codes: string[],
])[] = [
  ['nothing', '', 'unknown', 0, 'capture/empty'],
  ['blanks', ' \n\t\r\n', 'unknown', 0, 'capture/empty'],
  ['one brace', '{', 'text', 0, 'capture/not-recognised'],
  ['zeros', new Uint8Array(100_000), 'unknown', 0, 'capture/not-recognised'],
  ['random bytes', random, 'unknown', 0, 'capture/not-recognised'],
  ['text with a zero in it', `${consoleLine}\0`, 'unknown', 0, 'capture/not-recognised'],
  [
    'UTF-32',
    Buffer.from([...Buffer.from(oneEntry)].flatMap((byte) => [byte, 0, 0, 0])),
    'unknown',
    0,
    'capture/not-recognised',
  ],
  ['any JSON', '{"a":[1,2,3]}', 'text', 0, 'capture/not-recognised'],
  ['a HAR that breaks off in an entry', oneEntry.slice(0, -60), 'har', 0, 'capture/truncated'],
  ['a HAR that breaks off behind an entry', harHead + entry, 'har', 1, 'capture/truncated'],
  ['a HAR without entries', harOf(), 'har', 0, 'capture/empty'],
  ['a HAR with a byte order mark', `\uFEFF${oneEntry}`, 'har', 1],
  ['a HAR in UTF-16, little end first', utf16(oneEntry), 'har', 1],
  ['a HAR in UTF-16, big end first', utf16(oneEntry).swap16(), 'har', 1],
  [
    'a HAR in UTF-16 that breaks off in a character',
    utf16(oneEntry).subarray(0, 301),
    'har',
    0,
    'capture/truncated',
  ],
  [
    'a HAR in Latin-1',
    Buffer.from(harOf(harEntry({ url: 'https://api.example.com/é' })), 'latin1'),
    'har',
    1,
    'capture/unreadable',
  ],
  [
    'a HAR with a list twice',
    `${harHead}${entry}],"entries":[${entry}${harTail}`,
    'har',
    2,
    'capture/unreadable',
  ],
  [
    'a HAR with a damaged entry',
    harOf(entry, entry.replace('"request"', 'request"'), entry),
    'har',
    2,
    'capture/unreadable',
  ],
  ['a HAR with something behind it', `${oneEntry}{}`, 'har', 1, 'capture/unreadable'],
  [
    'entries that are none',
    harOf('{}', '{"request":{"url":7}}', '[]'),
    'har',
    0,
    'capture/unreadable',
    'capture/unreadable',
    'capture/unreadable',
  ],
  [
    'an entry a million levels deep',
    harOf('['.repeat(1e6) + ']'.repeat(1e6), entry),
    'har',
    1,
    'capture/too-large',
  ],
  ['an entry that opens a million objects', harHead + '{"a":'.repeat(1e6), 'har', 0, 'capture/truncated'],
  [
    'a page a million levels deep',
    harHead.replace('"pages":[]', `"pages":${'['.repeat(1e6)}${']'.repeat(1e6)}`) + entry + harTail,
    'har',
    1,
    'capture/too-large',
  ],
  [
    'an entry with a number of 20 MB',
    harOf(`{"a":${'1'.repeat(20e6)}}`, entry),
    'har',
    1,
    'capture/too-large',
  ],
  [
    'a string of 64 MB',
    harOf(harEntry({ url: `https://api.example.com/${'x'.repeat(64 << 20)}` }), entry),
    'har',
    2,
  ],
  ['a name of 20 MB', harOf(`{"${'x'.repeat(20 << 20)}":1,${entry.slice(1)}`), 'har', 1],
  [
    '100,000 headers',
    harOf(
      harEntry({
        headers: Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`x-${at}`, `${at}`])),
      }),
    ),
    'har',
    1,
  ],
  ['gzip', gzipSync(oneEntry), 'har', 1],
  [
    'gzip that breaks off',
    gzipSync(
      harOf(...Array.from({ length: 99 }, (_, at) => harEntry({ url: `https://api.example.com/${at}` }))),
    ).subarray(0, -30),
    'har',
    0,
    'capture/truncated',
    'capture/sanitised',
  ],
  ['gzip of gzip', gzipSync(gzipSync(oneEntry)), 'unknown', 0, 'capture/not-recognised'],
  [
    'gzip of 100 MB of blanks',
    gzipSync(Buffer.concat([Buffer.from(harHead), Buffer.alloc(100 << 20, ' ')])),
    'har',
    0,
    'capture/too-large',
  ],
  [
    'an archive whose members lead out of it',
    writeZip([{ name: '../../raw/1_c.txt', bytes: 'GET https://a.example.com/ HTTP/1.1\r\n\r\n' }]),
    'saz',
    0,
    'capture/unreadable',
    'capture/empty',
  ],
]

describe('an input is named for what it is, and the one beside it is still read', () => {
  test.each(inputs.map(([what, ...row]) => [what, row] as const))('%s', async (_, row) => {
    const [content, kind, exchanges, ...codes] = row
    const report = await diagnosed(inputOf('bad', content), inputOf('good', `${consoleLine}\n`))
    const [bad, good] = report.inputs
    expect(bad?.kind).toBe(kind)
    expect(bad?.problems.map(({ code }) => code)).toEqual(codes)
    expect(bad?.exchanges).toBeGreaterThanOrEqual(exchanges)
    for (const { detail } of bad?.problems ?? []) expect(detail).toMatch(/^[A-Z\d][^\n]{10,400}\.$/)
    expect(good).toMatchObject({ kind: 'text', problems: [] })
    expect(report.findings.map(({ code }) => code)).toContain('cors/missing-allow-origin')
    for (const [, text] of await renderings(report)) expect(text.length).toBeLessThan(200_000)
  })
})
