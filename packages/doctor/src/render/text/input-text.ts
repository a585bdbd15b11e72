import type { InputReport } from '../../report.ts'
import { describeInput, inputName } from '../describe-input.ts'
import { wrap } from '../wrap.ts'
import type { TextStyle } from './text-style.ts'

/** One input, and what kept it from being read. */
export function inputLines(input: InputReport, { paint }: TextStyle, width: number): readonly string[] {
  return [
    `  ${inputName(input.name)}  ${paint.quiet(describeInput(input))}`,
    ...input.problems.flatMap(({ code, detail, offset }) => {
      const at = offset === undefined ? '' : ` (byte ${offset})`
      return wrap(`${code}: ${detail}${at}`, width - 4).map((line) => `    ${paint.warning(line)}`)
    }),
  ]
}
