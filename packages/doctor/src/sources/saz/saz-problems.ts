import { createTally, type Tally, type TallyText } from './tally.ts'

/** What can be wrong with a session archive, or missing from it. */
export type SazFault =
  | 'encrypted'
  | 'truncated'
  | 'damaged'
  | 'damaged-member'
  | 'unsupported-compression'
  | 'head-too-large'
  | 'too-many-members'
  | 'scattered'
  | 'name-leads-out'
  | 'repeated'
  | 'unreadable-message'
  | 'blind-tunnel'
  | 'zstd'
  | 'empty'

const texts: Readonly<Record<SazFault, TallyText>> = {
  encrypted: {
    code: 'capture/encrypted',
    detail: () =>
      'The archive is protected with a password, and encrypted archives are not read. Open it in Fiddler and save the sessions again without a password.',
  },
  truncated: {
    code: 'capture/truncated',
    detail: () =>
      'The archive breaks off here: sessions behind this place are missing. Copy or save it again to see them.',
  },
  damaged: {
    code: 'capture/unreadable',
    detail: () =>
      'The archive is damaged here: what follows is no member of a ZIP file. Reading went on at the next one. Copy or save it again.',
  },
  'damaged-member': {
    code: 'capture/unreadable',
    detail: (count, examples) =>
      `${plural(count, 'member')} cannot be unpacked to the end (${examples}): the packed bytes are damaged.`,
  },
  'unsupported-compression': {
    code: 'capture/unreadable',
    detail: (count, examples) =>
      `${plural(count, 'member')} cannot be unpacked (${examples}): only stored and deflated members can. Save the sessions again from Fiddler.`,
  },
  'head-too-large': {
    code: 'capture/too-large',
    detail: (count, examples) =>
      `${plural(count, 'message')} has no end of its headers within 256 kB (${examples}) and is left out.`,
  },
  'too-many-members': {
    code: 'capture/too-large',
    detail: () =>
      'The archive has more than 300,000 members; what follows is not read. Save fewer sessions: those around the failure.',
  },
  scattered: {
    code: 'capture/too-large',
    detail: (count, examples) =>
      `${plural(count, 'session')} is incomplete (${examples}): its request and its answer lie too far apart in the archive. Save the sessions again from Fiddler.`,
  },
  'name-leads-out': {
    code: 'capture/unreadable',
    detail: (count, examples) =>
      `${plural(count, 'member')} has a name that leads out of the archive (${examples}) and is left out. Fiddler writes no such names.`,
  },
  repeated: {
    code: 'capture/unreadable',
    detail: (count, examples) =>
      `${plural(count, 'member')} comes a second time (${examples}); the first one counts.`,
  },
  'unreadable-message': {
    code: 'capture/unreadable',
    detail: (count, examples) =>
      `${plural(count, 'message')} is not HTTP as Fiddler writes it (${examples}) and is left out.`,
  },
  'blind-tunnel': {
    code: 'capture/sanitised',
    detail: (count, examples) =>
      `${plural(count, 'HTTPS connection')} went through unread (${examples}), since Fiddler did not decrypt it. Turn on "Decrypt HTTPS traffic" in Fiddler's HTTPS options and record again, if the failing call is among them.`,
  },
  zstd: {
    code: 'capture/unreadable',
    detail: (count) =>
      `${plural(count, 'body')} is compressed with zstd, which this version of Node cannot undo; 22.15 and newer can. Headers were read.`,
  },
  empty: {
    code: 'capture/empty',
    detail: () => 'The archive holds no sessions. Select the sessions in Fiddler and save them again.',
  },
}

/** Makes the tally of a session archive's faults. */
export function createSazTally(): Tally<SazFault> {
  return createTally(texts)
}

function plural(count: number, noun: string): string {
  return count === 1 ? `A ${noun}`.replace('A HTTPS', 'An HTTPS') : `Of ${count} ${noun}s each`
}
