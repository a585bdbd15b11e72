import { Writable } from 'node:stream'

/** What a gateway under test logs. */
export interface CapturedLog {
  /** Where the gateway is to log to. */
  readonly logTo: Writable
  /** Line by line as JSON; grows. */
  readonly lines: readonly Readonly<Record<string, unknown>>[]
  /** All of it as one text, to look for what must not be in it. */
  readonly text: () => string
}

/** Captures JSON log lines; each must be written whole. */
export function captureLog(): CapturedLog {
  const lines: Record<string, unknown>[] = []
  let all = ''
  const logTo = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const text = chunk.toString('utf8')
      all += text
      for (const line of text.split('\n')) if (line) lines.push(JSON.parse(line) as Record<string, unknown>)
      done()
    },
  })
  return { logTo, lines, text: () => all }
}
