import { aadsts } from '../aadsts.ts'
import { need, type Parameters } from '../request.ts'
import { parseScopes, type Scopes } from '../scopes.ts'
import type { AuthorizeClient } from './identify-client.ts'

/** A proof key's challenge (RFC 7636, 4.3). */
export interface CodeChallenge {
  readonly method: 'S256' | 'plain'
  readonly value: string
}

/** Whether a person may be, or has to be, asked. `consent` asks nobody: consent is implicit. */
type Prompt = 'none' | 'login' | 'select_account' | 'consent'

/** A whole authorization request. */
export interface AuthorizeRequest extends AuthorizeClient {
  readonly scopes: Scopes
  readonly prompt: Prompt | undefined
  readonly loginHint: string | undefined
  readonly nonce: string | undefined
  readonly challenge: CodeChallenge | undefined
  readonly wantsClientInfo: boolean
}

/** Only `code` is answered: no application has the implicit flow on. */
function checkResponseType(type: string): void {
  if (type === 'code') return
  const types = type.split(' ')
  if (types.includes('id_token')) throw aadsts(700054)
  throw types.includes('token') ? aadsts(700051) : aadsts(70005)
}

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

function parseChallenge(parameters: Parameters): CodeChallenge | undefined {
  const value = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method') ?? 'plain'
  if (method !== 'S256' && method !== 'plain') throw aadsts(9002313)
  if (value === undefined) {
    if (parameters.has('code_challenge_method')) throw aadsts(501491)
    return undefined
  }
  if (value.length < 43 || value.length > 128) throw aadsts(501491)
  return { method, value }
}

/**
 * Reads the rest of an authorization request (OpenID Connect Core, 3.1.2.1). Its refusals go to the redirect URI.
 * It does not check whether the scopes exist: that depends on the tenant of whoever signs in.
 */
export function parseAuthorize(client: AuthorizeClient): AuthorizeRequest {
  const { parameters } = client
  const mode = parameters.get('response_mode')
  if (mode !== undefined && mode !== client.responseMode) throw aadsts(70007, { mode })
  checkResponseType(need(parameters, 'response_type'))
  if (parameters.has('resource')) throw aadsts(901002)
  return {
    ...client,
    scopes: parseScopes(need(parameters, 'scope')),
    prompt: parsePrompt(parameters.get('prompt')),
    loginHint: parameters.get('login_hint'),
    nonce: parameters.get('nonce'),
    challenge: parseChallenge(parameters),
    wantsClientInfo: parameters.get('client_info') === '1',
  }
}
