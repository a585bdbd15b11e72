import type { ConsoleMessage, Entry, FoundToken, Lack, LogLine } from '../src/material.ts'
import type { InputProblem } from '../src/report.ts'
import type { Source } from '../src/sources/source.ts'

/** Everything that a source read of an input. */
export interface Collected {
  readonly entries: readonly Entry[]
  readonly messages: readonly ConsoleMessage[]
  readonly tokens: readonly FoundToken[]
  readonly logLines: readonly LogLine[]
  readonly problems: readonly InputProblem[]
  readonly lacks: readonly Lack[]
  readonly writtenBy: readonly (string | undefined)[]
}

/** Lets a source read bytes, in pieces of a size. */
export const collect = async (
  source: Source,
  bytes: Uint8Array,
  pieceSize: number = 64 * 1024,
): Promise<Collected> => {
  const [entries, messages, tokens, logLines] = [
    [] as Entry[],
    [] as ConsoleMessage[],
    [] as FoundToken[],
    [] as LogLine[],
  ]
  const problems: InputProblem[] = []
  const lacks = new Set<Lack>()
  let writtenBy: readonly (string | undefined)[] = []
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceSize)
      yield Uint8Array.from(bytes.subarray(at, at + pieceSize))
  }
  await source.read(
    { name: 'input', bytes: pieces() },
    {
      entry: (each) => void entries.push(each),
      message: (each) => void messages.push(each),
      token: (each) => void tokens.push(each),
      logLine: (each) => void logLines.push(each),
      problem: (each) => void problems.push(each),
      lacks: (each) => void lacks.add(each),
      writtenBy: (name, engine) => {
        writtenBy = [name, engine]
      },
      progress: () => {},
    },
  )
  return { entries, messages, tokens, logLines, problems, lacks: [...lacks], writtenBy }
}
