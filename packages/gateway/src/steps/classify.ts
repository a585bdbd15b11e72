import { classifyRequest } from '@clearway/rules/request'
import type { Step } from '../exchange.ts'
import { callbackPath } from '../own-paths.ts'

/** Tells preflights, navigations, background calls and the provider's form post apart: they get different answers. */
export const classify: Step = (exchange) => {
  const { headers } = exchange.request
  exchange.kind = classifyRequest({
    method: exchange.method,
    header: (name) => {
      const value = headers[name]
      return Array.isArray(value) ? value.join(', ') : value
    },
    isCallback: exchange.request.url?.split('?', 1)[0] === callbackPath,
  })
  return undefined
}
