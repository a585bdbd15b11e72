import { excerpt } from '@clearway/rules/http'
import type { Fix } from '@clearway/rules/problems'
import { citeBlock, findBlock } from './block.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, calledMethod } from './entries.ts'

const letterByLetter =
  'Methods are compared letter by letter, and fetch turns only GET, HEAD, POST, PUT, DELETE and OPTIONS into upper case.'

/** A method that the preflight's answer does not list, also where only its letter case differs. */
export const methodNotAllowed = defineCause({
  name: 'methods that are not allowed',
  codes: ['cors/method-not-allowed'],
  of: ['kept-back'],
  look: (exchange) => {
    const block = findBlock(exchange, 'cors/method-not-allowed')
    if (!block) return undefined
    const method = excerpt(block.verdict.corsError?.parameter || calledMethod(exchange), 20)
    const listed = answerHeader(block.entry, 'access-control-allow-methods')
    const otherCase = (listed ?? '')
      .split(',', 50)
      .map((each) => each.trim())
      .find((each) => each !== method && each.toLowerCase() === method.toLowerCase())
    return {
      code: 'cors/method-not-allowed',
      cause: method,
      summary: [
        `${whoCalledWhat(exchange)}. The preflight's answer ${listed === undefined ? 'lists no methods' : `lists ${excerpt(listed, 120)}`}, and ${method} needs to be named there.`,
        ...(otherCase === undefined ? [] : [letterByLetter]),
      ].join(' '),
      evidence: citeBlock(exchange, block),
      ...(otherCase !== undefined && { fixes: [writeMethod(otherCase, method)] }),
    }
  },
})

function writeMethod(listed: string, written: string): Fix {
  const method = excerpt(listed, 20)
  return {
    title: `Write the method as ${method}`,
    steps: `The page's code says \`${written}\`. Browsers send other methods than the usual six as they are written.`,
    ...(/^[A-Z]+$/.test(method) && { language: 'js', text: `await fetch(url, { method: '${method}' })` }),
  }
}
