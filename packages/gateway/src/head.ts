import type { FieldList } from '@clearway/rules/http'

/** An answer's status and fields on their way to the browser. */
export interface Head {
  readonly from: 'gateway' | 'internal-app'
  readonly status: number
  readonly fields: FieldList
}
