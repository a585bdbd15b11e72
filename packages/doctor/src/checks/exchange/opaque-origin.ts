import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import { callWords } from './call-words.ts'
import { citeBlock, findBlock } from './block.ts'
import { defineCause } from './define-cause.ts'
import { calledEntry } from './entries.ts'

/** A page whose own origin is `null`: a local file, a data: URL, a sandboxed frame. */
export const opaqueOrigin = defineCause({
  name: 'pages without an origin of their own',
  codes: ['cors/opaque-origin'],
  of: ['kept-back'],
  look: (exchange) => {
    const block = findBlock(exchange, 'cors/opaque-origin')
    if (!block) return undefined
    return {
      code: 'cors/opaque-origin',
      cause: pageKind(exchange),
      summary: `${pageKind(exchange)} called ${callWords(exchange)}. Its origin is null, which a server cannot allow without allowing everybody who can make such a page.`,
      evidence: citeBlock(exchange, block),
    }
  },
})

function pageKind(exchange: RecordedExchange): string {
  const { page, initiator } = calledEntry(exchange)
  const address = [page, initiator].find((each) => each !== undefined) ?? ''
  if (address.startsWith('file:')) return 'A page that was opened as a local file'
  if (address.startsWith('data:')) return 'A page that was opened from a data: URL'
  return 'A page in a sandboxed frame (or a local file)'
}
