import { createByteReader, type ByteReader } from './byte-reader.ts'
import { createUnpacker } from './unpack.ts'
import { findMemberEnd } from './member-end.ts'

/** One file of an archive. */
export interface ZipMember {
  readonly name: string
  /** Where its header stands, in bytes from the start of the archive. */
  readonly offset: number
  /** `encrypted` and `unsupported` (a compression other than deflate): `bytes` is empty. */
  readonly state: 'read' | 'encrypted' | 'unsupported' | 'damaged'
  /** Its first bytes, unpacked. */
  readonly bytes: Uint8Array
  /** True when it has more bytes than were unpacked. */
  readonly cut: boolean
}

/** What an archive turned out to be at its end. */
export interface ZipEnd {
  /** Where it breaks off, or where the first stretch begins that is no archive. */
  readonly broken?: { readonly how: 'truncated' | 'damaged' | 'too-many-members'; readonly offset: number }
  /** The archive's comment. */
  readonly comment?: string
}

/** Limits of one archive. */
export interface ZipLimits {
  /** How many bytes of a member are unpacked; the rest is passed over as it is. */
  readonly memberBytes: number
  readonly members: number
}

const localHeader = 0x04034b50
const localSignature = Buffer.from([0x50, 0x4b, 3, 4])
const directoryHeader = 0x02014b50
const directoryEnd = 0x06054b50
/** Stands for a size that is in the ZIP64 extra field. */
const wide = 0xffffffff
const isEncrypted = 1 << 0
const hasDescriptor = 1 << 3
const winZipAes = 99

/** The end of an archive: 22 bytes and a comment of at most 65,535. */
const maxEndRecord = 22 + 0xffff

/**
 * Reads a ZIP archive from its start to its end as a stream, member by member (PKWARE APPNOTE 6.3, section 4.3).
 *
 * Goes by the headers in front of the members, since a stream's end cannot be looked at first; what the
 * directory at the end says is not compared. Goes on behind a damaged stretch at the next member. No member is unpacked beyond the limit, so that no bomb goes
 * off, and nothing is ever written anywhere. Checksums are not checked.
 *
 * @param isWanted - Tells by its name whether a member is unpacked; others are passed over.
 * @param take - Gets the wanted members, in order.
 */
export async function readZip(
  chunks: AsyncIterable<Uint8Array>,
  limits: ZipLimits,
  isWanted: (name: string, offset: number) => boolean,
  take: (member: ZipMember) => Promise<void>,
  onRead: (bytes: number) => void = () => {},
): Promise<ZipEnd> {
  const reader = createByteReader(chunks, onRead)
  try {
    return await readMembers(reader, limits, isWanted, take)
  } finally {
    await reader.close()
  }
}

async function readMembers(
  reader: ByteReader,
  limits: ZipLimits,
  isWanted: (name: string, offset: number) => boolean,
  take: (member: ZipMember) => Promise<void>,
): Promise<ZipEnd> {
  let damage: ZipEnd = {}
  for (let count = 0; ;) {
    const offset = reader.position()
    const header = Buffer.from(await reader.peek(30))
    const signature = header.length < 4 ? undefined : header.readUInt32LE(0)
    if (signature === directoryHeader || signature === directoryEnd) {
      return { ...(await readEnd(reader)), ...damage }
    }
    if (header.length < 30) return { broken: { how: 'truncated', offset } }
    if (signature !== localHeader) {
      if (damage.broken === undefined) damage = { broken: { how: 'damaged', offset } }
      if (await skipTo(reader, header.readUInt8(0) === 0x50 ? 1 : 0)) continue
      return damage
    }
    if (count++ === limits.members) return { broken: { how: 'too-many-members', offset } }
    const member = readHeader(header)
    const whole = Buffer.from(await reader.peek(member.length))
    if (whole.length < member.length) return { broken: { how: 'truncated', offset } }
    await reader.next(member.length)

    const name = whole.toString('utf8', 30, 30 + member.nameLength)
    const wanted = isWanted(name, offset)
    const readable = !member.encrypted && (member.method === 0 || member.method === 8)
    const unpacker = createUnpacker(member.method === 8, wanted && readable ? limits.memberBytes : 0)
    const size = member.size === wide ? wideSize(whole.subarray(30 + member.nameLength)) : member.size
    const complete =
      member.open || size === undefined
        ? await findMemberEnd(reader, unpacker.add)
        : await pass(reader, size, unpacker.add)
    if (!complete) return { broken: { how: 'truncated', offset } }
    if (!wanted) continue
    await take({
      name,
      offset,
      state: member.encrypted
        ? 'encrypted'
        : !readable
          ? 'unsupported'
          : unpacker.failed()
            ? 'damaged'
            : 'read',
      bytes: unpacker.bytes(),
      cut: unpacker.cut(),
    })
  }
}

interface Header {
  readonly encrypted: boolean
  readonly method: number
  /** Packed, in bytes. */
  readonly size: number
  /** The size stands behind the member: its writer could not go back. */
  readonly open: boolean
  readonly nameLength: number
  /** Of the header with name and extra fields, in bytes. */
  readonly length: number
}

/** Takes a local file header apart (section 4.3.7). */
function readHeader(header: Buffer): Header {
  const flags = header.readUInt16LE(6)
  const method = header.readUInt16LE(8)
  const size = header.readUInt32LE(18)
  const nameLength = header.readUInt16LE(26)
  return {
    encrypted: (flags & isEncrypted) !== 0 || method === winZipAes,
    method,
    size,
    open: (flags & hasDescriptor) !== 0 && (size === 0 || size === wide),
    nameLength,
    length: 30 + nameLength + header.readUInt16LE(28),
  }
}

/** Goes on to the next member's header; false when there is none. */
async function skipTo(reader: ByteReader, from: number): Promise<boolean> {
  for (let start = from; ; start = 0) {
    const ahead = Buffer.from(await reader.peek(1 << 16))
    const at = ahead.indexOf(localSignature, start)
    if (at === 0) return true
    await reader.next(at > 0 ? at : Math.max(1, ahead.length - 3))
    if (at > 0) return true
    if (ahead.length < 1 << 16) return false
  }
}

/** Consumes a member of known size; false when the archive ends before it does. */
async function pass(reader: ByteReader, size: number, add: (piece: Uint8Array) => void): Promise<boolean> {
  for (let left = size; left > 0;) {
    const piece = await reader.next(left)
    if (!piece) return false
    add(piece)
    left -= piece.length
  }
  return true
}

/** The packed size in the ZIP64 extra field (section 4.5.3), where the unpacked one stands first. */
function wideSize(extra: Buffer): number | undefined {
  for (let at = 0; at + 20 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === 1) return Number(extra.readBigUInt64LE(at + 12))
  }
  return undefined
}

/** Reads the directory to its end and the comment behind it. */
async function readEnd(reader: ByteReader): Promise<ZipEnd> {
  let tail = Buffer.alloc(0)
  for (let piece = await reader.next(1 << 16); piece; piece = await reader.next(1 << 16)) {
    tail = Buffer.concat([tail, piece])
    if (tail.length > 2 * maxEndRecord) tail = tail.subarray(tail.length - maxEndRecord)
  }
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (at < 0 || at + 22 > tail.length) return {}
  const comment = tail.subarray(at + 22, at + 22 + tail.readUInt16LE(at + 20)).toString('utf8')
  return comment === '' ? {} : { comment }
}
