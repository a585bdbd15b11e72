import { fieldValues } from '../http/fields.ts'
import { withoutOuterWhitespace } from './answer-field.ts'
import type { Answer } from './exchange.ts'
import { parseRequestUrl, type RequestUrl } from './request-url.ts'
import { differ, type RunningCall } from './running-call.ts'

/** Where an answer with a redirect status leads to. */
export type Location =
  | { readonly kind: 'none' }
  /** No URL, or several. */
  | { readonly kind: 'bad'; readonly text: string }
  | { readonly kind: 'url'; readonly url: RequestUrl }

/**
 * The Location of an answer; `undefined` when its status is none of a redirect's.
 *
 * @see {@link https://fetch.spec.whatwg.org/#concept-response-location-url Fetch Standard, 2.2.6}
 */
export function locationOf(call: RunningCall, answer: Answer): Location | undefined {
  if (!isRedirectStatus(answer.status)) return undefined
  const values = new Set(fieldValues(answer.headers, 'location').map(withoutOuterWhitespace))
  if (values.has('') && differ(call, 'LOCATION-EMPTY')) values.delete('')
  const [text] = values
  if (text === undefined) return none
  const url = values.size > 1 ? undefined : parseRequestUrl(text, call.url)
  return url === undefined ? { kind: 'bad', text } : { kind: 'url', url }
}

const none: Location = { kind: 'none' }

function isRedirectStatus(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308
}
