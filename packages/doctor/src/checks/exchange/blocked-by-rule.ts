import type { ProblemCode } from '@clearway/rules/problems'
import { catalogue } from '@clearway/rules/problems'
import { citeAnswerer } from './answering-server.ts'
import { citeBlock, findBlock } from './block.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'

const codes = (Object.keys(catalogue) as ProblemCode[]).filter(
  (code) => code.startsWith('cors/') || code === 'browser/not-cors' || code === 'request/malformed',
)

/** What the rule book says of a blocked call for which no nearer cause was found. */
export const blockedByRule = defineCause({
  name: 'calls that CORS blocks',
  codes,
  of: ['kept-back'],
  look: (exchange) => {
    const block = findBlock(exchange)
    if (!block) return undefined
    const { verdict, entry } = block
    return {
      code: verdict.code,
      summary: `${whoCalledWhat(exchange)}. ${verdict.reason}`,
      evidence: [...citeBlock(exchange, block), ...citeAnswerer(entry)],
    }
  },
})
