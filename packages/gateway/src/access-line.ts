import type { Exchange } from './exchange.ts'

const inQuotes = JSON.stringify

let second = 0
let secondText = ''

/** A time as ISO 8601; the part that a whole second shares is written once. */
const isoTime = (ms: number): string => {
  const whole = Math.floor(ms / 1000)
  if (whole !== second) {
    second = whole
    secondText = new Date(whole * 1000).toISOString().slice(0, 20)
  }
  return `${secondText}${String(Math.floor(ms) - whole * 1000).padStart(3, '0')}Z`
}

/** Text of a kind that holds nothing to escape goes in as it is. */
const plainOrQuoted = (text: string): string => (/^[\w\-.:/~%]*$/.test(text) ? `"${text}"` : inQuotes(text))

/**
 * One request as one JSON line, in pino's form (level 30 is `info`).
 *
 * Written by hand: it is the only line that every request costs, and pino takes four times as long for it. Holds
 * the path without the query, which may carry codes and tokens; never a header's value.
 */
export const accessLine = (exchange: Exchange, ms: number): string => {
  const { brokeOff, caller, client, kind, response } = exchange
  return (
    `{"level":30,"time":"${isoTime(exchange.startedAt + ms)}","request":"${exchange.id}"` +
    `,"client":${plainOrQuoted(client.address)},"method":${plainOrQuoted(exchange.method)}` +
    `,"host":${plainOrQuoted(client.host)},"path":${plainOrQuoted(exchange.path)}` +
    `,"application":"${exchange.segment.application.name}","kind":"${kind.kind}","caller":"${caller.by}"` +
    `,"status":${response.statusCode},"ms":${ms}` +
    (brokeOff === undefined ? '' : `,"brokeOff":${inQuotes(brokeOff)}`) +
    (response.writableFinished ? '' : ',"aborted":true') +
    ',"msg":"request"}\n'
  )
}
