import { open, stat } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { excerpt } from '@clearway/rules/http'
import type { InputProblem } from '../report.ts'
import type { Input, OpenInput, Sink } from './source.ts'

type Bytes = AsyncIterable<Uint8Array>

const pieceSize = 1024 * 1024

/** How much of an input its kind is told by, in bytes. */
const beginningSize = 64 * 1024

/** No input is read further than this. */
const maxInput = 16 * 1024 ** 3

/** A compressed input may be this large, and this many times its own size once the first part is read. */
const maxInflated = 2 * 1024 ** 3
const maxRatio = 200
const alwaysInflated = 64 * 1024 ** 2

/**
 * A file as an input. Does not throw: what keeps it from being read is told when it is opened by
 * {@link openInput}. Named pipes are read; directories and devices are not.
 *
 * @param path - As the person typed it; also the input's name.
 */
export async function fileInput(path: string): Promise<Input> {
  try {
    const stats = await stat(path)
    if (stats.isFile()) return { name: path, size: stats.size, open: () => piecesOf(path) }
    if (stats.isFIFO()) return { name: path, open: () => piecesOf(path) }
    const what = stats.isDirectory() ? 'a directory' : 'a device or a socket'
    return unreadable(
      path,
      `${excerpt(path)} is ${what}. ${stats.isDirectory() ? 'Name the files in it that are to be read.' : 'Save what it gives to a file, and name that.'}`,
    )
  } catch (error) {
    return unreadable(path, whyNot(path, error))
  }
}

/** A stream as an input: standard input, if not told otherwise. */
export function streamInput(stream: Readable = process.stdin, name = '-'): Input {
  return { name, open: () => stream }
}

/** A text as an input. */
export function textInput(name: string, text: string): Input {
  const bytes = Buffer.from(text, 'utf8')
  return { name, size: bytes.length, open: () => Readable.from([bytes]) }
}

/** An input whose beginning is known. */
export interface PeekedInput {
  /** The first 64 kB, or all there is. */
  readonly beginning: Uint8Array
  /** The whole, the beginning included. Ends early, and never throws, where it cannot be read on. */
  readonly input: OpenInput
  /** Lets go of an input that is not read. */
  close(): Promise<void>
}

/**
 * Opens an input and looks at its beginning. What is compressed by gzip is inflated; UTF-16 becomes UTF-8,
 * and offsets count in that; a UTF-8 byte order mark becomes blanks, so that offsets stay.
 *
 * @param input - It may be opened once only.
 * @param sink - Is told how far the input was read, and what kept it from being read further.
 */
export async function openInput(
  input: Input,
  sink: Pick<Sink, 'problem' | 'progress'>,
): Promise<PeekedInput> {
  const guarded = (bytes: Bytes): AsyncGenerator<Uint8Array> => untilBroken(input.name, bytes, sink)
  let peeked = await peek(guarded(counted(input, sink)))
  if (startsWith(peeked.beginning, 0x1f, 0x8b, 0x08)) {
    peeked = await peek(guarded(inflated(peeked.bytes)))
  }
  const encoding = utf16In(peeked.beginning)
  if (encoding) peeked = await peek(asUtf8(encoding, peeked.bytes))
  else if (startsWith(peeked.beginning, ...byteOrderMark)) peeked = await peek(blanked(peeked.bytes))
  const { beginning, bytes, close } = peeked
  return {
    beginning,
    input: { name: input.name, ...(input.size !== undefined && { size: input.size }), bytes },
    close,
  }
}

/** Ends an input, or the rest of one. */
class Broken extends Error {
  readonly problem: InputProblem

  constructor(code: InputProblem['code'], detail: string) {
    super(detail)
    this.name = 'Broken'
    this.problem = { code, detail }
  }
}

function unreadable(name: string, detail: string): Input {
  return {
    name,
    open: () =>
      new Readable({
        read() {
          this.destroy(new Broken('capture/unreadable', detail))
        },
      }),
  }
}

function whyNot(name: string, error: unknown): string {
  const shown = excerpt(name)
  const { code } = error as { readonly code?: unknown }
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `There is no file ${shown}. Look at its spelling, and at the folder in which the command runs.`
    case 'EACCES':
    case 'EPERM':
      return `${shown} cannot be read: permission denied. Make it readable for this user, or bring a copy.`
    default:
      return `${shown} cannot be read${typeof code === 'string' ? ` (${excerpt(code)})` : ''}.`
  }
}

