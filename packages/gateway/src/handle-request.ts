import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer, StepResult } from './answer.ts'
import { createExchange } from './create-exchange.ts'
import type { Exchange } from './exchange.ts'
import type { Gateway } from './gateway.ts'
import { record } from './record.ts'
import { refuse } from './refusals/refusal.ts'
import { renderRefusal } from './refusals/render-refusal.ts'
import { wayIn } from './way.ts'

const sendAnswer = (exchange: Exchange, { status, fields, body }: Answer): void => {
  const { response, method } = exchange
  if (response.destroyed) return
  const length = status === 204 ? [] : ['Content-Length', String(Buffer.byteLength(body))]
  exchange.sendHead({ from: 'gateway', status, fields: [...fields, ...length] })
  response.end(method === 'HEAD' ? undefined : body)
}

const goTheWay = async (exchange: Exchange): Promise<StepResult> => {
  for (const step of wayIn) {
    const result = step(exchange)
    const settled = result instanceof Promise ? await result : result
    if (settled !== undefined) return settled
  }
  throw new TypeError('the way in has no last step')
}

const answer = async (exchange: Exchange): Promise<void> => {
  const result = await goTheWay(exchange)
  if (result === 'delivered' || result === undefined) return
  sendAnswer(exchange, result.refused ? await renderRefusal(exchange, result) : result)
}

const unexpected = async (exchange: Exchange, error: unknown): Promise<void> => {
  exchange.gateway.log.error({ err: error, request: exchange.id }, 'an error of the gateway itself')
  if (exchange.response.headersSent) {
    exchange.response.destroy()
    return
  }
  const refusal = refuse(
    'gateway/unexpected',
    'Something went wrong in the gateway. The request id helps to find out what.',
  )
  sendAnswer(exchange, await renderRefusal(exchange, refusal))
}

/** Takes one request its way and answers it. Never throws and never leaves a request without an answer. */
export const handleRequest = async (
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const exchange = createExchange(gateway, request, response)
  response.once('close', () => record(exchange))
  // Errors of the sockets end the exchange by 'close'; without a listener they would end the process.
  request.on('error', () => {})
  response.on('error', () => {})
  try {
    await answer(exchange)
  } catch (error) {
    await unexpected(exchange, error).catch(() => response.destroy())
  }
}
