import { withoutFields, type FieldList } from './fields.ts'
import { underscoreTwin } from './field-syntax.ts'

const names: ReadonlySet<string> = new Set([
  'cf-connecting-ip',
  'fastly-client-ip',
  'forwarded',
  'true-client-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-envoy-external-address',
  'x-forwarded',
  'x-host',
  'x-real-ip',
  'x-rewrite-url',
])

const prefixes = ['x-forwarded-', 'x-original-'] as const

/**
 * Takes away every field by which a proxy tells an application where a request came from or where it went:
 * Forwarded, X-Forwarded-*, X-Original-*, X-Real-IP, X-Rewrite-URL and their like, in every spelling that
 * some server reads as one of them (`X_Forwarded_For`).
 *
 * Does not take away method overrides (X-HTTP-Method): they are said by the page, and some applications
 * (SharePoint) live by them.
 *
 * @param fields - The request's fields.
 */
export function stripForwarding(fields: FieldList): FieldList {
  return withoutFields(fields, (name) => isForwarding(underscoreTwin(name) ?? name))
}

function isForwarding(name: string): boolean {
  return names.has(name) || prefixes.some((prefix) => name.startsWith(prefix))
}
