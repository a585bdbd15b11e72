import { excerpt } from '@clearway/rules/http'
import { answerHeader, askedHeader } from './entries.ts'
import { citeBlock, findBlock, type Block } from './block.ts'
import { whoCalledWhat } from './call-words.ts'
import { cite } from '../evidence.ts'
import { defineCause } from './define-cause.ts'
import { headerSource } from './tracing-headers.ts'

/** A request header that the preflight's answer does not list; where a tool added it, the tool is named. */
export const headerNotAllowed = defineCause({
  name: 'request headers that are not allowed',
  codes: ['cors/header-not-allowed'],
  of: ['kept-back'],
  look: (exchange) => {
    const block = findBlock(exchange, 'cors/header-not-allowed')
    if (!block) return undefined
    const name = nameOf(block)
    const source = name === undefined ? undefined : headerSource(name)
    const listed = answerHeader(block.entry, 'access-control-allow-headers')
    return {
      code: 'cors/header-not-allowed',
      ...(name !== undefined && { cause: name }),
      summary: [
        `${whoCalledWhat(exchange)} with ${name === undefined ? 'a header of its own' : `the header ${excerpt(name, 80)}`}.`,
        `The preflight's answer ${listed === undefined ? 'lists no headers at all' : `lists ${excerpt(listed, 120)}, and not this one`}.`,
        ...(source
          ? [`It is usually not the page's own code that sends it, but ${source.tool}. ${source.remedy}`]
          : []),
      ].join(' '),
      evidence: [
        ...citeBlock(exchange, block),
        ...(source ? [cite(block.entry.at, 'header added by', source.tool)] : []),
      ],
    }
  },
})

/** Chromium's parameter, else the first announced header that the answer does not list. */
function nameOf({ verdict, entry }: Block): string | undefined {
  const told = verdict.corsError?.parameter
  if (told !== undefined && told !== '') return told.toLowerCase()
  const listed = namesIn(answerHeader(entry, 'access-control-allow-headers'))
  return namesIn(askedHeader(entry, 'access-control-request-headers')).find((name) => !listed.includes(name))
}

function namesIn(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',', 100)
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
}
