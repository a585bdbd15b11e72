import { excerpt } from '@clearway/rules/http'
import type { BlockedByCors, BrowserMessage } from '@clearway/rules/messages'
import { cutText } from '../../cut-text.ts'
import type { ConsoleMessage } from '../../material.ts'
import type { Evidence } from '../../report.ts'
import { addressOf, subjectOf } from '../address.ts'

const maxShown = 500

/** A console line that says that CORS blocked a call. */
export interface BlockedLine {
  readonly line: ConsoleMessage
  readonly message: BlockedByCors
}

/** The line, if it says that CORS blocked a call; undefined for look-alikes and lines that give no reason. */
export function blockedLine(line: ConsoleMessage): BlockedLine | undefined {
  return line.message.says === 'blocked' ? { line, message: line.message } : undefined
}

/** The URL that the page called, as far as the line tells; people and consoles cut it to something that is none. */
export function calledUrl(message: BrowserMessage): string | undefined {
  const from = message.says === 'blocked' ? message.redirectedFrom : undefined
  return from !== undefined && URL.canParse(from) ? from : message.url
}

/** What a finding about a line is about: the called address, or the page where the line names no address. */
export function subjectOfLine(message: BrowserMessage): string {
  const called = calledUrl(message)
  if (called !== undefined) return subjectOf(called)
  const origin = message.says === 'blocked' ? message.origin : undefined
  return origin === undefined ? 'a call without address' : `a call of ${excerpt(origin, 120)}`
}

/** Who called what, to begin a summary with, as far as the line tells. */
export function whoCalledWhat(message: BrowserMessage): string {
  const origin = message.says === 'blocked' ? message.origin : undefined
  const page = origin === undefined || origin === 'null' ? 'A page' : excerpt(origin, 120)
  const called = calledUrl(message)
  return called === undefined
    ? `${page} called an address that the line does not name`
    : `${page} called ${addressOf(called)}`
}

/** The line itself. */
export function citeLine({ at, text }: ConsoleMessage): Evidence {
  return { ...at, what: 'console line', value: cutText(text, maxShown) }
}
