import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { InputProblem } from '../report.ts'
import { fileInput, openInput, streamInput, textInput } from './open-input.ts'
import type { Input } from './source.ts'

const folder = mkdtempSync(join(tmpdir(), 'clearway-input-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Opened {
  readonly beginning: string
  readonly text: string
  readonly problems: readonly InputProblem[]
  readonly progress: number
}

async function read(input: Input): Promise<Opened> {
  const problems: InputProblem[] = []
  let progress = 0
  const opened = await openInput(input, {
    problem: (problem) => problems.push(problem),
    progress: (bytes) => void (progress = bytes),
  })
  const pieces: Uint8Array[] = []
  for await (const piece of opened.input.bytes) pieces.push(piece)
  return {
    beginning: Buffer.from(opened.beginning).toString(),
    text: Buffer.concat(pieces).toString(),
    problems,
    progress,
  }
}

/** An input in pieces of the given sizes. */
function inPieces(bytes: Uint8Array, sizes: readonly number[] = []): Input {
  const pieces: Uint8Array[] = []
  let from = 0
  for (const size of sizes) pieces.push(Buffer.from(bytes.subarray(from, (from += size))))
  pieces.push(Buffer.from(bytes.subarray(from)))
  return { name: 'pieces', open: () => Readable.from(pieces.filter(({ length }) => length > 0)) }
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    // The listing itself was one of them.
    return undefined
  }
}

describe('inputs', () => {
  it('reads a file, and knows its size', async () => {
    const content = 'line\n'.repeat(700_000)
    const input = await fileInput(file('large.txt', content))
    expect(input.size).toBe(content.length)
    const { beginning, text, progress, problems } = await read(input)
    expect(text === content).toBe(true)
    expect(beginning).toBe(content.slice(0, 65_536))
    expect(progress).toBe(content.length)
    expect(problems).toEqual([])
  })

  it('gives pieces that may be kept', async () => {
    const bytes = Buffer.alloc(3_000_000, 'abc')
    bytes.fill('x', 1_048_576)
    const { text } = await read(await fileInput(file('pieces.bin', bytes)))
    expect(Buffer.from(text).equals(bytes)).toBe(true)
  })

  it.runIf(process.platform === 'linux')('closes a file that was read, and one that was not', async () => {
    const path = file('closed.txt', 'x'.repeat(200_000))
    const sink = { problem: () => {}, progress: () => {} }
    const isOpen = (): boolean =>
      readdirSync('/proc/self/fd').some((descriptor) => linkOf(`/proc/self/fd/${descriptor}`) === path)
    const opened = await openInput(await fileInput(path), sink)
    expect(isOpen()).toBe(true)
    await opened.close()
    expect(isOpen()).toBe(false)
    await read(await fileInput(path))
    expect(isOpen()).toBe(false)
  })

  it('reads a text and a stream', async () => {
    expect(await read(textInput('pasted', 'grün'))).toMatchObject({ text: 'grün', progress: 5 })
    expect(await read(streamInput(Readable.from([Buffer.from('ab'), Buffer.from('c')])))).toMatchObject({
      text: 'abc',
      progress: 3,
    })
    expect(streamInput(new PassThrough()).name).toBe('-')
  })

  it('reads a named pipe', async () => {
    const path = join(folder, 'pipe')
    execFileSync('mkfifo', [path])
    const [{ text }] = await Promise.all([
      fileInput(path).then(read),
      import('node:fs/promises').then(({ writeFile }) => writeFile(path, 'through a pipe')),
    ])
    expect(text).toBe('through a pipe')
  })

  it.each([
    [
      'a missing file',
      'missing.har',
      'There is no file missing.har. Look at its spelling, and at the folder in which the command runs.',
    ],
    [
      'a path through a file',
      'package.json/x',
      'There is no file package.json/x. Look at its spelling, and at the folder in which the command runs.',
    ],
    [
      'a name with control characters',
      'a\u001b[31m',
      'There is no file a\\u001b[31m. Look at its spelling, and at the folder in which the command runs.',
    ],
    ['a name with NUL', 'a\0b', 'a\\u0000b cannot be read (ERR_INVALID_ARG_VALUE).'],
    [
      'a device',
      '/dev/zero',
      '/dev/zero is a device or a socket. Save what it gives to a file, and name that.',
    ],
  ])('names %s', async (_, path, detail) => {
    expect(await read(await fileInput(path))).toEqual({
      beginning: '',
      text: '',
      problems: [{ code: 'capture/unreadable', detail }],
      progress: 0,
    })
  })

  it('names a directory', async () => {
    const path = join(folder, 'directory')
    mkdirSync(path)
    const { problems } = await read(await fileInput(path))
    expect(problems).toEqual([
      {
        code: 'capture/unreadable',
        detail: expect.stringContaining(
          'is a directory. Name the files in it that are to be read.',
        ) as string,
      },
    ])
  })

  it.skipIf(process.getuid?.() === 0)('names a file without permission', async () => {
    const path = file('secret.har', 'x')
    chmodSync(path, 0)
    const { problems } = await read(await fileInput(path))
    expect(problems[0]?.detail).toMatch(/permission denied/)
  })

  it('names a file that vanished between', async () => {
    const path = file('vanishing.har', 'x')
    const input = await fileInput(path)
    rmSync(path)
    expect((await read(input)).problems).toMatchObject([
      { code: 'capture/unreadable', detail: expect.stringContaining('There is no file') as string },
    ])
  })

  it('keeps what came before a stream broke', async () => {
    const breaking = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('before'))
      throw Object.assign(new Error('Bearer secret'), { code: 'EIO' })
    }
    const { text, problems } = await read({ name: 'a.har', open: breaking })
    expect(text).toBe('before')
    expect(problems).toEqual([{ code: 'capture/unreadable', detail: 'a.har cannot be read (EIO).' }])
  })

  it('lets go of an input that is not read', async () => {
    let release = (): void => {}
    const released = new Promise<void>((resolve) => (release = resolve))
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(gzipSync(Buffer.alloc(200_000, 'a')))
      } finally {
        release()
      }
    }
    const sink = { problem: () => {}, progress: () => {} }
    const opened = await openInput({ name: 'endless', open: endless }, sink)
    await opened.close()
    await released
  })
})

