import type { FieldList } from '@clearway/rules/http'
import type { Exchange } from './exchange.ts'

/** An answer's status and fields on their way to the browser. */
export interface Head {
  readonly from: 'gateway' | 'internal-app'
  readonly status: number
  readonly fields: FieldList
}

/** One step of the way out. */
export type HeadStep = (exchange: Exchange, head: Head) => Head
