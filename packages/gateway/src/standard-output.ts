import pino, { type DestinationStream } from 'pino'

/** Where log lines go by default. */
export interface StandardOutput extends DestinationStream {
  /** Writes what is still held back. */
  flushSync(): void
}

/**
 * Standard output, written in the background: after 64 kB or a quarter of a second, and when the process ends by
 * itself or by an error.
 *
 * A disk that is full, or a reader that has stopped, costs lines and nothing else: beyond 16 MB they are dropped.
 *
 * Lines are handed on as bytes. Of texts, sonic-boom counts the bytes of all that it holds with every line.
 */
export const openStandardOutput = (): StandardOutput => {
  const output = pino.destination({
    sync: false,
    minLength: 64 * 1024,
    maxWrite: 128 * 1024,
    maxLength: 16 * 1024 * 1024,
    periodicFlush: 250,
    contentMode: 'buffer',
  })
  const flushSync = output.flushSync.bind(output)
  // Without a listener the process would end; and sonic-boom's flushSync repeats a failing write for ever.
  output.on('error', () => {
    output.flushSync = () => {}
  })
  output.on('write', () => {
    output.flushSync = flushSync
  })
  return {
    // Its types know texts alone.
    write: (line) => void output.write(Buffer.from(line) as unknown as string),
    flushSync: () => output.flushSync(),
  }
}
