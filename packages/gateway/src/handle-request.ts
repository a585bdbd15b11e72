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

/** Steps from `first` on. A promise is made only where a step waits: most requests of most kinds wait for nothing. */
const goTheWay = (exchange: Exchange, first = 0): Ending | Promise<Ending> => {
  for (let index = first; index < wayIn.length; index += 1) {
    const result = wayIn[index]?.(exchange)
    if (result instanceof Promise) return result.then((settled) => settled ?? goTheWay(exchange, index + 1))
    if (result !== undefined) return result
  }
  throw new TypeError('the way in has no last step')
}

const finish = (exchange: Exchange, ending: Ending): void | Promise<void> => {
  if (ending === 'delivered') return undefined
  if (!ending.refused) return sendAnswer(exchange, ending)
  return renderRefusal(exchange, ending).then((answer) => sendAnswer(exchange, answer))
}

const refusalOf = (exchange: Exchange, error: unknown): Refusal => {
  if (error instanceof StoreError) return refuseForStore(error)
  exchange.gateway.log.error({ err: error, request: exchange.id }, 'an error of the gateway itself')
  return refuse(
    'gateway/unexpected',
    'Something went wrong in the gateway. The request id helps to find out what.',
  )
}

/** What no step expected: the store failing, or a mistake of the gateway itself. */
const unexpected = async (exchange: Exchange, error: unknown): Promise<void> => {
  const refusal = refusalOf(exchange, error)
  if (exchange.response.headersSent) exchange.response.destroy()
  else sendAnswer(exchange, await renderRefusal(exchange, refusal))
}

const ignore = (): void => {}

/** Takes one request its way and answers it. Never throws and never leaves a request without an answer. */
export const handleRequest = (gateway: Gateway, request: IncomingMessage, response: ServerResponse): void => {
  const exchange = createExchange(gateway, request, response)
  const onError = async (error: unknown): Promise<void> => {
    try {
      await unexpected(exchange, error)
    } catch {
      response.destroy()
    }
  }
  response.once('close', () => record(exchange))
  // Errors of the sockets end the exchange by 'close'; without a listener they would end the process.
  request.on('error', ignore)
  response.on('error', ignore)
  try {
    const ending = goTheWay(exchange)
    if (ending instanceof Promise) ending.then((settled) => finish(exchange, settled)).catch(onError)
    else finish(exchange, ending)?.catch(onError)
  } catch (error) {
    void onError(error)
  }
}
