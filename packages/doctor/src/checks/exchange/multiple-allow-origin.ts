import { excerpt, fieldValues } from '@clearway/rules/http'
import { answererOf, citeAnswerer } from './answering-server.ts'
import { citeBlock, findBlock } from './block.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'

/** An answer with more than one allowed origin: usually the application and the proxy before it each add one. */
export const multipleAllowOrigin = defineCause({
  name: 'answers with several allowed origins',
  codes: ['cors/multiple-allow-origin'],
  of: ['kept-back'],
  look: (exchange) => {
    const block = findBlock(exchange, 'cors/multiple-allow-origin')
    if (!block) return undefined
    const fields = fieldValues(block.entry.response?.headers ?? [], 'access-control-allow-origin')
    const values = fields.flatMap((field) => field.split(',', 20)).map((value) => value.trim())
    const answerer = answererOf(block.entry)
    const isRepeated = values.length > 1 && new Set(values).size < values.length
    return {
      code: 'cors/multiple-allow-origin',
      cause: values.join(),
      summary:
        `${whoCalledWhat(exchange)}. The answer has more than one Access-Control-Allow-Origin: ${excerpt(values.join(' and '), 160)}. ` +
        (isRepeated
          ? `The same value twice means that two parts add it: the application and ${answerer ?? 'a proxy or a second middleware'}. Let one of them do it.`
          : values.includes('*')
            ? 'One part allows everybody and another one this page: let only one of them write the header.'
            : 'The header holds one origin only: the server has to choose the one that called.'),
      evidence: [...citeBlock(exchange, block), ...citeAnswerer(block.entry)],
    }
  },
})
