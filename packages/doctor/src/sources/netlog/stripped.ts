import type { RecordedSource } from './recorded-source.ts'

/**
 * What Chromium took out of a source's messages: it leaves the name of a header and takes its value, so that
 * where no name is, there was no header.
 */
export function strippedIn({ asked, steps }: RecordedSource): readonly ('cookie' | 'authorization')[] {
  const names = [
    ...(asked?.head.stripped ?? []),
    ...steps.flatMap((step) =>
      step.kind === 'hop'
        ? [...(step.hop.sent?.stripped ?? []), ...(step.hop.answer?.head.stripped ?? [])]
        : [],
    ),
  ]
  return names.map((name) => (/^(?:set-)?cookie/.test(name) ? 'cookie' : 'authorization'))
}
