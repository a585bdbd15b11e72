import { providerOf } from '@clearway/rules/entra'
import { excerpt } from '@clearway/rules/http'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import { citeAbsence, citeRequest, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { answerHeader, callsOf, statusOf } from './entries.ts'

const policy = /\/(b2c_1a?_[a-z0-9_.-]{1,100})(?:\/|$)/i

/** The call for a provider's metadata that the chain made in vain, if it made one. */
export function findMissingMetadata(exchange: RecordedExchange): Entry | undefined {
  const call = callsOf(exchange).find(({ request }) => providerOf(request.url)?.place === 'metadata')
  if (!call || !URL.canParse(call.request.url)) return undefined
  const status = statusOf(call)
  // 5xx and an answer that came are other matters.
  return status === undefined || (status >= 400 && status < 500) ? call : undefined
}

/** A provider's metadata document that is not there: a wrong authority, or a user flow that does not exist. */
export const metadataNotFound = defineCause({
  name: 'the provider’s metadata document',
  codes: ['idp/metadata-not-found'],
  of: ['kept-back', 'refused', 'not-told', 'no-answer'],
  look: (exchange) => {
    const call = findMissingMetadata(exchange)
    if (!call) return undefined
    const status = statusOf(call)
    const url = new URL(call.request.url)
    const named = policy.exec(url.pathname)?.[1] ?? url.searchParams.get('p')
    const lacking = status !== undefined && answerHeader(call, 'access-control-allow-origin') === undefined
    return {
      code: 'idp/metadata-not-found',
      summary:
        `${whoCalledWhat(exchange)}, the provider's metadata. ` +
        (status === undefined
          ? 'No answer is recorded; an authority that does not exist is answered without CORS headers, which looks like this. '
          : `The provider answered ${status}${lacking ? ' without CORS headers' : ''}: the authority does not exist as it is written. `) +
        (named === null
          ? 'Check tenant and version in the authority.'
          : `Check that the user flow ${excerpt(named, 80)} exists, and the tenant's name.`),
      evidence: [
        citeRequest(call),
        ...citeStatus(call),
        ...(lacking ? [citeAbsence(call, 'access-control-allow-origin')] : []),
      ],
    }
  },
})
