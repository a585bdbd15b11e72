import * as zlib from 'node:zlib'
import { fieldValue, type FieldList } from '@clearway/rules/http'
import { isTelling } from '../telling-types.ts'
import { unchunk } from './chunked.ts'

/** The text of a body, or why there is none. */
export type BodyText =
  | { readonly text: string }
  | { readonly missing: 'empty' | 'not-text' | 'damaged' | 'zstd' | 'unknown-coding' }

/** How much of a body is kept, in bytes. */
const maxText = 4096
const maxCodings = 3

/**
 * The first 4 kB of a body that is text, as text: chunks joined, compression undone as far as needed.
 *
 * Bodies whose chunks or compression the recorder had undone already, leaving the headers in place, are
 * taken as they are.
 *
 * @param headers - Of the message.
 * @param raw - Its body as it was on the wire, or the first part of it.
 */
export async function readBodyText(headers: FieldList, raw: Uint8Array): Promise<BodyText> {
  if (raw.length === 0) return { missing: 'empty' }
  const type = fieldValue(headers, 'content-type') ?? ''
  if (!isTelling(type.trim())) return { missing: 'not-text' }
  const chunked = /\bchunked\b/i.test(fieldValue(headers, 'transfer-encoding') ?? '')
  let bytes = chunked ? (unchunk(raw) ?? raw) : raw
  const codings = (fieldValue(headers, 'content-encoding') ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (codings.length > maxCodings) return { missing: 'unknown-coding' }
  for (const coding of codings.toReversed()) {
    const decoder = createDecoder(coding, bytes)
    if (decoder === 'as-it-is') continue
    if (typeof decoder === 'string') return { missing: decoder }
    const decoded = await firstBytes(decoder, bytes)
    if (!decoded) return { missing: 'damaged' }
    bytes = decoded
  }
  return { text: decodeText(bytes.subarray(0, maxText), type) }
}

type Decoder = zlib.Gunzip | zlib.Inflate | zlib.InflateRaw | zlib.BrotliDecompress

function createDecoder(coding: string, bytes: Uint8Array): Decoder | 'as-it-is' | 'zstd' | 'unknown-coding' {
  // The input may be the first part of a body: an early end is no error.
  const options = { finishFlush: zlib.constants.Z_SYNC_FLUSH, chunkSize: maxText }
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? zlib.createGunzip(options) : 'as-it-is'
    case 'deflate':
      // Either form is called deflate; a zlib header is a multiple of 31 (RFC 1950, 2.2).
      if (looksLikeText(bytes)) return 'as-it-is'
      return ((bytes[0]! << 8) | (bytes[1] ?? 0)) % 31 === 0 && (bytes[0]! & 15) === 8
        ? zlib.createInflate(options)
        : zlib.createInflateRaw(options)
    case 'br':
      if (looksLikeText(bytes)) return 'as-it-is'
      return zlib.createBrotliDecompress({
        finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
        chunkSize: maxText,
      })
    case 'zstd': {
      if (!(bytes[0] === 0x28 && bytes[1] === 0xb5 && bytes[2] === 0x2f && bytes[3] === 0xfd))
        return 'as-it-is'
      // Node has it since 22.15.
      const create: unknown = Reflect.get(zlib, 'createZstdDecompress')
      return typeof create === 'function' ? (create as () => Decoder)() : 'zstd'
    }
    default:
      return 'unknown-coding'
  }
}

/** What a recorder that undid the compression leaves: visible characters at the start, JSON and markup above all. */
function looksLikeText(bytes: Uint8Array): boolean {
  return bytes
    .subarray(0, 16)
    .every((byte) => byte === 9 || byte === 10 || byte === 13 || (byte >= 32 && byte < 127))
}

/** Takes the first bytes that a decoder makes, and stops it there. Undefined when it makes none. */
async function firstBytes(decoder: Decoder, bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const pieces: Buffer[] = []
  let length = 0
  try {
    decoder.end(bytes)
    for await (const piece of decoder) {
      pieces.push(piece as Buffer)
      length += (piece as Buffer).length
      if (length >= maxText) break
    }
  } catch {
    // What was made before the damage is kept.
  }
  return length === 0 ? undefined : Buffer.concat(pieces, length)
}

function decodeText(bytes: Uint8Array, type: string): string {
  const label = /;\s*charset="?([\w-]{1,40})/i.exec(type)?.[1] ?? 'utf-8'
  // With `stream` a character that the limit cut in two is left out.
  return createTextDecoder(label).decode(bytes, { stream: true })
}

function createTextDecoder(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label)
  } catch {
    return new TextDecoder()
  }
}
