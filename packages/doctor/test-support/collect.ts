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
  /** Bytes that it said it has read. */
  readonly progress: number
}

/** An input under the name `input`, in pieces of one size, or of the sizes given and what is left. */
export const collect = async (
  source: Source,
  bytes: Uint8Array,
  pieces: number | readonly number[] = 64 * 1024,
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
  let progress = 0
  const cut = async function* (): AsyncGenerator<Uint8Array> {
    let at = 0
    for (const size of typeof pieces === 'number' ? [] : pieces) {
      yield Uint8Array.from(bytes.subarray(at, at + size))
      at += size
    }
    const rest = typeof pieces === 'number' ? pieces : Math.max(1, bytes.length - at)
    for (; at < bytes.length; at += rest) yield Uint8Array.from(bytes.subarray(at, at + rest))
  }
  await source.read(
    { name: 'input', bytes: cut() },
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
      progress: (read) => void (progress = read),
    },
  )
  return { entries, messages, tokens, logLines, problems, lacks: [...lacks].sort(), writtenBy, progress }
}
