import type { Endpoint } from './endpoint.ts'
import { readForm } from './read-form.ts'
import { refuse } from '../refusals/refusal.ts'
import { finishSignIn } from '../sign-in/finish-sign-in.ts'

/**
 * `/.clearway/callback`: where the provider sends people back to, by query or by form post.
 *
 * Only in the way that the configuration asked for: a code in a query lands in histories and logs.
 */
export const callback: Endpoint = {
  methods: ['GET', 'POST'],
  answer: async (exchange) => {
    const { responseMode } = exchange.gateway.plan.identity
    if ((exchange.method === 'POST') !== (responseMode === 'form_post')) {
      return refuse(
        'sign-in/response-malformed',
        `The provider's answer came by ${exchange.method}, which is not the response mode that was asked for.`,
      )
    }
    const parameters =
      exchange.method === 'GET' ? new URLSearchParams(exchange.query) : await readForm(exchange.request)
    if (parameters === undefined) {
      return refuse(
        'sign-in/response-malformed',
        'The provider’s answer is not a form, or too large for one.',
      )
    }
    return finishSignIn(exchange, parameters)
  },
}
