import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FieldList } from '@clearway/rules/http'
import type { Classification } from '@clearway/rules/request'
import type { Exchange } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import type { Caller } from './identity/caller.ts'
import { nowhere } from './routing/nowhere.ts'
import { wayOut } from './way.ts'

const notYetRead: Classification = { kind: 'background', reasons: ['not yet read'] }
const nobody: Caller = { by: 'nobody' }
const noFields: FieldList = []

/** An exchange at its beginning: nowhere, by nobody, nothing read yet. */
export const createExchange = (
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
): Exchange => {
  const exchange: Exchange = {
    id: randomUUID(),
    gateway,
    request,
    response,
    startedAt: gateway.now(),
    method: request.method ?? 'GET',
    client: {
      saidBy: 'connection',
      address: request.socket.remoteAddress ?? '',
      scheme: gateway.plan.listen.scheme,
      host: '',
    },
    kind: notYetRead,
    path: '/',
    matchPath: '/',
    query: '',
    segment: nowhere,
    fields: noFields,
    caller: nobody,
    sendHead: (head) => {
      let passed = head
      for (const step of wayOut) passed = step(exchange, passed)
      response.writeHead(passed.status, passed.fields as string[])
    },
    setCookies: [],
    preflight: undefined,
    refused: undefined,
    brokeOff: undefined,
  }
  return exchange
}
