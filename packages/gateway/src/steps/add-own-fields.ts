import { fieldValue, type FieldList } from '@clearway/rules/http'
import type { HeadStep } from '../exchange.ts'
import { ownHeader } from '../own-headers.ts'

const noMore: FieldList = ['Connection', 'close']

/** What the gateway adds to every answer: the request id, cookies that a step has set, and when it stops, a goodbye. */
export const addOwnFields: HeadStep = ({ gateway, id, setCookies }, head) => ({
  ...head,
  fields: [
    ...head.fields,
    ownHeader.requestId,
    id,
    ...setCookies.flatMap((line) => ['Set-Cookie', line]),
    ...(gateway.stopping.value && fieldValue(head.fields, 'connection') === undefined ? noMore : []),
  ],
})
