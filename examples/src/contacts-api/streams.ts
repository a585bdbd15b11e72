import type { ServerResponse } from 'node:http'

import type { Contact } from './contact-list.ts'

/** Sends server-sent events for ever: a tick with its number, at once and then each `tickMs` milliseconds. */
export function streamTicks(response: ServerResponse, tickMs: number): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  let count = 0
  each(response, tickMs, () => {
    count += 1
    response.write(`id: ${count}\nevent: tick\ndata: {"count":${count}}\n\n`)
    return true
  })
}

/** Sends the contacts as CSV (RFC 4180), a line each `tickMs` milliseconds, as a slow report would. */
export function streamCsv(response: ServerResponse, contacts: readonly Contact[], tickMs: number): void {
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="contacts.csv"',
  })
  response.write('id,name,email\r\n')
  const rest = contacts.values()
  each(response, tickMs, () => {
    const next = rest.next()
    if (next.done) response.end()
    else response.write(`${next.value.id},${quote(next.value.name)},${quote(next.value.email)}\r\n`)
    return next.done !== true
  })
}

/** Runs `step` now and then at each tick, until it returns false or the other end has gone. */
function each(response: ServerResponse, tickMs: number, step: () => boolean): void {
  if (!step()) return
  const timer = setInterval(() => {
    // A reader that is slower than the ticks misses some, instead of filling memory.
    if (response.writableNeedDrain) return
    if (!step()) clearInterval(timer)
  }, tickMs)
  response.once('close', () => clearInterval(timer))
}

function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}
