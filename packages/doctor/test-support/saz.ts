import { deflateRawSync } from 'node:zlib'

/** A file of a ZIP archive, as a test writes it. */
export interface Member {
  readonly name: string
  readonly bytes: Uint8Array | string
  /** Sets the flag that says so; the bytes stay as they are. */
  readonly encrypted?: true
  readonly stored?: true
  /** The size stands behind the bytes, as writers that stream do it. */
  readonly streamed?: true
}

const uint = (length: 2 | 4, value: number): Buffer => {
  const bytes = Buffer.alloc(length)
  bytes.writeUIntLE(value, 0, length)
  return bytes
}

/** Writes a ZIP archive. Checksums are left out: nobody here reads them. */
export const writeZip = (members: readonly Member[], comment = ''): Buffer => {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes, encrypted, stored, streamed } of members) {
    const plain = Buffer.from(bytes)
    const packed = stored ? plain : deflateRawSync(plain)
    const path = Buffer.from(name)
    const flags = (encrypted ? 1 : 0) | (streamed ? 8 : 0)
    const sizes = (open: boolean): Buffer[] => [
      uint(4, 0),
      uint(4, open ? 0 : packed.length),
      uint(4, open ? 0 : plain.length),
    ]
    const head = [uint(2, 20), uint(2, flags), uint(2, stored ? 0 : 8), uint(2, 0), uint(2, 0)]
    const local = Buffer.concat([
      Buffer.from('PK\u0003\u0004', 'latin1'),
      ...head,
      ...sizes(streamed === true),
      uint(2, path.length),
      uint(2, 0),
      path,
      packed,
      ...(streamed ? [Buffer.from('PK\u0007\u0008', 'latin1'), ...sizes(false)] : []),
    ])
    directory.push(
      Buffer.concat([
        Buffer.from('PK\u0001\u0002', 'latin1'),
        uint(2, 20),
        ...head,
        ...sizes(false),
        uint(2, path.length),
        Buffer.alloc(8),
        uint(4, 0),
        uint(4, offset),
        path,
      ]),
    )
    parts.push(local)
    offset += local.length
  }
  const index = Buffer.concat(directory)
  const note = Buffer.from(comment)
  return Buffer.concat([
    ...parts,
    index,
    Buffer.from('PK\u0005\u0006', 'latin1'),
    Buffer.alloc(4),
    uint(2, members.length),
    uint(2, members.length),
    uint(4, index.length),
    uint(4, offset),
    uint(2, note.length),
    note,
  ])
}

/** A session as Fiddler saves it. */
export interface Session {
  readonly request: string | Uint8Array
  readonly response?: string | Uint8Array
  readonly metadata?: string
}

const lines = (text: string | Uint8Array): string | Uint8Array =>
  typeof text === 'string' ? text.replaceAll(/\r?\n/g, '\r\n') : text

/** A SAZ in Fiddler's layout; text messages get CRLF. */
export const writeSaz = (sessions: readonly Session[], change: Partial<Member> = {}): Buffer =>
  writeZip(
    [
      { name: '_index.htm', bytes: '<html></html>' },
      ...sessions.flatMap(({ request, response, metadata }, at): Member[] => {
        const number = String(at + 1).padStart(String(sessions.length).length, '0')
        return [
          { name: `raw/${number}_c.txt`, bytes: lines(request), ...change },
          { name: `raw/${number}_m.xml`, bytes: metadata ?? sessionXml(), ...change },
          ...(response === undefined
            ? []
            : [{ name: `raw/${number}_s.txt`, bytes: lines(response), ...change }]),
        ]
      }),
      { name: '[Content_Types].xml', bytes: '<?xml version="1.0"?><Types></Types>' },
    ],
    'Fiddler (v5.0.20211.51073) Session Archive. See https://fiddler2.com',
  )

/** A session's metadata. */
export const sessionXml = ({
  bits = '1D',
  at = '2026-11-20T10:00:00.1234567+01:00',
  process = 'chrome:1234',
}: { readonly bits?: string; readonly at?: string; readonly process?: string } = {}): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<Session SID="1" BitFlags="${bits}">\n  <SessionTimers ClientConnected="${at}" ClientBeginRequest="${at}" GotRequestHeaders="${at}" />\n  <PipeInfo />\n  <SessionFlags>\n    <SessionFlag N="x-processinfo" V="${process}" />\n  </SessionFlags>\n</Session>`
