import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Answer, json } from '../answer.ts'
import { listen } from '../listen.ts'
import { readBody } from '../request.ts'
import { answerAdmin } from './answer-admin.ts'
import type { EntraControl } from './control.ts'
import { whyRefused } from './web-page-guard.ts'

/** A running admin listener. */
export interface AdminListener {
  /** Such as `http://127.0.0.1:8401`. */
  readonly origin: string
  close(): Promise<void>
}

const isJson = (type: string | undefined): boolean =>
  type?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json'

async function answer(control: EntraControl, message: IncomingMessage): Promise<Answer> {
  const { headers, method = 'GET', url = '/' } = message
  const why = whyRefused(headers)
  if (why !== undefined) return json(403, { error: why }, { connection: 'close' })
  const body = await readBody(message)
  if (body === undefined)
    return json(413, { error: 'The body has more than 64 kB.' }, { connection: 'close' })
  if (body.length > 0 && !isJson(headers['content-type'])) {
    return json(415, { error: 'The body has to be JSON, with Content-Type: application/json.' })
  }
  return answerAdmin(control, method, url.split('?', 1)[0] ?? '/', body.toString('utf8'))
}

async function respond(
  control: EntraControl,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { body, headers, status } = await answer(control, message).catch(() =>
    json(500, { error: 'Something went wrong here.' }),
  )
  if (response.destroyed) return
  response.writeHead(status, { 'x-content-type-options': 'nosniff', ...headers })
  response.end(body)
}

/**
 * Starts the admin listener on 127.0.0.1: `GET /state`; `GET`, `POST` and `DELETE /faults`; `POST /keys`
 * `{"action":"rotate"}`; `POST /clock` `{"seconds":3600}`; `POST /reset`. Whoever can run a program on this machine
 * may use it; web pages may not.
 */
export async function startAdmin(control: EntraControl, port: number): Promise<AdminListener> {
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 10_000 })
  server.on('request', (message, response) => void respond(control, message, response))
  const { port: found, stop } = await listen(server, port, '127.0.0.1')
  return { origin: `http://127.0.0.1:${found}`, close: stop }
}
