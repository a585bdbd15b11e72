import type { BlockedByCors, BrowserMessage } from '@clearway/rules/messages'
import type { ConsoleMessage } from '../../material.ts'

/** How many messages back the same failure may have been told already. */
const reach = 8

/** Passes messages on, one for each failure. */
export interface FailureJoiner {
  add(message: ConsoleMessage): void
  /** Must be called after the last message. */
  end(): void
}

/**
 * Makes a joiner of the lines that browsers write about one failure. Firefox follows a reason with one or two
 * general lines for the same URL; WebKit writes the reason, then the URL, then the reason again; Chromium
 * adds `net::ERR_FAILED`, and the page's code `Failed to fetch`.
 */
export function createFailureJoiner(report: (message: ConsoleMessage) => void): FailureJoiner {
  /** WebKit's reason that waits for its URL. */
  let waiting: (ConsoleMessage & { readonly message: BlockedByCors }) | undefined
  let recent: BrowserMessage[] = []

  const pass = (message: ConsoleMessage): void => {
    recent = [...recent.slice(-reach + 1), message.message]
    report(message)
  }
  const end = (): void => {
    if (waiting !== undefined) pass(waiting)
    waiting = undefined
  }

  return {
    add(next) {
      const { message } = next
      if (waiting !== undefined) {
        const joined = withAddress(waiting.message, message)
        if (joined !== undefined) {
          waiting = { ...waiting, message: joined }
          end()
          return
        }
        if (saysTheSame(waiting.message, message)) {
          if (message.url === undefined) return
          // The second and the third line were read as one.
          waiting = { ...waiting, message: { ...waiting.message, url: message.url } }
          end()
          return
        }
        end()
      }
      if (recent.some((earlier) => isToldBy(earlier, message))) return
      if (message.says === 'blocked' && message.engine === 'webkit' && message.url === undefined) {
        waiting = { ...next, message }
      } else pass(next)
    },
    end,
  }
}

/** WebKit's reason with the URL of its second line. */
function withAddress(reason: BlockedByCors, next: BrowserMessage): BlockedByCors | undefined {
  if (next.says !== 'failed' || next.engine !== 'webkit' || next.url === undefined) return undefined
  return { ...reason, url: next.url }
}

function saysTheSame(reason: BlockedByCors, next: BrowserMessage): boolean {
  return next.says === 'blocked' && next.engine === reason.engine && next.reason === reason.reason
}

/** Whether a message adds nothing to an earlier one. */
function isToldBy(earlier: BrowserMessage, message: BrowserMessage): boolean {
  if (earlier.says !== 'blocked' || earlier.engine !== message.engine) return false
  const sameUrl = message.url === undefined || message.url === earlier.url
  switch (message.says) {
    case 'failed':
      return sameUrl
    case 'not-cors':
      return message.engine === 'firefox' && message.kind === 'connection' && sameUrl
    case 'blocked':
      return message.engine === 'webkit' && message.url === undefined && saysTheSame(earlier, message)
  }
}
