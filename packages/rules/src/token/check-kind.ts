import { textOf, textsOf, valueOf } from './claim-values.ts'
import type { DecodedToken, TokenClaims } from './decode.ts'
import { isGraphAudience } from './entra.ts'
import type { TokenExpectations } from './expectations.ts'
import type { FailedCheck } from './failed-check.ts'
import { showValue } from './show-value.ts'

/**
 * Checks that the token is an access token for an API at all (RFC 8725, sections 3.11 and 3.12; RFC 9068,
 * section 4). The first reason of these is reported:
 *
 * 1. The header's `typ` says what the token is. `at+jwt` is an access token and ends the search for signs of
 *    an ID token; `JWT` (Entra, most others) or none says nothing; anything else (`logout+jwt`, `dpop+jwt`)
 *    is no access token.
 * 2. It is Microsoft Graph's: by its audience, or by a `nonce` in the *header*, which Entra puts into tokens
 *    that only their own API can verify. Not when the audience is one that this API expects.
 * 3. It names its own kind: `token_use` (Amazon Cognito), `typ` (Keycloak), `events` (logout tokens).
 * 4. It is an ID token, whose audience is the page's client and often equals the API's, so that the audience
 *    alone does not tell. `nonce`, `at_hash`, `c_hash` are claims of ID tokens only (OpenID Connect Core,
 *    sections 2 and 3.3.2.11); scopes speak against them, roles do not, as Entra puts roles into both. Else,
 *    without scopes: an Entra token (`ver` 1.0 or 2.0) without the client that asked for it (`azp`, `appid`),
 *    which each of its access tokens has; or an audience equal to `azp` and neither roles nor the
 *    client's way of authentication (`azpacr`, `appidacr`).
 *
 * An ID token of another provider that shows none of these signs is not recognised.
 */
export function checkKind(token: DecodedToken, expectations: TokenExpectations): readonly FailedCheck[] {
  const found =
    findOtherType(token) ?? findGraph(token, expectations) ?? findNamedKind(token) ?? findIdToken(token)
  return found === undefined ? [] : [found]
}

const askOwn = "Ask for a token with this API's own scope, as in api://<the API's client id>/<scope>."

function headerType({ header }: DecodedToken): unknown {
  const type = valueOf(header, 'typ')
  // RFC 7515, section 4.1.9: media types are compared without case, and `application/` may be left out.
  return typeof type === 'string' ? type.toLowerCase().replace(/^application\//, '') : type
}

function findOtherType(token: DecodedToken): FailedCheck | undefined {
  const type = headerType(token)
  if (type === undefined || type === 'jwt' || type === 'at+jwt') return undefined
  const received = showValue(valueOf(token.header, 'typ'))
  return wrongKind('typ', received, `The token's header says that it is of the type '${received}'`)
}

function findGraph(
  { header, claims }: DecodedToken,
  expectations: TokenExpectations,
): FailedCheck | undefined {
  const audiences = textsOf(claims, 'aud')
  if (audiences.some((audience) => expectations.audiences.includes(audience))) return undefined
  const audience = audiences.find(isGraphAudience)
  if (audience !== undefined) {
    const received = `a token for Microsoft Graph (${showValue(audience)})`
    return wrongKind('aud', received, `This is ${received}, which only Graph can verify`)
  }
  if (valueOf(header, 'nonce') === undefined) return undefined
  const received = "a token with a 'nonce' in its header"
  return wrongKind(
    'nonce',
    received,
    `This is ${received}, as Microsoft Graph's have: only its own API can verify it`,
  )
}

function findNamedKind({ claims }: DecodedToken): FailedCheck | undefined {
  const use = textOf(claims, 'token_use')
  if (use !== undefined && use !== 'access') return namedKind('token_use', use)
  const type = textOf(claims, 'typ')
  if (type !== undefined && ['id', 'refresh', 'offline', 'logout'].includes(type.toLowerCase())) {
    return namedKind('typ', type)
  }
  if (valueOf(claims, 'events') !== undefined) return namedKind('events', 'a logout or security event token')
  return undefined
}

function namedKind(claim: string, value: string): FailedCheck {
  const received = showValue(value)
  return wrongKind(claim, received, `By its claim '${claim}' the token is of the kind '${received}'`)
}

function findIdToken(token: DecodedToken): FailedCheck | undefined {
  const { claims } = token
  if (headerType(token) === 'at+jwt' || has(claims, 'scp') || has(claims, 'scope')) return undefined
  const own = ['nonce', 'at_hash', 'c_hash'].find((name) => has(claims, name))
  if (own !== undefined) return idToken(own, `it has '${own}' and no scopes`)
  const client = textOf(claims, 'azp') ?? textOf(claims, 'appid') ?? textOf(claims, 'client_id')
  const version = textOf(claims, 'ver')
  if (client === undefined) {
    if (version !== '1.0' && version !== '2.0') return undefined
    return idToken('azp', "it has neither scopes nor the client that asked for it ('azp', 'appid')")
  }
  const isForClient = textsOf(claims, 'aud').includes(client)
  const isAccess = has(claims, 'roles') || has(claims, 'azpacr') || has(claims, 'appidacr')
  if (!isForClient || isAccess) return undefined
  return idToken('aud', 'its audience is the client that asked for it, and it has neither scopes nor roles')
}

function has(claims: TokenClaims, name: string): boolean {
  return valueOf(claims, name) !== undefined
}

function idToken(claim: string, sign: string): FailedCheck {
  return wrongKind(
    claim,
    'an ID token',
    `This looks like an ID token, which tells a page who signed in: ${sign}`,
  )
}

function wrongKind(claim: string, received: string, finding: string): FailedCheck {
  const expected = 'an access token for this API'
  return {
    code: 'token/wrong-kind',
    claim,
    expected,
    received,
    detail: `${finding}; expected is ${expected}. ${askOwn}`,
  }
}
