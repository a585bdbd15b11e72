import { isLoopbackHost } from '@clearway/rules/origins'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import { addressOf } from '../address.ts'
import { cite, citeRequest, citeStatus } from '../evidence.ts'
import { callWords } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, callsOf } from './entries.ts'
import { readKnownErrors } from './known-error.ts'
import { outcomeOf } from './outcome.ts'
import { isInternalHost } from './private-host.ts'

/**
 * An application that no longer knows by which address it is called: its redirects, or the redirect URI that
 * it gives the provider, name http or an internal host where the browser is on https at another host.
 */
export const forwardedHeaders = defineCause({
  name: 'scheme and host lost behind a proxy',
  codes: ['proxy/forwarded-headers'],
  of: ['kept-back', 'not-told', 'refused', 'no-answer', 'answered'],
  navigations: true,
  look: (exchange) => {
    for (const call of callsOf(exchange)) {
      const lost = findLost(call)
      if (!lost) continue
      return {
        code: 'proxy/forwarded-headers',
        ...(wentOn(exchange) && { severity: 'warning' as const }),
        summary:
          `${callWords(exchange)} was answered with a ${lost.what} of ${addressOf(lost.url)}: ${lost.why}. ` +
          'The application behind the proxy takes its own address from the connection that it sees; the proxy has to ' +
          'pass on scheme and host, and the application has to believe them.',
        evidence: [
          citeRequest(call),
          ...citeStatus(call),
          cite(call.at, lost.where, lost.url.split(/[?#]/, 1)[0]!),
        ],
      }
    }
    return undefined
  },
})

/** The address was upgraded on the way, or not needed after all; a provider's error page is no such end. */
function wentOn(exchange: RecordedExchange): boolean {
  if (outcomeOf(exchange) !== 'answered') return false
  return exchange.kind !== 'navigation' || readKnownErrors(exchange).length === 0
}

interface Lost {
  readonly what: 'redirect' | 'redirect URI'
  readonly where: string
  readonly url: string
  readonly why: string
}

function findLost(call: Entry): Lost | undefined {
  const location = answerHeader(call, 'location')
  if (location === undefined || !URL.canParse(call.request.url) || !URL.canParse(location, call.request.url))
    return undefined
  const called = new URL(call.request.url)
  const target = new URL(location, called)
  const redirectUri = target.searchParams.get('redirect_uri')
  if (redirectUri !== null && target.host !== called.host) {
    const why = URL.canParse(redirectUri) ? whyLost(called, new URL(redirectUri)) : undefined
    if (why !== undefined)
      return {
        what: 'redirect URI',
        where: 'redirect_uri in response header location',
        url: redirectUri,
        why,
      }
  }
  const why = whyLost(called, target)
  return why === undefined
    ? undefined
    : { what: 'redirect', where: 'response header location', url: target.href, why }
}

/** What a target shows of an application that does not know its own address; called by https at a public host. */
function whyLost(called: URL, target: URL): string | undefined {
  if (called.protocol !== 'https:') return undefined
  // One port does not speak both, on no machine.
  const samePort = target.port !== '' && target.port === called.port
  if (target.protocol === 'http:' && target.hostname === called.hostname && samePort)
    return 'the scheme is http, and the browser is on https'
  if (isInternalHost(called.hostname) || isLoopbackHost(called.hostname)) return undefined
  if (target.protocol === 'http:' && target.hostname === called.hostname)
    return 'the scheme is http, and the browser is on https'
  if (isInternalHost(target.hostname)) return `the host ${target.hostname} is an internal one`
  if (isLoopbackHost(target.hostname)) return `the host ${target.hostname} is the server itself`
  return undefined
}
