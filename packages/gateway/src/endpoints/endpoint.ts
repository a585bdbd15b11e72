import type { StepResult } from '../answer.ts'
import type { Exchange } from '../exchange.ts'

/** One of the gateway's own addresses below `/.clearway/`. */
export interface Endpoint {
  readonly methods: readonly string[]
  answer(exchange: Exchange): StepResult | Promise<StepResult>
}
