import type { Fix } from '../problems/problem-info.ts'
import type { Origin } from '../origins/origin.ts'

/** A fix whose text to copy names this page in place of the example. */
export function forPage(fix: Fix, page: Origin): Fix {
  return fix.text === undefined
    ? fix
    : { ...fix, text: fix.text.replaceAll('https://contacts.example.com', page) }
}

/** What a segment of Clearway's configuration says. */
interface SegmentText {
  readonly external: string
  readonly internal: string
  /** Further lines, without indentation. */
  readonly more?: readonly string[]
}

/** One application with its segments, as Clearway's configuration has it. */
export function clearwayApplication(segments: readonly SegmentText[]): string {
  return ['applications:', '  - name: app', '    cors: within', '    segments:']
    .concat(segments.flatMap((each) => segmentLines(each).map((line) => `      ${line}`)))
    .join('\n')
}

/** Segments without the application that they stand in. */
export function clearwaySegments(segments: readonly SegmentText[]): string {
  return ['segments:']
    .concat(segments.flatMap((each) => segmentLines(each).map((line) => `  ${line}`)))
    .join('\n')
}

function segmentLines({ external, internal, more = [] }: SegmentText): readonly string[] {
  return [`- external: ${external}`, `  internal: ${internal}`, ...more.map((line) => `  ${line}`)]
}
