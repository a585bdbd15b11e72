import type { HeadStep, Step } from './exchange.ts'
import { addOwnFields } from './steps/add-own-fields.ts'
import { answerEndpoint } from './steps/answer-endpoint.ts'
import { answerPreflight } from './steps/answer-preflight.ts'
import { applyCors } from './steps/apply-cors.ts'
import { applyHeaderRules } from './steps/apply-header-rules.ts'
import { authorize } from './steps/authorize.ts'
import { checkHeaders } from './steps/check-headers.ts'
import { checkMethod } from './steps/check-method.ts'
import { classify } from './steps/classify.ts'
import { cleanHeaders } from './steps/clean-headers.ts'
import { forward } from './steps/forward.ts'
import { guardOrigin } from './steps/guard-origin.ts'
import { identify } from './steps/identify.ts'
import { matchHost } from './steps/match-host.ts'
import { matchSegment } from './steps/match-segment.ts'
import { readTarget } from './steps/read-target.ts'
import { resolveClient } from './steps/resolve-client.ts'
import { translate } from './steps/translate.ts'

/**
 * The way of a request. Each step passes the exchange on, answers it, or refuses it; the first that does not pass
 * it on is the last. Every refusal is rendered in `refusals/render-refusal.ts`.
 */
export const wayIn: readonly Step[] = [
  classify,
  resolveClient,
  matchHost,
  readTarget,
  matchSegment,
  checkMethod,
  checkHeaders,
  answerPreflight,
  answerEndpoint,
  identify,
  guardOrigin,
  authorize,
  cleanHeaders,
  forward,
]

/** The way of an answer's head, whoever made it. Then the body follows, and `record.ts` writes down what happened. */
export const wayOut: readonly HeadStep[] = [translate, applyHeaderRules, applyCors, addOwnFields]
