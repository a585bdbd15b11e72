import type { ConsoleMessage } from '../material.ts'
import { redirectTarget } from './link-entries.ts'
import type { RecordedHop } from './recorded-exchange.ts'

/** No call has more lines of a console to its name. */
const maxMessages = 10

/**
 * Finds the console lines that speak of a chain: of one of its URLs, of one redirected from its first, or of where its
 * last redirect leads.
 * Queries do not count where the line's was cut, which consoles and people do.
 *
 * @returns A function from a chain to its lines.
 */
export function messagesByUrl(
  messages: readonly ConsoleMessage[],
): (hops: readonly RecordedHop[]) => readonly ConsoleMessage[] {
  const byAddress = new Map<string, ConsoleMessage[]>()
  for (const each of messages) {
    const { message } = each
    const urls = [message.url, message.says === 'blocked' ? message.redirectedFrom : undefined]
    for (const address of new Set(urls.flatMap((url) => addressOf(url)))) {
      const list = byAddress.get(address)
      if (!list) byAddress.set(address, [each])
      else if (list.length < maxMessages) list.push(each)
    }
  }
  return (hops) => {
    if (byAddress.size === 0) return []
    const last = hops.at(-1)?.call
    const urls = new Set([
      ...hops.flatMap((hop) => addressOf((hop.call ?? hop.preflight)?.request.url)),
      // Where the browser was sent and did not go: only the console tells of that.
      ...addressOf(last && redirectTarget(last)),
    ])
    return [...new Set([...urls].flatMap((url) => byAddress.get(url) ?? []))].slice(0, maxMessages)
  }
}

function addressOf(url: string | undefined): readonly string[] {
  if (url === undefined || !URL.canParse(url)) return []
  const { origin, pathname } = new URL(url)
  return [origin + pathname]
}
