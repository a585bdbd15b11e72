import { withoutFields } from '@clearway/rules/http'
import type { HeadStep } from '../exchange.ts'

/** The segment's rules for headers of the internal app's answers. The gateway's own answers are not changed. */
export const applyHeaderRules: HeadStep = ({ segment }, head) => {
  const { drop, set, add } = segment.responseHeaders
  if (head.from === 'gateway' || (drop.size === 0 && add.length === 0)) return head
  const kept = withoutFields(head.fields, (name) => drop.has(name))
  return { ...head, fields: [...kept, ...set.flat(), ...add.flat()] }
}
