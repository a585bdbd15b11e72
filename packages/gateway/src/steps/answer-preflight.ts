import { answerPreflight as evaluate } from '@clearway/rules/cors'
import { noContent } from '../answer.ts'
import type { Step } from '../exchange.ts'
import { ownHeader } from '../own-headers.ts'
import { refuse } from '../refusals/refusal.ts'

/**
 * Answers a preflight from policy, without a session; it never reaches the internal app unless the segment leaves
 * CORS to it. What is allowed is named in the answer, so that the browser can say which method or header is not.
 */
export const answerPreflight: Step = (exchange) => {
  if (exchange.kind.kind !== 'preflight') return undefined
  const { cors } = exchange.segment
  const { headers } = exchange.request
  const origin = headers.origin ?? ''
  switch (cors.by) {
    case 'internal-app':
      return undefined
    case 'nobody':
      return refuse('cors/origin-not-allowed', 'No page of another origin may call this.')
    case 'policy': {
      const answer = evaluate(cors.policy, {
        origin,
        method: headers['access-control-request-method'] ?? '',
        headers: headers['access-control-request-headers'],
      })
      exchange.preflight = answer
      if (answer.allowed) return noContent()
      if (answer.code === 'cors/origin-not-allowed') {
        return refuse(answer.code, 'Pages of this origin may not call this.')
      }
      exchange.refused = { code: answer.code }
      return noContent([ownHeader.problem, answer.code])
    }
  }
}
