import { findKnownErrors } from '@clearway/rules/entra'
import { readBrowserMessage, type BrowserMessage } from '@clearway/rules/messages'
import type { ConsoleMessage, Place } from '../../material.ts'
import { hideTokens } from './hide-tokens.ts'

/** A message is wrapped over no more lines and characters than this. */
const maxLines = 16
const maxLength = 8 * 1024
const maxShown = 2_000

/** How a message begins that may go on in the next line. */
const begins =
  /Access to [\w ]{1,40} (?:at|from)\b|Cross-Origin Request (?:Blocked|Warning)|(?:XMLHttpRequest|Fetch API|EventSource|Beacon API) cannot load|CORS policy:|Origin (?:null|https?:\/\/\S{1,300}) is not|Redirect from '|Failed to load https?:|Refused to |Connecting to '|Mixed Content:|Blocked loading mixed|Cross-origin redirection to|Content.Security.Policy:/

/** What else only a line of a console has; such a line stands alone. */
const mentions =
  /Access-Control-|CORS|[Cc]ross.origin|[Pp]reflight|net::ERR_|Failed to (?:fetch|load)|NetworkError when|Load failed|Unexpected (?:token|end of)|JSON\.parse:|JSON Parse error|(?:Abort|Timeout)Error:|OpaqueResponseBlocking|was (?:blocked|not allowed)|Not allowed to|cannot follow more than|(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS) https?:\/\/\S{1,2048} [45]\d\d \(/

/** Behind two engines' reasons, and all that may be left over for the next line. */
const statusLeft = /^Status code: /

/** Finds console lines. */
export interface ConsoleReader {
  read(text: string, at: Place): void
  /** Gives back what is still held; must be called after the last line. */
  end(): void
}

/** A cleaned line and where it stands. */
interface HeldLine {
  readonly text: string
  readonly at: Place
}

/**
 * Makes a reader that puts wrapped messages together again and reports what they say.
 *
 * @param report - Takes each message.
 * @param rest - Takes every line that is part of no message, in order.
 */
export function createConsoleReader(
  report: (message: ConsoleMessage) => void,
  rest: (text: string, at: Place) => void,
): ConsoleReader {
  let held: HeldLine[] = []
  let read: BrowserMessage | undefined

  const say = (lines: readonly HeldLine[], message: BrowserMessage): void => {
    const text = hideTokens(lines.map((line) => line.text).join(' '))
    report({ at: lines[0]!.at, message, text: text.length > maxShown ? `${text.slice(0, maxShown)}…` : text })
  }
  const alone = ({ text, at }: HeldLine): void => {
    const message =
      mentions.test(text) || begins.test(text) ? readBrowserMessage(aroundSign(text)) : undefined
    const isLog = message?.says === 'failed' && findKnownErrors(text).length > 0
    if (message === undefined || isLog) rest(text, at)
    else say([{ text, at }], message)
  }
  const release = (): void => {
    const lines = held
    const message = read
    held = []
    read = undefined
    if (message !== undefined) say(lines, message)
    else lines.forEach(alone)
  }
  /** Reads what is held. A message is finished unless its status may still follow. */
  const tryHeld = (): void => {
    const message = readBrowserMessage(aroundSign(held.map((line) => line.text).join('\n')))
    if (message === undefined || message.says === 'failed') return
    read = message
    const mayHaveStatus = message.says === 'blocked' && message.engine !== 'chromium'
    if (!mayHaveStatus || message.status !== undefined) release()
  }

  return {
    read(text, at) {
      const line = { text, at }
      if (held.length > 0) {
        const ends = read === undefined ? text === '' || isBeginning(text, held) : !statusLeft.test(text)
        if (!ends) {
          held.push(line)
          tryHeld()
          if (held.length >= maxLines || lengthOf(held) >= maxLength) release()
          return
        }
        release()
      }
      if (begins.test(text)) {
        held = [line]
        tryHeld()
      } else alone(line)
    },
    end: release,
  }
}

/** Of a wrapped message of Chromium the words “by CORS policy:” may stand in a line of their own. */
function isBeginning(text: string, held: readonly HeldLine[]): boolean {
  if (!begins.test(text)) return false
  const waits =
    /Access to /.test(held[0]?.text ?? '') && !held.some((line) => line.text.includes('CORS policy:'))
  return !waits || !text.includes('CORS policy:') || text.includes('Access to ')
}

function lengthOf(lines: readonly HeldLine[]): number {
  return lines.reduce((sum, { text }) => sum + text.length, 0)
}

/** A long line from shortly before the first sign of a message on. */
function aroundSign(text: string): string {
  if (text.length <= maxLength) return text
  const at = Math.min(indexOf(begins, text), indexOf(mentions, text))
  const start = Math.max(0, at - 300)
  return text.slice(start, start + maxLength)
}

function indexOf(sign: RegExp, text: string): number {
  const at = text.search(sign)
  return at === -1 ? text.length : at
}
