import { aadsts } from '../aadsts.ts'
import { type Answer, json } from '../answer.ts'
import { needApplication, needTenant } from '../authorize/identify-client.ts'
import { authenticateClient, parseClient } from '../client-authentication.ts'
import type { Emulator } from '../emulator.ts'
import { authorizationCode } from '../grants/authorization-code.ts'
import { clientCredentials } from '../grants/client-credentials.ts'
import { deviceCode, deviceCodeType } from '../grants/device-code.ts'
import type { GrantType, Issued } from '../grants/grant.ts'
import { onBehalfOf, onBehalfOfType } from '../grants/on-behalf-of.ts'
import { password } from '../grants/password.ts'
import { refreshToken } from '../grants/refresh-token.ts'
import type { Place } from '../place.ts'
import { emitRefusal, refusalOf } from '../refusal.ts'
import { errorBody } from '../render-error.ts'
import { type EntraRequest, need, parametersOf } from '../request.ts'
import { decideTokenCors, tokenCorsHeaders, tokenPreflightHeaders } from '../token-cors.ts'

const grantTypes: ReadonlyMap<string, GrantType> = new Map([
  ['authorization_code', authorizationCode],
  ['refresh_token', refreshToken],
  ['client_credentials', clientCredentials],
  ['password', password],
  [onBehalfOfType, onBehalfOf],
  [deviceCodeType, deviceCode],
  // As MSAL for Node and version 1.0 write it.
  ['device_code', deviceCode],
])

/** What became known of a request before it was answered or refused. */
interface Progress {
  app?: string
  /** Whether a page of another origin may read the answer. */
  readable: boolean
}

async function issue(emulator: Emulator, request: EntraRequest, progress: Progress): Promise<Issued> {
  const { directory } = emulator
  if (request.method !== 'POST') throw aadsts(900561, { method: request.method })
  const parameters = parametersOf(request.form)
  const address = needTenant(directory, request.place.tenant)
  const grantName = need(parameters, 'grant_type')
  const presented = parseClient(request.headers.authorization, parameters)
  const client = needApplication(directory, address, presented.id)
  progress.app = client.appId
  if (request.place.version === '2.0' && parameters.has('resource')) throw aadsts(901002)
  const grantType = grantTypes.get(grantName)
  if (grantType === undefined) throw aadsts(70003, { grant: grantName })

  const grant = await grantType({ emulator, place: request.place, address, client, parameters })
  const { origin } = request.headers
  const cors = decideTokenCors({
    origin,
    grant: grant.kind,
    platform: grant.platform,
    isSinglePageApp: (client.spa?.redirectUris.length ?? 0) > 0,
    pkce: grant.pkce,
    secret: presented.secret !== undefined || presented.assertion !== undefined,
    // B2C was seen to let pages read it.
    errorCors:
      request.place.policy === undefined ? (directory.behavior?.tokenErrorCors ?? 'none') : 'readable',
  })
  progress.readable = cors.readable
  if (cors.refusal === 9002326) throw aadsts(9002326, { origin: origin ?? '' })
  if (cors.refusal !== undefined) throw aadsts(cors.refusal)
  // Only now: a page has to be able to read why.
  emulator.faults.refuse({ endpoint: 'token', app: client.appId })
  const called = { place: request.place, address }
  return grant.redeem(await authenticateClient(emulator, called, client, presented, grant.platform))
}

/** Adds what Microsoft's libraries keep for their telemetry, the error's number first. User flows have none. */
function withTelemetry(answer: Answer, { policy }: Place, error = 0): Answer {
  if (policy !== undefined) return answer
  return { ...answer, headers: { ...answer.headers, 'x-ms-clitelem': `1,${error},0,,` } }
}

/**
 * The token endpoint (RFC 6749, 3.2). In this order: what is asked and by whom, then whether a page may ask it
 * (`token-cors.ts`), then the client's secret, then the grant itself.
 */
export async function token(emulator: Emulator, request: EntraRequest): Promise<Answer> {
  const progress: Progress = { readable: false }
  try {
    const { body, event } = await issue(emulator, request, progress)
    emulator.emit(event)
    return withTelemetry(json(200, body, progress.readable ? tokenCorsHeaders : {}), request.place)
  } catch (error) {
    const refusal = refusalOf(error, request.place)
    emitRefusal(emulator, 'token', refusal, progress.app)
    const headers = progress.readable ? tokenCorsHeaders : {}
    return withTelemetry(errorBody(refusal, request, emulator.now(), headers), request.place, refusal.code)
  }
}

/** Answers a preflight for the token endpoint. */
export function tokenPreflight(): Answer {
  return { status: 200, headers: tokenPreflightHeaders, body: '' }
}
