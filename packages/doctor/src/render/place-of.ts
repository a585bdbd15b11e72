import type { Evidence } from '../report.ts'
import { inputName } from './describe-input.ts'

/** Where a piece of evidence stands: `a.har, entry 12, byte 48213`. */
export function placeOf({ input, entry, line, offset }: Omit<Evidence, 'what' | 'value'>): string {
  return [
    inputName(input),
    ...(entry === undefined ? [] : [`entry ${entry}`]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(offset === undefined ? [] : [`byte ${offset}`]),
  ].join(', ')
}
