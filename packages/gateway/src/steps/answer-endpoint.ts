import type { Step } from '../exchange.ts'
import { ownEndpointAt } from '../endpoints/own-endpoints.ts'
import { ownPrefix } from '../own-paths.ts'
import { refuse } from '../refusals/refusal.ts'

/** Answers the gateway's own endpoints below `/.clearway/`; nothing below it ever reaches an internal app. */
export const answerEndpoint: Step = (exchange) => {
  if (!exchange.matchPath.startsWith(ownPrefix)) return undefined
  const endpoint = ownEndpointAt(exchange.matchPath)
  if (!endpoint) return refuse('proxy/no-segment', 'The gateway has no such page.')
  if (!endpoint.methods.includes(exchange.method)) {
    return refuse('request/method-not-allowed', `This address answers ${endpoint.methods.join(' and ')}.`, {
      allow: endpoint.methods.join(', '),
    })
  }
  return endpoint.answer(exchange)
}
