import { aadB2c } from '../aadb2c.ts'
import { aadsts } from '../aadsts.ts'
import { need, type Parameters } from '../request.ts'
import { parseScopes, type Scopes, scopesOfResource } from '../scopes.ts'
import { type ClaimsRequest, parseClaims } from './claims-request.ts'
import { type CodeChallenge, parseChallenge } from './code-challenge.ts'
import type { AuthorizeClient } from './identify-client.ts'
import { parseResponseType, type ResponseType } from './response-type.ts'

/** Whether a person may be, or has to be, asked. */
type Prompt = 'none' | 'login' | 'select_account' | 'consent'

/** A whole authorization request. */
export interface AuthorizeRequest extends AuthorizeClient {
  readonly responseTypes: ReadonlySet<ResponseType>
  /** Of version 1.0: what stands for the resource asked for. */
  readonly scopes: Scopes
  /** The `resource` parameter of version 1.0. */
  readonly resource: string | undefined
  readonly prompt: Prompt | undefined
  readonly loginHint: string | undefined
  /** The session that a token's `sid` claim names. */
  readonly sid: string | undefined
  readonly domainHint: string | undefined
  /** Seconds that a sign-in may be ago. */
  readonly maxAge: number | undefined
  readonly nonce: string | undefined
  readonly claims: ClaimsRequest | undefined
  readonly challenge: CodeChallenge | undefined
  readonly wantsClientInfo: boolean
}

/** The most characters of a parameter that is remembered with a code. */
const longest = 4096

function parsePrompt(prompt: string | undefined): Prompt | undefined {
  switch (prompt) {
    case undefined:
    case 'none':
    case 'login':
    case 'select_account':
    case 'consent':
      return prompt
    default:
      // One value only, unlike OpenID Connect Core, 3.1.2.1.
      throw aadsts(90023)
  }
}

function parseMaxAge(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw aadsts(9002313, { parameter: 'max_age', value: text })
  return Number(text)
}

/** A nonce is what an id token from here is bound to the sign-in by: without one there is none. */
function parseNonce(parameters: Parameters, responseTypes: ReadonlySet<ResponseType>): string | undefined {
  const nonce = responseTypes.has('id_token') ? need(parameters, 'nonce') : parameters.get('nonce')
  if (nonce !== undefined && nonce.length > longest) throw aadsts(9002313)
  return nonce
}

function parseResource(resource: string | undefined, tenant: string): Scopes {
  if (resource !== undefined && !/^[\x21-\x7e]{1,1024}$/.test(resource))
    throw aadsts(500011, { resource, tenant })
  return scopesOfResource(resource)
}

function parseScope(
  { parameters, place }: AuthorizeClient,
  responseTypes: ReadonlySet<ResponseType>,
): Scopes {
  // Known under that name from version 1.0: most who send it copied a request from there.
  if (parameters.has('resource')) throw aadsts(901002)
  const text = need(parameters, 'scope')
  if (text.length > longest) throw aadsts(70011, { scope: text })
  const scopes = parseScopes(text)
  if (responseTypes.has('id_token') && !scopes.openId.has('openid')) {
    throw place.policy === undefined ? aadsts(70011, { scope: text }) : aadB2c(90110)
  }
  return scopes
}

/**
 * Reads the rest of an authorization request (OpenID Connect Core, 3.1.2.1). Its refusals go to the redirect URI.
 * It does not check whether the scopes exist: that depends on the tenant of whoever signs in.
 */
export function parseAuthorize(client: AuthorizeClient): AuthorizeRequest {
  const { application, parameters, place } = client
  const mode = parameters.get('response_mode')
  if (mode !== undefined && mode !== client.responseMode) throw aadsts(70007, { mode })
  const responseTypes = parseResponseType(parameters, application)
  const resource = place.version === '1.0' ? parameters.get('resource') : undefined
  const claims = parameters.get('claims')
  return {
    ...client,
    responseTypes,
    scopes:
      place.version === '1.0' ? parseResource(resource, place.tenant) : parseScope(client, responseTypes),
    resource,
    prompt: parsePrompt(parameters.get('prompt')),
    loginHint: parameters.get('login_hint'),
    sid: parameters.get('sid'),
    domainHint: parameters.get('domain_hint'),
    maxAge: parseMaxAge(parameters.get('max_age')),
    nonce: parseNonce(parameters, responseTypes),
    claims: claims === undefined ? undefined : parseClaims(claims),
    challenge: parseChallenge(client, responseTypes),
    wantsClientInfo: parameters.get('client_info') === '1',
  }
}
