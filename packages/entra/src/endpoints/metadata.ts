import type { Answer } from '../answer.ts'
import { needTenant } from '../authorize/identify-client.ts'
import { consumers, type TenantAddress } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import { issuerAt, type Place } from '../place.ts'
import type { EntraRequest } from '../request.ts'
import { publicDocument } from './public-document.ts'

/** What both versions and B2C say alike. */
const alike = {
  response_modes_supported: ['query', 'fragment', 'form_post'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
}

const clientAuthentication = ['client_secret_post', 'private_key_jwt', 'client_secret_basic']

/** Claims that id tokens of either version may have, up to where they part. */
const claims = [
  'sub',
  'iss',
  'cloud_instance_name',
  'cloud_instance_host_name',
  'cloud_graph_host_name',
  'msgraph_host',
  'aud',
  'exp',
  'iat',
  'auth_time',
  'acr',
]

/** The cloud that a tenant is in. `common` is in no region. */
const cloud = (address: TenantAddress): Record<string, unknown> => ({
  tenant_region_scope: address.kind === 'tenant' ? 'WW' : null,
  cloud_instance_name: 'microsoftonline.com',
  cloud_graph_host_name: 'graph.windows.net',
  msgraph_host: 'graph.microsoft.com',
  rbac_url: 'https://pas.windows.net',
})

/** A tenant as its metadata's addresses name it: by id, however it was addressed; an alias by itself. */
function segmentOf(address: TenantAddress): string {
  if (address.kind === 'any') return address.name
  return address.tenant === consumers ? consumers.domain : address.tenant.id
}

/** The document of version 2.0, its members in Entra's order. */
function secondVersion(place: Place, address: TenantAddress): Record<string, unknown> {
  const base = `${place.origin}/${segmentOf(address)}`
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: clientAuthentication,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    ...alike,
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: issuerAt(place, address.kind === 'tenant' ? address.tenant.id : '{tenantid}'),
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${place.origin}/oidc/userinfo`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    claims_supported: [
      ...claims,
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'ver',
      'at_hash',
      'c_hash',
      'email',
    ],
    kerberos_endpoint: `${base}/kerberos`,
    ...cloud(address),
  }
}

/** The document of version 1.0. Its keys are those of all tenants, and its issuer is under another host. */
function firstVersion(place: Place, address: TenantAddress): Record<string, unknown> {
  const base = `${place.origin}/${segmentOf(address)}`
  return {
    token_endpoint: `${base}/oauth2/token`,
    token_endpoint_auth_methods_supported: clientAuthentication,
    jwks_uri: `${place.origin}/common/discovery/keys`,
    ...alike,
    response_types_supported: ['code', 'id_token', 'code id_token', 'token id_token', 'token'],
    scopes_supported: ['openid'],
    issuer: issuerAt(place, address.kind === 'tenant' ? address.tenant.id : '{tenantid}'),
    microsoft_multi_refresh_token: true,
    authorization_endpoint: `${base}/oauth2/authorize`,
    device_authorization_endpoint: `${base}/oauth2/devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/logout`,
    claims_supported: [...claims, 'amr', 'nonce', 'email', 'given_name', 'family_name', 'nickname'],
    check_session_iframe: `${base}/oauth2/checksession`,
    userinfo_endpoint: `${base}/openid/userinfo`,
    kerberos_endpoint: `${base}/kerberos`,
    ...cloud(address),
  }
}

/** The address of a user flow's endpoint, in the form in which its metadata was asked for. */
function flowAddress(place: Place, policy: string, endpoint: string): string {
  const tenant = encodeURIComponent(place.tenant.toLowerCase())
  const flow = encodeURIComponent(policy.toLowerCase())
  if (place.policyForm === 'query') return `${place.origin}/${tenant}/${endpoint}?p=${flow}`
  return `${place.origin}${place.policyForm === 'tfp' ? '/tfp' : ''}/${tenant}/${flow}/${endpoint}`
}

/** A B2C user flow's document: short, and it names the tenant as it was addressed. */
function userFlow(place: Place, address: TenantAddress, policy: string): Record<string, unknown> {
  const at = (endpoint: string): string => flowAddress(place, policy, endpoint)
  return {
    issuer: issuerAt(place, segmentOf(address)),
    authorization_endpoint: at('oauth2/v2.0/authorize'),
    token_endpoint: at('oauth2/v2.0/token'),
    end_session_endpoint: at('oauth2/v2.0/logout'),
    jwks_uri: at('discovery/v2.0/keys'),
    response_modes_supported: alike.response_modes_supported,
    response_types_supported: [
      'code',
      'code id_token',
      'code token',
      'code id_token token',
      'id_token',
      'id_token token',
      'token',
      'token id_token',
    ],
    scopes_supported: ['openid'],
    subject_types_supported: alike.subject_types_supported,
    id_token_signing_alg_values_supported: alike.id_token_signing_alg_values_supported,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: [
      'oid',
      'name',
      'given_name',
      'family_name',
      'emails',
      'sub',
      'tfp',
      'iss',
      'iat',
      'exp',
      'aud',
      'acr',
      'nonce',
      'auth_time',
    ],
  }
}

/**
 * The discovery document (OpenID Connect Discovery, 4.2) of version 1.0, of version 2.0 or of a user flow, as Entra
 * writes it. That of `common` and `organizations` has the literal `{tenantid}` in its issuer, which is no token's.
 * As in Entra, `code_challenge_methods_supported` is missing although PKCE works.
 */
export function metadata(emulator: Emulator, request: EntraRequest): Answer {
  return publicDocument(emulator, request, 'metadata', () => {
    const { place } = request
    const address = needTenant(emulator.directory, place.tenant)
    if (place.policy !== undefined) return userFlow(place, address, place.policy)
    return place.version === '1.0' ? firstVersion(place, address) : secondVersion(place, address)
  })
}
