import { excerpt } from '@clearway/rules/http'
import type { BlockedByCors } from '@clearway/rules/messages'
import type { ProblemCode } from '@clearway/rules/problems'
import { addressOf } from '../address.ts'
import { defineCheck } from '../check.ts'
import { cite } from '../evidence.ts'
import { nearMiss } from '../exchange/near-miss.ts'
import { blockedLine, citeLine, subjectOfLine, whoCalledWhat } from './line.ts'

const codes: readonly ProblemCode[] = [
  'cors/origin-not-allowed',
  'cors/invalid-allow-origin',
  'cors/tainted-origin',
  'cors/opaque-origin',
]

/** A line about an answer that allows another origin, with the small difference where there is one. */
export const originNotAllowed = defineCheck<'message'>({
  name: 'console lines about answers for another origin',
  of: 'message',
  codes,
  look: (each) => {
    const blocked = blockedLine(each)
    if (!blocked || !codes.includes(blocked.message.code)) return undefined
    const { line, message } = blocked
    const allowed = message.corsError?.parameter
    const miss = missOf(message, allowed)
    return {
      code: message.code,
      summary: `${whoCalledWhat(message)}. ${whatWasWrong(message, allowed, miss)}`,
      subject: subjectOfLine(message),
      ...(message.code !== 'cors/tainted-origin' && { cause: allowed ?? '' }),
      evidence: [
        citeLine(line),
        ...(message.origin === undefined ? [] : [cite(line.at, 'page origin', message.origin)]),
        ...(allowed === undefined || allowed === ''
          ? []
          : [cite(line.at, 'response header access-control-allow-origin', allowed)]),
        ...(miss === undefined ? [] : [cite(line.at, 'difference', miss)]),
      ],
    }
  },
})

/** How a value misses the origin; a browser that sent `null` compared it with something else. */
function missOf({ code, origin }: BlockedByCors, allowed: string | undefined): string | undefined {
  if (allowed === undefined || origin === undefined) return undefined
  return code === 'cors/tainted-origin' || code === 'cors/opaque-origin'
    ? undefined
    : nearMiss(origin, allowed)
}

function whatWasWrong(message: BlockedByCors, allowed: string | undefined, miss: string | undefined): string {
  const { code, redirectedFrom, url, engine } = message
  const value = allowed === undefined || allowed === '' ? 'another origin' : excerpt(allowed, 120)
  if (code === 'cors/tainted-origin') {
    const way =
      redirectedFrom !== undefined && url !== undefined
        ? `It was redirected to ${addressOf(url)}, on another origin. `
        : 'It was redirected from one foreign origin to another. '
    return (
      `${way}After such a redirect the browser sends Origin: null. Chromium's console names the page's origin all the same, ` +
      `and so says that ${value} is not equal to itself.`
    )
  }
  if (code === 'cors/opaque-origin')
    return `The page has no origin of its own (a file, a sandboxed frame), so the browser sent Origin: null; the answer allows ${value}.`
  if (miss !== undefined) return `The answer allows ${value}. That is nearly right: ${miss}.`
  if (engine === 'webkit')
    return 'The answer does not allow this origin. Safari says the same whether Access-Control-Allow-Origin is missing or names another one.'
  return `The answer allows ${value}. The browser compares the two letter by letter.`
}
