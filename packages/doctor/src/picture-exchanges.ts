import { chainOf } from './checks/chain.ts'
import { recordExchanges } from './exchanges/record-exchanges.ts'
import { gather } from './gather.ts'
import { redactTexts } from './redact/redact-report.ts'
import { sequencePicture } from './render/html/sequence-picture.ts'
import type { ChainHop } from './report.ts'
import { readInput } from './sources/recognise.ts'
import type { Input } from './sources/source.ts'

/** What happened in one exchange, to be looked at. */
export interface ExchangePicture {
  /** Its requests in order, and at which of them the browser stopped. */
  readonly hops: readonly ChainHop[]
  /** The same as inline SVG: page, browser and servers as lanes. Its colours are the page's. */
  readonly svg: string
}

/**
 * Draws every exchange of captures, also those that nothing is wrong with. Redacted like a report. Does not throw for
 * any content; what cannot be read is left out, and {@link diagnose} tells of it.
 */
export async function pictureExchanges(inputs: readonly Input[]): Promise<readonly ExchangePicture[]> {
  const { material } = await gather(inputs, readInput)
  return recordExchanges(material).map((exchange) => {
    const hops = redactTexts(chainOf(exchange))
    return { hops, svg: sequencePicture(hops) }
  })
}
