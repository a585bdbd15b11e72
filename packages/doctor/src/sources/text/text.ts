import { fieldValue } from '@clearway/rules/http'
import type { Place } from '../../material.ts'
import { createTokenFinder } from '../bearer-token.ts'
import type { OpenInput, Sink, Source } from '../source.ts'
import { cleanLine } from './clean-line.ts'
import { createConsoleReader } from './console-lines.ts'
import { createHeaderBlockReader } from './header-block.ts'
import { jsonTexts } from './json-texts.ts'
import { createErrorReader } from './known-errors.ts'
import { createLineSplitter, type Line } from './lines.ts'
import { looksLikeText } from './looks-like-text.ts'
import { createFailureJoiner } from './same-failure.ts'
import { createTokenReader } from './tokens.ts'

/**
 * Reads text: lines of browsers' consoles, of logs, tokens and pasted HTTP headers in any mix, line by line,
 * however long the text is. Claims every text, so it must be asked after the sources that know their format.
 */
export const text: Source = { kind: 'text', recognises: looksLikeText, read }

async function read(input: OpenInput, sink: Sink): Promise<void> {
  const found = { anything: false }
  const reader = createTextReader(input.name, counting(sink, found))
  const splitter = createLineSplitter(reader.read)
  let bytes = 0
  for await (const chunk of input.bytes) {
    splitter.push(chunk)
    bytes += chunk.length
    sink.progress(bytes)
  }
  splitter.end()
  reader.end()
  if (!found.anything) {
    sink.problem({
      code: 'capture/not-recognised',
      detail:
        'This is a text, but nothing in it is known: no line of a browser’s console, no error of Entra or of ' +
        'a token library, no token. Paste the whole message, or bring a HAR file.',
    })
  }
}

/** A sink that notes whether it was given anything. */
function counting(
  sink: Sink,
  found: { anything: boolean },
): Pick<Sink, 'entry' | 'message' | 'token' | 'logLine'> {
  const noting =
    <Item>(take: (item: Item) => void) =>
    (item: Item): void => {
      found.anything = true
      take(item)
    }
  return {
    entry: noting((entry) => sink.entry(entry)),
    message: noting((message) => sink.message(message)),
    token: noting((token) => sink.token(token)),
    logLine: noting((line) => sink.logLine(line)),
  }
}

function createTextReader(
  input: string,
  sink: Pick<Sink, 'entry' | 'message' | 'token' | 'logLine'>,
): { read(line: Line): void; end(): void } {
  const tokenOf = createTokenFinder(sink)
  const failures = createFailureJoiner((message) => sink.message(message))
  const errors = createErrorReader((line) => sink.logLine(line))
  const consoleLines = createConsoleReader(failures.add, errors.read)
  const tokens = createTokenReader((token) => sink.token(token))
  const blocks = createHeaderBlockReader((entry) => {
    sink.entry(entry)
    if (!/…|\.\.\./.test(fieldValue(entry.request.headers, 'authorization') ?? '')) tokenOf(entry)
  })

  const readText = (line: string, at: Place): void => {
    const cleaned = cleanLine(line)
    const inBlock = blocks.read(cleaned, at)
    if (!inBlock || !/^authorization:/i.test(cleaned)) tokens.read(cleaned, at)
    consoleLines.read(cleaned, at)
  }
  const endRecord = (): void => {
    consoleLines.end()
    errors.end()
  }

  return {
    read({ text, number, offset }) {
      const at = { input, line: number, offset }
      const record = text.trimStart().startsWith('{') ? jsonTexts(text) : undefined
      if (record === undefined) return readText(text, at)
      endRecord()
      for (const part of record) for (const line of part.split('\n')) readText(line, at)
      endRecord()
    },
    end() {
      blocks.end()
      tokens.end()
      endRecord()
      failures.end()
    },
  }
}
