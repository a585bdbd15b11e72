import { isHeaderName } from '../http/field-syntax.ts'
import { withoutFields, type FieldList } from '../http/fields.ts'
import { compiled, type CompiledPolicy, type CorsPolicy } from './policy.ts'

const varyOnly: FieldList = Object.freeze(['Vary', 'Origin'])

/**
 * The fields that let a page read an answer: the call's own and every refusal alike.
 *
 * For an origin outside the policy, and for a request without Origin, that is Vary alone: an answer stored
 * without it would be served to a page that may read it, and be blocked there. A policy for everybody answers
 * the same to all and needs no Vary.
 *
 * Whoever merges the fields into an answer first takes away those it has ({@link withoutCors}): browsers
 * block an answer with two Access-Control-Allow-Origin fields, even equal ones.
 *
 * @param policy - The policy.
 * @param origin - The value of Origin, `undefined` when the request has none.
 * @param expose - Names of this answer's headers that the page must be able to read, beside the policy's own.
 * @see {@link https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches Fetch Standard}
 */
export function corsFields(
  policy: CorsPolicy,
  origin: string | undefined,
  expose?: readonly string[],
): FieldList {
  const rules = policy[compiled]
  if (rules.isForEverybody) return readableBy('*', rules, expose)
  if (origin === undefined || !rules.allowsOrigin(origin)) return varyOnly
  const fields = readableBy(origin, rules, expose)
  fields.push('Vary', 'Origin')
  return fields
}

/**
 * An answer's fields without every Access-Control-* that an answer can have; the same list when it has none.
 *
 * @param fields - The fields of an answer.
 */
export function withoutCors(fields: FieldList): FieldList {
  return withoutFields(
    fields,
    (name) => name.startsWith('access-control-') && !name.startsWith('access-control-request-'),
  )
}

function readableBy(origin: string, rules: CompiledPolicy, expose: readonly string[] | undefined): string[] {
  const fields = ['Access-Control-Allow-Origin', origin]
  if (rules.credentials) fields.push('Access-Control-Allow-Credentials', 'true')
  const exposed =
    expose === undefined || expose.length === 0 ? rules.texts.expose : withMore(rules.expose, expose)
  if (exposed !== '') fields.push('Access-Control-Expose-Headers', exposed)
  return fields
}

function withMore(expose: readonly string[], more: readonly string[]): string {
  if (expose[0] === '*') return '*'
  const names = new Map<string, string>()
  for (const name of [...expose, ...more]) {
    // One bad name voids the whole list in every browser.
    if (isHeaderName(name)) names.set(name.toLowerCase(), name)
  }
  return [...names.values()].join(', ')
}
