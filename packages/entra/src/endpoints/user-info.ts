import { type Answer, json } from '../answer.ts'
import { findTenantAddress, findUser, isEnabled, type Account } from '../directory/find.ts'
import { microsoftGraph } from '../directory/microsoft-graph.ts'
import type { Emulator } from '../emulator.ts'
import { emitRefusal, refusalOf } from '../refusal.ts'
import { errorBody } from '../render-error.ts'
import type { EntraRequest } from '../request.ts'
import { verifyGraphToken } from '../tokens/graph-token.ts'
import { pairwiseSubject } from '../tokens/identifiers.ts'

const cors: Readonly<Record<string, string>> = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'WWW-Authenticate',
}

/** Answers a preflight for user information: the token is in a header that pages may send only after asking. */
export function userInfoPreflight(): Answer {
  return {
    status: 200,
    headers: {
      ...cors,
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type',
    },
    body: '',
  }
}

/** Whom a token is about, and what it lets a client know of them. */
interface Bearer {
  readonly account: Account
  readonly appId: string
  readonly scopes: ReadonlySet<string>
}

/** Reads a token for Microsoft Graph; undefined for any other, and for users who are gone or disabled. */
async function readBearer(
  emulator: Emulator,
  authorization: string | undefined,
): Promise<Bearer | undefined> {
  const token = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization ?? '')?.[1]
  const claims = token === undefined ? undefined : await verifyGraphToken(emulator.keys, token)
  if (claims === undefined) return undefined
  const seconds = emulator.now() / 1000
  const { exp = 0, nbf = 0 } = claims
  if (seconds >= exp || seconds < nbf) return undefined
  const { tid, oid, scp, appid, azp } = claims as Readonly<Record<string, unknown>>
  const appId = appid ?? azp
  if (typeof tid !== 'string' || typeof oid !== 'string') return undefined
  if (typeof scp !== 'string' || typeof appId !== 'string') return undefined
  const address = findTenantAddress(emulator.directory, tid)
  if (address?.kind !== 'tenant') return undefined
  const user = findUser(address.tenant, oid)
  if (user === undefined || !isEnabled(user)) return undefined
  return { account: { tenant: address.tenant, user }, appId, scopes: new Set(scp.split(' ')) }
}

/** Microsoft Graph's 401, which says where a token could be had. */
function unauthorized({ place }: EntraRequest): Answer {
  const authorize = `${place.origin}/common/oauth2/authorize`
  const challenge = `Bearer realm="", authorization_uri="${authorize}", client_id="${microsoftGraph.appId}"`
  const error = { code: 'InvalidAuthenticationToken', message: 'Access token validation failure.' }
  return json(401, { error }, { ...cors, 'www-authenticate': challenge })
}

/**
 * User information (OpenID Connect Core, 5.3), which in Entra is a part of Microsoft Graph: only an access token for
 * Microsoft Graph opens it. `sub` is that of the client's id tokens.
 */
export async function userInfo(emulator: Emulator, request: EntraRequest): Promise<Answer> {
  try {
    emulator.faults.refuse({ endpoint: 'user-info' })
  } catch (error) {
    const refusal = refusalOf(error, request.place)
    emitRefusal(emulator, 'user-info', refusal)
    return errorBody(refusal, request, emulator.now(), cors)
  }
  const bearer = await readBearer(emulator, request.headers.authorization)
  if (bearer === undefined) return unauthorized(request)
  const { appId, scopes } = bearer
  const { tenant, user } = bearer.account
  const profile = {
    name: user.displayName,
    ...(user.surname !== undefined && { family_name: user.surname }),
    ...(user.givenName !== undefined && { given_name: user.givenName }),
    picture: 'https://graph.microsoft.com/v1.0/me/photo/$value',
  }
  const body = {
    sub: pairwiseSubject(appId, tenant.id, user.id),
    ...(scopes.has('profile') && profile),
    ...(scopes.has('email') && user.mail !== undefined && { email: user.mail }),
  }
  return json(200, body, cors)
}