describe('encodings', () => {
  const text = '{"name": "Größe €😀"}\n'
  const utf16le = Buffer.from(text, 'utf16le')
  const utf16be = Buffer.from(utf16le).swap16()

  it.each([
    ['UTF-8', Buffer.from(text), text],
    ['UTF-8 with a mark, which becomes blanks', Buffer.from(`\ufeff${text}`), `   ${text}`],
    ['UTF-16 LE', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le]), text],
    ['UTF-16 BE', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be]), text],
    ['UTF-16 LE without a mark', utf16le, text],
    ['UTF-16 BE without a mark', utf16be, text],
    ['gzip', gzipSync(text), text],
    ['gzip of UTF-16', gzipSync(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le])), text],
    ['gzip in two members', Buffer.concat([gzipSync(text.slice(0, 9)), gzipSync(text.slice(9))]), text],
    ['nothing', Buffer.alloc(0), ''],
    ['one byte', Buffer.from('{'), '{'],
    ['a mark alone', Buffer.from('\ufeff'), '   '],
  ])('reads %s, in any pieces', async (_, bytes, expected) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 }), async (sizes) => {
        expect(await read(inPieces(bytes, sizes))).toEqual({
          beginning: expected,
          text: expected,
          problems: [],
          progress: bytes.length,
        })
      }),
      { numRuns: 25 },
    )
  })

  it('keeps half a character at the end visible', async () => {
    const { text: half } = await read(
      inPieces(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le.subarray(0, 9)])),
    )
    expect(half).toBe('{"na\ufffd')
  })

  it('reads what a compressed file holds before it breaks off', async () => {
    const content = Array.from({ length: 20_000 }, (_, at) => `line ${at * 7919}`).join('\n')
    const zipped = gzipSync(content)
    const cut = await read(inPieces(zipped.subarray(0, zipped.length / 2)))
    expect(cut.problems).toEqual([
      { code: 'capture/truncated', detail: 'The compressed input breaks off; what was before was read.' },
    ])
    expect(cut.text.length).toBeGreaterThan(1000)
    expect(content.startsWith(cut.text)).toBe(true)
  })

  it('names a compressed file that is damaged', async () => {
    const zipped = gzipSync('text '.repeat(10_000))
    zipped.fill(0xff, 20, 60)
    const { problems } = await read(inPieces(zipped))
    expect(problems).toEqual([
      { code: 'capture/unreadable', detail: expect.stringContaining('damaged') as string },
    ])
  })

  it('stops inflating a bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(120_000_000))
    let inflated = 0
    const problems: InputProblem[] = []
    const sink = { problem: (problem: InputProblem) => problems.push(problem), progress: () => {} }
    const opened = await openInput(inPieces(bomb), sink)
    for await (const piece of opened.input.bytes) inflated += piece.length
    expect(problems).toMatchObject([{ code: 'capture/too-large' }])
    expect(inflated).toBeLessThan(70_000_000)
  })

  it('takes any bytes', async () => {
    const beginnings = fc.constantFrom([], [0x1f, 0x8b, 0x08], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb])
    await fc.assert(
      fc.asyncProperty(beginnings, fc.uint8Array({ maxLength: 100 }), async (beginning, rest) => {
        await read(inPieces(Buffer.from([...beginning, ...rest]), [1, 1]))
      }),
    )
  })
})
