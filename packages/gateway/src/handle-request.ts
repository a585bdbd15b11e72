import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer, StepResult } from './answer.ts'
import { createExchange } from './create-exchange.ts'
import type { Exchange } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { record } from './record.ts'
import { refuse, type Refusal } from './refusals/refusal.ts'
import { renderRefusal } from './refusals/render-refusal.ts'
import { refuseForStore } from './sessions/refuse-session.ts'
import { StoreError } from './sessions/store-error.ts'
import { wayIn } from './way.ts'

const sendAnswer = (exchange: Exchange, { status, fields, body }: Answer): void => {
  const { response, method } = exchange
  if (response.destroyed) return
  const length = status === 204 ? [] : ['Content-Length', String(Buffer.byteLength(body))]
  exchange.sendHead({ from: 'gateway', status, fields: [...fields, ...length] })
  response.end(method === 'HEAD' ? undefined : body)
}

/** What a request comes to in the end. */
type Ending = Exclude<StepResult, undefined>

const refusalOf = (exchange: Exchange, error: unknown): Refusal => {
  if (error instanceof StoreError) return refuseForStore(error)
  exchange.gateway.log.error({ err: error, request: exchange.id }, 'an error of the gateway itself')
  return refuse(
    'gateway/unexpected',
    'Something went wrong in the gateway. The request id helps to find out what.',
  )
}

/** What no step expected: the store failing, or a mistake of the gateway itself. Never rejects. */
const fail = async (exchange: Exchange, error: unknown): Promise<void> => {
  const { response } = exchange
  try {
    const refusal = refusalOf(exchange, error)
    if (response.headersSent) response.destroy()
    else sendAnswer(exchange, await renderRefusal(exchange, refusal))
  } catch {
    response.destroy()
  }
}

const finish = (exchange: Exchange, ending: Ending): void => {
  if (ending === 'delivered') return
  if (!ending.refused) return sendAnswer(exchange, ending)
  renderRefusal(exchange, ending)
    .then((answer) => sendAnswer(exchange, answer))
    .catch((error: unknown) => fail(exchange, error))
}

/**
 * Steps from the one at `next` on, until one has an answer; `result` is what the one before has said. A promise is
 * waited for only where a step makes one: most requests of most kinds wait for nothing.
 */
const goTheWay = (exchange: Exchange, next = 0, result?: StepResult): void => {
  try {
    if (result !== undefined) return finish(exchange, result)
    for (let index = next; index < wayIn.length; index += 1) {
      const said = wayIn[index]?.(exchange)
      if (said instanceof Promise) {
        said.then(
          (settled) => goTheWay(exchange, index + 1, settled),
          (error: unknown) => fail(exchange, error),
        )
        return
      }
      if (said !== undefined) return finish(exchange, said)
    }
    throw new TypeError('the way in has no last step')
  } catch (error) {
    void fail(exchange, error)
  }
}

const ignore = (): void => {}

/** Takes one request its way and answers it. Never throws and never leaves a request without an answer. */
export const handleRequest = (gateway: Gateway, request: IncomingMessage, response: ServerResponse): void => {
  const exchange = createExchange(gateway, request, response)
  response.on('close', () => record(exchange))
  // Errors of the sockets end the exchange by 'close'; without a listener they would end the process.
  request.on('error', ignore)
  response.on('error', ignore)
  goTheWay(exchange)
}
