import { excerpt } from '@clearway/rules/http'
import { allowOriginOf } from './allow-origin.ts'
import { citeBlock, findBlock } from './block.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { askedHeader } from './entries.ts'
import { nearMiss } from './near-miss.ts'
import { cite } from '../evidence.ts'

/** An answer that allows another origin than the page's; also one that is the page's but for a slash, a letter or a port. */
export const originNotAllowed = defineCause({
  name: 'answers for another origin',
  codes: ['cors/origin-not-allowed', 'cors/invalid-allow-origin'],
  of: ['kept-back'],
  look: (exchange) => {
    const block = findBlock(exchange, 'cors/origin-not-allowed', 'cors/invalid-allow-origin')
    if (!block) return undefined
    const { verdict, entry } = block
    const allowed = allowOriginOf(entry) ?? ''
    const sent = askedHeader(entry, 'origin') ?? exchange.page?.origin ?? ''
    const miss = nearMiss(sent, allowed)
    const answer = verdict.at === 'preflight' ? 'The preflight’s answer' : 'The answer'
    return {
      code: verdict.code,
      cause: allowed,
      summary:
        `${whoCalledWhat(exchange)}. ${answer} allows ${allowed === '' ? 'an empty origin' : excerpt(allowed, 120)} instead. ` +
        (miss === undefined
          ? 'The browser compares the two letter by letter.'
          : `It is nearly right, but ${miss}.`),
      evidence: [
        ...citeBlock(exchange, block),
        ...(miss === undefined ? [] : [cite(entry.at, 'difference', miss)]),
      ],
    }
  },
})
