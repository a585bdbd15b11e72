import type { InputProblem } from '../../report.ts'
import type { JsonFault } from '../json/json-fault.ts'

/** Words what is wrong with the JSON of a HAR. */
export function harProblem({ kind, offset, index }: JsonFault): InputProblem {
  const entry = index === undefined ? undefined : `Entry ${index}`
  switch (kind) {
    case 'damaged':
      return {
        code: 'capture/unreadable',
        detail: `The file is damaged at byte ${offset}${entry === undefined ? '' : ` (in entry ${index}, which is lost)`}; reading goes on at the next entry that can be made out.`,
        offset,
      }
    case 'given-up':
      return {
        code: 'capture/unreadable',
        detail: `No entry could be made out after byte ${offset}, where the file is damaged. Export the capture again.`,
        offset,
      }
    case 'not-json':
      return {
        code: 'capture/unreadable',
        detail: `${entry ?? 'The part'} at byte ${offset} is not valid JSON and was left out.`,
        offset,
      }
    case 'too-deep':
      return {
        code: 'capture/too-large',
        detail: `${entry ?? 'The part'} at byte ${offset} nests too deep and was left out.`,
        offset,
      }
    case 'too-large':
      return {
        code: 'capture/too-large',
        detail: `${entry ?? 'The part'} at byte ${offset} is larger than is read of one entry, even without its bodies, and was left out.`,
        offset,
      }
    case 'repeated':
      return {
        code: 'capture/unreadable',
        detail: `The list at byte ${offset} occurs a second time in the file. Both are read; entry numbers count on.`,
        offset,
      }
    case 'not-utf8':
      return {
        code: 'capture/unreadable',
        detail: `The file has bytes that are not UTF-8, the first of them after byte ${offset}; they are read as U+FFFD. Save the capture as UTF-8.`,
        offset,
      }
    case 'truncated':
      return {
        code: 'capture/truncated',
        detail: `The file breaks off; what stands before byte ${offset} was read. Export the capture again to have the rest.`,
        offset,
      }
    case 'trailing':
      return {
        code: 'capture/unreadable',
        detail: `The HAR ends before byte ${offset}; what stands behind it was not read.`,
        offset,
      }
  }
}
