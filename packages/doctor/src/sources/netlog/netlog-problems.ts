import type { InputProblem } from '../../report.ts'
import type { JsonFault } from '../json/json-fault.ts'

/** Words what is wrong with the JSON of a NetLog. */
export function netlogProblem({ kind, offset, path }: JsonFault): InputProblem {
  const part = path === 'constants' ? 'The list of constants' : 'The event'
  switch (kind) {
    case 'truncated':
      return {
        code: 'capture/truncated',
        detail: `The log breaks off; what stands before byte ${offset} was read. Stop the recording before the file is copied, to have the rest.`,
        offset,
      }
    case 'damaged':
      return {
        code: 'capture/unreadable',
        detail: `The log is damaged at byte ${offset}; reading goes on at the next event that can be made out.`,
        offset,
      }
    case 'given-up':
      return {
        code: 'capture/unreadable',
        detail: `No event could be made out after byte ${offset}, where the log is damaged. Record it again.`,
        offset,
      }
    case 'not-json':
      return {
        code: 'capture/unreadable',
        detail: `${part} at byte ${offset} is not valid JSON and was left out.`,
        offset,
      }
    case 'too-deep':
    case 'too-large':
      return {
        code: 'capture/too-large',
        detail: `${part} at byte ${offset} is larger or nests deeper than is read, and was left out.`,
        offset,
      }
    case 'repeated':
      return {
        code: 'capture/unreadable',
        detail: `A second list of events begins at byte ${offset}. Both are read.`,
        offset,
      }
    case 'not-utf8':
      return {
        code: 'capture/unreadable',
        detail: `The log has bytes that are not UTF-8, the first of them after byte ${offset}; they are read as U+FFFD.`,
        offset,
      }
    case 'trailing':
      return {
        code: 'capture/unreadable',
        detail: `The log ends before byte ${offset}; what stands behind it was not read.`,
        offset,
      }
  }
}
