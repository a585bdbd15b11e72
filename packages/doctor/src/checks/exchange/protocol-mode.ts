import { providerOf } from '@clearway/rules/entra'
import { excerpt } from '@clearway/rules/http'
import { citeRequest, citeStatus } from '../evidence.ts'
import { whoCalledWhat } from './call-words.ts'
import { defineCause } from './define-cause.ts'
import { findMissingMetadata } from './metadata-not-found.ts'

const entraDialect = /^(\/.*)?\/v2\.0\/\.well-known\/openid-configuration$/i

/** What stands before `/v2.0` at Entra: a tenant by id, domain or alias, with or without a user flow. */
const tenant =
  /^\/(?:tfp\/)?(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[^/]+\.[^/]+|common|organizations|consumers)(?:\/|$)/i

/** Metadata asked for in Entra's dialect, at a provider that shows no sign of being Entra, and that has none there. */
export const protocolMode = defineCause({
  name: 'metadata asked for as Entra has it',
  codes: ['idp/protocol-mode'],
  of: ['kept-back', 'refused', 'not-told', 'no-answer'],
  look: (exchange) => {
    const call = findMissingMetadata(exchange)
    if (!call || providerOf(call.request.url)?.provider.id !== 'unknown') return undefined
    const { host, pathname } = new URL(call.request.url)
    const dialect = entraDialect.exec(pathname)
    if (!dialect || tenant.test(dialect[1] ?? '')) return undefined
    return {
      code: 'idp/protocol-mode',
      summary:
        `${whoCalledWhat(exchange)}, metadata below /v2.0/ as Entra has it, and ${excerpt(host, 80)} has none there. ` +
        'The sign-in library takes the provider for Entra; MSAL speaks plain OpenID Connect when protocolMode says so.',
      evidence: [citeRequest(call), ...citeStatus(call)],
    }
  },
})
