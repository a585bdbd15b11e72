import { corsFields, mergeVary, withoutCors } from '@clearway/rules/cors'
import { fieldValue, fieldValues, withoutFields, type FieldList } from '@clearway/rules/http'
import type { HeadStep } from '../exchange.ts'
import { ownHeader } from '../own-headers.ts'

/** What a page must be able to read of the gateway's own answers. */
const readable = [ownHeader.problem, ownHeader.requestId, 'WWW-Authenticate', 'Retry-After']

/** Adds fields to others; two Varys become one. */
const add = (fields: FieldList, cors: FieldList): FieldList => {
  if (fieldValue(fields, 'vary') === undefined) return [...fields, ...cors]
  const rest = withoutFields(cors, (name) => name === 'vary')
  return [...mergeVary(fields, fieldValues(cors, 'vary')), ...rest]
}

/**
 * Puts the policy's CORS headers on every answer, whatever its status, and takes off any that the internal app set.
 *
 * An origin outside the policy gets none: never a wildcard, never a reflection.
 */
export const applyCors: HeadStep = (exchange, head) => {
  const { cors } = exchange.segment
  switch (cors.by) {
    case 'internal-app':
      return head
    case 'nobody':
      return { ...head, fields: withoutCors(head.fields) }
    case 'policy': {
      const own = head.from === 'gateway'
      const fields =
        exchange.preflight?.fields ??
        corsFields(cors.policy, exchange.request.headers.origin, own ? readable : [])
      return { ...head, fields: add(own ? head.fields : withoutCors(head.fields), fields) }
    }
  }
}
