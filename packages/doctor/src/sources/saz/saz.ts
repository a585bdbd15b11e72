import type { OpenInput, Sink, Source } from '../source.ts'
import { createSessions } from './sessions.ts'
import { readZip, type ZipEnd, type ZipMember } from './zip-members.ts'

/** A message's head and enough of its body for the first 4 kB of text, however it is compressed. */
const memberBytes = 128 * 1024
const maxMembers = 600_000

/**
 * Session archives (SAZ) as Fiddler writes them: a ZIP with each session's two messages as they were on the
 * wire. Read as they come; of each message the head and the beginning of the body are unpacked.
 *
 * Encrypted archives are named as such; no password is asked for.
 */
export const saz: Source = { kind: 'saz', recognises, read }

const signature = Buffer.from([0x50, 0x4b, 3, 4])

function recognises(beginning: Uint8Array): boolean {
  const bytes = Buffer.from(beginning.buffer, beginning.byteOffset, beginning.byteLength)
  if (!bytes.subarray(0, 4).equals(signature)) return false
  return /raw[\\/]\d{1,9}_[a-z]\.(?:txt|xml)|_index\.htm/i.test(bytes.toString('latin1'))
}

const memberName = /^raw[\\/](\d{1,9})_([csm])\.(?:txt|xml)$/i
const leadsOutside = /^(?:[\\/]|[a-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/i

async function read(input: OpenInput, sink: Sink): Promise<void> {
  const sessions = createSessions(input.name, sink)
  let encrypted = 0
  let outside = 0
  let damaged: { readonly offset: number; count: number } | undefined

  const isWanted = (name: string): boolean => {
    if (leadsOutside.test(name)) outside++
    return memberName.test(name)
  }
  const take = async ({ name, state, bytes, offset }: ZipMember): Promise<void> => {
    const [, number = '', part = ''] = memberName.exec(name) ?? []
    if (state === 'encrypted') return void encrypted++
    if (state === 'read' || (state === 'damaged' && bytes.length > 0)) {
      await sessions.add(Number(number), part.toLowerCase() as 'c' | 's' | 'm', bytes, offset)
    }
    if (state !== 'read') damaged = { offset: damaged?.offset ?? offset, count: (damaged?.count ?? 0) + 1 }
  }
  const end = await readZip(input.bytes, { memberBytes, members: maxMembers }, isWanted, take, sink.progress)
  sessions.end(end.broken?.how === 'truncated')

  sink.lacks('verdict')
  sink.writtenBy(writerOf(end.comment), sessions.browser())
  if (encrypted > 0) {
    sink.problem({
      code: 'capture/encrypted',
      detail: `${encrypted} files in the archive are encrypted. Open it in Fiddler with its password and save it without one.`,
    })
  }
  if (damaged) {
    sink.problem({
      code: 'capture/unreadable',
      detail: `${damaged.count} files in the archive are damaged or packed in an unknown way, the first at byte ${damaged.offset}.`,
      offset: damaged.offset,
    })
  }
  if (outside > 0) {
    sink.problem({
      code: 'capture/unreadable',
      detail: `${outside} files in the archive have paths that lead out of it. They were ignored; nothing is ever written.`,
    })
  }
  if (sessions.count() === 0 && encrypted === 0 && !damaged && !end.broken) {
    sink.problem({
      code: 'capture/empty',
      detail: 'The archive holds no sessions. Select the sessions in Fiddler and save them again.',
    })
  }
  tellBroken(end, sink)
}

function tellBroken({ broken }: ZipEnd, sink: Sink): void {
  if (!broken) return
  const { how, offset } = broken
  switch (how) {
    case 'truncated':
      return sink.problem({
        code: 'capture/truncated',
        detail: `The archive breaks off in the file at byte ${offset}; what stands before was read. Save it again.`,
        offset,
      })
    case 'damaged':
      return sink.problem({
        code: 'capture/unreadable',
        detail: `The archive is damaged at byte ${offset}; what could be read around it was read.`,
        offset,
      })
    case 'too-many-members':
      return sink.problem({
        code: 'capture/too-large',
        detail: `The archive has more than ${maxMembers} files; the rest was left out.`,
        offset,
      })
  }
}

/** The archive's comment begins with Fiddler's name and version. */
function writerOf(comment: string | undefined): string {
  return /^Fiddler[^\r\n.]{0,20}\(v[\d.]{1,30}\)/.exec(comment ?? '')?.[0] ?? 'Fiddler'
}
