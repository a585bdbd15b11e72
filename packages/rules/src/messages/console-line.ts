import type { Exchange } from '../verdict/exchange.ts'
import type { Blocked } from '../verdict/verdict.ts'
import type { Told } from './told.ts'
import { writeChromium } from './write-chromium.ts'
import { writeFirefox } from './write-firefox.ts'
import { writeWebkit } from './write-webkit.ts'

/**
 * Writes the line that an engine's console shows for a blocked call; for WebKit the first of its three lines,
 * which has the reason.
 *
 * @param verdict that engine's own verdict: another's may have blocked the call for another reason
 * @returns undefined where the engine has no words for it beyond "failed", or prints what an exchange does not
 * tell (address spaces)
 */
export function consoleLine(
  exchange: Exchange,
  verdict: Blocked,
  engine: 'chromium' | 'firefox' | 'webkit',
): string | undefined {
  const told = toldBy(exchange, verdict)
  switch (engine) {
    case 'chromium':
      return writeChromium(told)
    case 'firefox':
      return writeFirefox(told)
    case 'webkit':
      return writeWebkit(told)
  }
}

function toldBy(exchange: Exchange, verdict: Blocked): Told {
  const hop = exchange.hops[verdict.hop]
  const answer = verdict.at === 'preflight' ? hop?.preflight : hop?.answer
  const leg = verdict.legs.findLast(({ kind }) => kind === verdict.at) ?? verdict.legs.at(-1)
  const parameter = verdict.corsError?.parameter ?? ''
  return {
    error: verdict.corsError?.name,
    redirected: verdict.hop > 0,
    headers: answer?.headers ?? [],
    sentOrigin: leg?.origin ?? exchange.origin,
    values: {
      api: exchange.request.api === 'xhr' ? 'XMLHttpRequest' : 'fetch',
      url: leg?.url ?? exchange.request.url,
      initial: exchange.request.url.split('#', 1)[0],
      origin: exchange.origin,
      value: parameter,
      method: parameter,
      header: parameter,
      status: answer === undefined ? undefined : String(answer.status),
    },
  }
}
