import { findKnownErrors } from '@clearway/rules/entra'
import { readBrowserMessage, type BrowserMessage } from '@clearway/rules/messages'
import type { ConsoleMessage, Place } from '../../material.ts'
import { hideTokens } from '../../redact/known-shapes.ts'
import { cutText } from '../../cut-text.ts'
import { beginsAt, endsInHead, hasOwnTime, isBegun, tellsOfAnother } from './message-heads.ts'

/** A message is wrapped over no more lines and characters than this. */
const maxLines = 32
const maxLength = 8 * 1024
const maxShown = 2_000

/** What else only a line of a console has; such a line stands alone. */
const mentions =
  /Access-Control-|CORS|[Cc]ross.origin|[Pp]reflight|net::ERR_|Failed to (?:fetch|load)|NetworkError when|Load failed|Unexpected (?:token|end of)|JSON\.parse:|JSON Parse error|(?:Abort|Timeout)Error:|OpaqueResponseBlocking|was (?:blocked|not allowed)|Not allowed to|cannot follow more than|(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS) https?:\/\/\S{1,2048} [45]\d\d \(/

/** Behind two engines' reasons, and all that may be left over for the next line; without blanks. */
const status = 'Statuscode:'

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
    report({ at: lines[0]!.at, message, text: cutText(text, maxShown) })
  }
  /** Of a failure without a cause an error's name in the line tells more. */
  const isLog = (message: BrowserMessage, text: string): boolean =>
    message.says === 'failed' && findKnownErrors(text).length > 0
  const alone = ({ text, at }: HeldLine): void => {
    const message = mentions.test(text) || isBegun(text) ? readBrowserMessage(aroundSign(text)) : undefined
    if (message === undefined || isLog(message, text)) rest(text, at)
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
  /** Reads what is held. A message is finished unless its reason or its status may still follow. */
  const tryHeld = (): void => {
    const text = aroundSign(held.map((line) => line.text).join('\n'))
    const message = readBrowserMessage(text)
    if (message === undefined || (message.says === 'failed' && isCutOff(held))) return
    if (isLog(message, text)) return release()
    read = message
    const mayHaveStatus = message.says === 'blocked' && message.engine !== 'chromium'
    // Of 404 the terminal may have broken off 04.
    if (!mayHaveStatus || (message.status ?? 0) >= 100) release()
  }
  const goesOn = (text: string): boolean => {
    if (text === '' || hasOwnTime(text)) return false
    if (read !== undefined && !isReasonDue(held)) return bringsStatus(held, text)
    return isHeadWhole(held) ? !isBeginning(text, held) : isHeadOf([...held, { text }])
  }

  return {
    read(text, at) {
      const line = { text, at }
      if (held.length > 0 && !goesOn(text)) release()
      if (held.length === 0 && !isHeadOf([line])) return alone(line)
      held.push(line)
      if (isHeadWhole(held)) tryHeld()
      if (held.length >= maxLines || lengthOf(held) >= maxLength) release()
    },
    end: release,
  }
}

/** Whether the lines have the words that a message begins with. A terminal breaks them between letters, too. */
function isHeadWhole(lines: readonly Pick<HeldLine, 'text'>[]): boolean {
  const texts = lines.map(({ text }) => text)
  if (texts.length === 1) return isBegun(texts[0]!)
  return tellsOfAnother(texts.join(' ')) || isBegun(texts.join(''))
}

function isHeadOf(lines: readonly Pick<HeldLine, 'text'>[]): boolean {
  return isHeadWhole(lines) || endsInHead(lines.map(({ text }) => text).join(' '))
}

/** Whether the status, or the rest of it, is what a line begins with. */
function bringsStatus(lines: readonly HeldLine[], text: string): boolean {
  const before = withoutBlanks(lines).slice(-status.length - 4)
  const next = text.replaceAll(' ', '')
  if (/Statuscode:\d{0,3}$/.test(before)) return /^(?:[\d.]|\(null\))/.test(next)
  for (let begun = status.length - 1; begun >= 0; begun--) {
    if (!before.endsWith(status.slice(0, begun))) continue
    const rest = status.slice(begun)
    return next.startsWith(rest) || (next !== '' && rest.startsWith(next))
  }
  return false
}

function withoutBlanks(lines: readonly HeldLine[]): string {
  return lines.map(({ text }) => text.replaceAll(' ', '')).join('')
}

/** Behind the words that a redirect was denied WebKit may say why. */
function isReasonDue(lines: readonly HeldLine[]): boolean {
  const text = lines.map((line) => line.text).join(' ')
  return /Cross-origin redirection to .*policy:(?!.*(?:Allow-Origin\.|credentials))/.test(text)
}

/** A reason is still to come, other than in the lines that never give one. */
function isCutOff(lines: readonly HeldLine[]): boolean {
  return /CORSpolicy:|Cross-OriginRequest/.test(withoutBlanks(lines))
}

/** Of a wrapped message the reason may be what another could begin with; and so may the words before it. */
function isBeginning(text: string, held: readonly HeldLine[]): boolean {
  const before = held.map((line) => line.text).join(' ')
  if (!takesReason.test(before)) return tellsOfAnother(text)
  const isPolicyDue = /Access to |Redirect from /.test(before) && !before.includes('CORS policy:')
  return tellsOfAnother(isPolicyDue ? text.replace('CORS policy:', '') : text, 'calls')
}

const takesReason =
  /Access to |Redirect from |CORS policy:|Cross-Origin Request|Cross-origin redirection|cannot load|Failed to load/

function lengthOf(lines: readonly HeldLine[]): number {
  return lines.reduce((sum, { text }) => sum + text.length, 0)
}

/** A long line from shortly before the first sign of a message on. */
function aroundSign(text: string): string {
  if (text.length <= maxLength) return text
  const at = Math.min(
    ...[beginsAt(text), text.search(mentions)].map((each) => (each === -1 ? text.length : each)),
  )
  const start = Math.max(0, at - 300)
  return text.slice(start, start + maxLength)
}