/** Reads a file in pieces. Each is a buffer of its own: who takes it may keep it. */
async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  try {
    for (;;) {
      const piece = Buffer.allocUnsafeSlow(pieceSize)
      const { bytesRead } = await file.read(piece, 0, pieceSize)
      if (bytesRead === 0) return
      yield piece.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function* counted(input: Input, sink: Pick<Sink, 'progress'>): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const piece of input.open()) {
    total += piece.length
    sink.progress(total)
    yield piece
    if (total > maxInput) {
      throw new Broken('capture/too-large', `Only the first ${maxInput / 1024 ** 3} GB were read.`)
    }
  }
}

/** The same bytes; an error becomes a problem and the end. */
async function* untilBroken(
  name: string,
  bytes: Bytes,
  sink: Pick<Sink, 'problem'>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    if (error instanceof Broken) return sink.problem(error.problem)
    sink.problem({ code: 'capture/unreadable', detail: whyNot(name, error) })
  }
}

/** Bytes as they come, and the first of them. */
interface Peeked {
  readonly beginning: Uint8Array
  readonly bytes: Bytes
  close(): Promise<void>
}

async function peek(source: AsyncGenerator<Uint8Array>): Promise<Peeked> {
  const held: Uint8Array[] = []
  let length = 0
  while (length < beginningSize) {
    const next = await source.next()
    if (next.done) break
    held.push(next.value)
    length += next.value.length
  }
  return {
    beginning: Buffer.concat(held).subarray(0, beginningSize),
    bytes: joined(held, source),
    close: async () => void (await source.return(undefined)),
  }
}

async function* joined(held: Uint8Array[], source: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (let piece = held.shift(); piece; piece = held.shift()) yield piece
    yield* source
  } finally {
    await source.return(undefined)
  }
}

async function* inflated(bytes: Bytes): AsyncGenerator<Uint8Array> {
  let read = 0
  let written = 0
  const watched = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      read += piece.length
      yield piece
    }
  }
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  // Whatever happens on the way is thrown where the result is read.
  pipeline(Readable.from(watched()), gunzip, () => {})
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      written += piece.length
      yield piece
      if (written > maxInflated || (written > alwaysInflated && written > read * maxRatio)) {
        const detail = `The compressed input inflates to more than is read: ${read} bytes made ${written}, and what follows was left out. Unpack it, and bring the part around the failure.`
        throw new Broken('capture/too-large', detail)
      }
    }
  } catch (error) {
    throw error instanceof Broken ? error : brokenGzip(error)
  } finally {
    gunzip.destroy()
  }
}

function brokenGzip(error: unknown): Broken {
  return (error as { readonly code?: unknown }).code === 'Z_BUF_ERROR'
    ? new Broken('capture/truncated', 'The compressed input breaks off; what was before was read.')
    : new Broken(
        'capture/unreadable',
        'The compressed input is damaged; what was before the damage was read.',
      )
}

const byteOrderMark = [0xef, 0xbb, 0xbf] as const

/** UTF-16 by its byte order mark, or by the zeros beside two characters of ASCII. */
function utf16In(beginning: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (startsWith(beginning, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(beginning, 0xfe, 0xff)) return 'utf-16be'
  const [a, b, c, d] = beginning
  if (a && c && b === 0 && d === 0) return 'utf-16le'
  return b && d && a === 0 && c === 0 ? 'utf-16be' : undefined
}

async function* asUtf8(encoding: 'utf-16le' | 'utf-16be', bytes: Bytes): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of bytes) yield Buffer.from(decoder.decode(piece, { stream: true }), 'utf8')
  yield Buffer.from(decoder.decode(), 'utf8')
}

async function* blanked(bytes: Bytes): AsyncGenerator<Uint8Array> {
  let at = 0
  for await (const piece of bytes) {
    const marked = Math.min(piece.length, Math.max(0, byteOrderMark.length - at))
    at += piece.length
    yield marked === 0 ? piece : Buffer.from(piece).fill(0x20, 0, marked)
  }
}

function startsWith(bytes: Uint8Array, ...first: readonly number[]): boolean {
  return first.every((byte, at) => bytes[at] === byte)
}
