import { excerpt } from '@clearway/rules/http'
import type { InputProblem } from '../../report.ts'

/** Counts things of one kind, so that a thousand of them make one line. */
export interface Tally<Kind extends string> {
  count(kind: Kind, example?: string, offset?: number): void
  /** One problem for each kind that was counted, in the order of the texts. */
  problems(): readonly InputProblem[]
}

/** What is said of one kind. */
export interface TallyText {
  readonly code: InputProblem['code']
  /** One sentence or two. Gets the number, and up to three examples as a list, made fit to be shown. */
  detail(count: number, examples: string): string
}

const maxExamples = 3

/** Makes a tally. The first one's offset is kept. */
export function createTally<Kind extends string>(texts: Readonly<Record<Kind, TallyText>>): Tally<Kind> {
  const counted = new Map<Kind, { count: number; readonly examples: Set<string>; readonly offset?: number }>()
  return {
    count: (kind, example, offset) => {
      const entry = counted.get(kind) ?? {
        count: 0,
        examples: new Set<string>(),
        ...(offset !== undefined && { offset }),
      }
      entry.count++
      if (example !== undefined && entry.examples.size < maxExamples) entry.examples.add(excerpt(example, 60))
      counted.set(kind, entry)
    },
    problems: () =>
      (Object.keys(texts) as Kind[]).flatMap((kind) => {
        const entry = counted.get(kind)
        if (!entry) return []
        const { code, detail } = texts[kind]
        return [
          {
            code,
            detail: detail(entry.count, [...entry.examples].join(', ')),
            ...(entry.offset !== undefined && { offset: entry.offset }),
          },
        ]
      }),
  }
}
