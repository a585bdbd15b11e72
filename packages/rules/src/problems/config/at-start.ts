import { block } from '../block.ts'
import type { Fix } from '../problem-info.ts'

/** How mistakes in a file are told. */
export const seenAtStart: string =
  'The gateway does not start. All mistakes are listed at once, each with file, line, column, an ' +
  'excerpt and the fix. Mistakes in the directory file of the local Entra ID have the same codes: ' +
  '`clearway entra` does not start, or keeps the directory that it has.'

export const checkBeforeUse: Fix = {
  title: 'Check the file before it is used',
  steps: 'It reports all mistakes and opens no port. Do it in the pipeline that delivers the file.',
  language: 'sh',
  text: block`
    clearway check --config clearway.yaml
  `,
}
