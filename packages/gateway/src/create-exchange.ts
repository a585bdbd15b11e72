import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Exchange } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { nowhere } from './routing/nowhere.ts'
import { wayOut } from './way.ts'

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
    kind: { kind: 'background', reasons: ['not yet read'] },
    path: '/',
    matchPath: '/',
    query: '',
    segment: nowhere,
    fields: [],
    caller: { by: 'nobody' },
    sendHead: (head) => {
      const { status, fields } = wayOut.reduce((passed, step) => step(exchange, passed), head)
      response.writeHead(status, fields as string[])
    },
    setCookies: [],
    preflight: undefined,
    refused: undefined,
    brokeOff: undefined,
  }
  return exchange
}
