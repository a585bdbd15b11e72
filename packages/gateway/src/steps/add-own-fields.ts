import { fieldValue } from '@clearway/rules/http'
import type { HeadStep } from '../exchange.ts'
import { ownHeader } from '../own-headers.ts'

/** What the gateway adds to every answer: the request id, cookies that a step has set, and when it stops, a goodbye. */
export const addOwnFields: HeadStep = ({ gateway, id, setCookies }, head) => {
  const fields = [...head.fields, ownHeader.requestId, id]
  for (const line of setCookies) fields.push('Set-Cookie', line)
  if (gateway.stopping.value && fieldValue(head.fields, 'connection') === undefined)
    fields.push('Connection', 'close')
  return { from: head.from, status: head.status, fields }
}
