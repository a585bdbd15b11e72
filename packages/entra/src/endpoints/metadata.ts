import { AadstsError } from '../aadsts.ts'
import { type Answer, json } from '../answer.ts'
import { needTenant } from '../authorize/identify-client.ts'
import type { Emulator } from '../emulator.ts'
import { issuerAt, oauthPath } from '../place.ts'
import { errorBody } from '../render-error.ts'
import type { EntraRequest } from '../request.ts'

/** The CORS headers of what every page may read: metadata and keys, and their errors. */
export const publicCors: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, OPTIONS',
}

/** The headers of metadata and keys. */
export const publicHeaders: Readonly<Record<string, string>> = {
  ...publicCors,
  'cache-control': 'max-age=86400, private',
}

/** Answers a preflight for metadata or keys. */
export function publicPreflight(): Answer {
  return { status: 200, headers: publicCors, body: '' }
}

/**
 * The discovery document (OpenID Connect Discovery, 4.2). A tenant's names it by id, however it was addressed;
 * that of `common` and `organizations` has the literal `{tenantid}` for an issuer, which is no token's.
 * As in Entra, `code_challenge_methods_supported` is missing although PKCE works.
 */
export function metadata(emulator: Emulator, request: EntraRequest): Answer {
  try {
    const address = needTenant(emulator.directory, request.place.tenant)
    const { place } = request
    const tenant = address.kind === 'tenant' ? address.tenant.id : address.name
    const base = place.origin + oauthPath(place, tenant)
    const document = {
      token_endpoint: `${base}/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
      jwks_uri: `${place.origin}/${tenant}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: issuerAt(place, address.kind === 'tenant' ? address.tenant.id : '{tenantid}'),
      request_uri_parameter_supported: false,
      authorization_endpoint: `${base}/authorize`,
      end_session_endpoint: `${base}/logout`,
      claims_supported: [
        'sub',
        'iss',
        'aud',
        'exp',
        'iat',
        'nonce',
        'preferred_username',
        'name',
        'tid',
        'ver',
        'email',
      ],
    }
    return json(200, document, publicHeaders)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    emulator.emit({ type: 'refused', endpoint: 'metadata', code: error.code })
    return errorBody(error, request, emulator.now(), publicCors)
  }
}
