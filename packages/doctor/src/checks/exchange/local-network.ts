import { isLoopbackHost } from '@clearway/rules/origins'
import { problemOf } from '@clearway/rules/verdict'
import { cite, citeError, citeRequest } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { calledEntry, calledUrl, entriesOf } from './entries.ts'
import { isInternalHost } from './private-host.ts'

const said = /ERR_BLOCKED_BY_(?:LOCAL|PRIVATE)_NETWORK_ACCESS/i

/**
 * Calls from a public page into the local network or to this machine, which Chromium allows only with the
 * person's permission.
 *
 * Goes by what the browser says. Does not know which addresses the page and the server really have.
 */
export const localNetwork = defineCause({
  name: 'calls into the local network',
  codes: ['cors/local-network'],
  of: ['kept-back', 'no-answer'],
  look: (exchange) => {
    const entries = entriesOf(exchange)
    const noted = entries.find(
      ({ error, corsError }) => said.test(error ?? '') || (corsError && isLocal(corsError.name)),
    )
    const line = exchange.messages.find(
      ({ message }) => message.says === 'blocked' && message.code === 'cors/local-network',
    )
    if (!noted && !line) return undefined
    return {
      code: 'cors/local-network',
      cause: 'the address of the server',
      summary:
        `${whoCalledWhat(exchange)}, ${placeOf(calledUrl(exchange))}. The browser lets a page from outside ` +
        'call such an address only when the page is on https and the person has given permission.',
      evidence: [
        citeRequest(calledEntry(exchange)),
        ...(noted ? citeError(noted) : []),
        ...(noted?.corsError ? [cite(noted.at, 'browser error', noted.corsError.name)] : []),
        ...(line ? [cite(line.at, 'console line', line.text)] : []),
      ],
    }
  },
})

function isLocal(name: Parameters<typeof problemOf>[0]): boolean {
  return problemOf(name) === 'cors/local-network'
}

function placeOf(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  if (isLoopbackHost(host)) return 'which is this machine'
  return isInternalHost(host) ? 'which is in the local network' : 'whose name leads into the local network'
}
