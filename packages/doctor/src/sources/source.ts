import type { ConsoleMessage, Entry, FoundToken, Lack, LogLine } from '../material.ts'
import type { InputKind, InputProblem } from '../report.ts'

/** One thing to read: a file, standard input, or text. */
export interface Input {
  /** As the person named it; `-` for standard input. */
  readonly name: string
  /** In bytes, where it is known. */
  readonly size?: number
  /** Reads from the start; may be called once only. */
  open(): AsyncIterable<Uint8Array>
}

/** An input whose beginning has been looked at. */
export interface OpenInput {
  readonly name: string
  readonly size?: number
  /** The whole input, its beginning included. */
  readonly bytes: AsyncIterable<Uint8Array>
}

/** Takes what a source reads, in the order in which it stands there. */
export interface Sink {
  entry(entry: Entry): void
  message(message: ConsoleMessage): void
  token(token: FoundToken): void
  logLine(line: LogLine): void
  problem(problem: InputProblem): void
  /** What this input leaves out. */
  lacks(lack: Lack): void
  writtenBy(name: string, engine?: 'chromium' | 'firefox' | 'webkit'): void
  /** Bytes read so far. */
  progress(bytes: number): void
}

/** Reads one kind of input. */
export interface Source {
  readonly kind: InputKind
  /** Tells from the first 64 kB whether the input is of this kind. */
  recognises(beginning: Uint8Array): boolean
  /**
   * Reads the input to its end, or to where it breaks off: whatever is wrong with it goes to
   * `sink.problem`, and what was read before stays. Does not throw for any bytes.
   */
  read(input: OpenInput, sink: Sink): Promise<void>
}
