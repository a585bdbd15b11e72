import type { RecordedSource } from './recorded-source.ts'

/**
 * The lower-case names of headers whose values Chromium took out of a source's messages. It leaves the names:
 * where there is none, there was no header.
 */
export function strippedIn({ asked, steps }: RecordedSource): readonly string[] {
  const heads = steps.flatMap((step) => (step.kind === 'hop' ? [step.hop.sent, step.hop.answer?.head] : []))
  return [asked?.head, ...heads].flatMap((head) => head?.stripped ?? [])
}
