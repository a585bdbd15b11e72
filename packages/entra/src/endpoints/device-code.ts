import { aadsts } from '../aadsts.ts'
import { type Answer, json } from '../answer.ts'
import { parseClaims } from '../authorize/claims-request.ts'
import { needApplication, needTenant } from '../authorize/identify-client.ts'
import { deviceCodeSeconds } from '../device-codes.ts'
import { deviceLoginPath } from '../device-login-application.ts'
import type { Emulator } from '../emulator.ts'
import { wantedScopes } from '../grants/wanted-scopes.ts'
import { emitRefusal, refusalOf } from '../refusal.ts'
import { errorBody } from '../render-error.ts'
import { type EntraRequest, need, parametersOf } from '../request.ts'

/** Seconds that a device shall wait between two questions. */
const interval = 5

function start(emulator: Emulator, request: EntraRequest, note: (app: string) => void): Answer {
  const { method, place } = request
  if (method !== 'POST') throw aadsts(900561, { method })
  const parameters = parametersOf(request.form)
  const address = needTenant(emulator.directory, place.tenant)
  const client = needApplication(emulator.directory, address, need(parameters, 'client_id'))
  note(client.appId)
  emulator.faults.refuse({ endpoint: 'device-code', app: client.appId })
  // Azure AD B2C has no such flow.
  if (place.policy !== undefined) throw aadsts(70003, { grant: 'device_code' })
  if (place.version === '2.0' && parameters.has('resource')) throw aadsts(901002)
  const scopes = wantedScopes({ emulator, place, address, client, parameters })
  const claims = parameters.get('claims')
  const { deviceCode, userCode } = emulator.deviceCodes.start({
    appId: client.appId,
    tenant: place.tenant,
    scope: scopes.text,
    claims: claims === undefined ? undefined : parseClaims(claims),
  })
  const uri = place.origin + deviceLoginPath
  const message = `To sign in, use a web browser to open the page ${uri} and enter the code ${userCode} to authenticate.`
  const codes = { user_code: userCode, device_code: deviceCode }
  if (place.version === '2.0') {
    return json(200, { ...codes, verification_uri: uri, expires_in: deviceCodeSeconds, interval, message })
  }
  const numbers = { expires_in: String(deviceCodeSeconds), interval: String(interval) }
  return json(200, { ...codes, verification_url: uri, ...numbers, message })
}

/**
 * The device authorization endpoint (RFC 8628, 3.1): gives a device a code to show and one to ask with. It asks for
 * no secret: the token endpoint does.
 */
export function deviceCode(emulator: Emulator, request: EntraRequest): Answer {
  let app: string | undefined
  try {
    return start(emulator, request, (appId) => (app = appId))
  } catch (error) {
    const refusal = refusalOf(error, request.place)
    emitRefusal(emulator, 'device-code', refusal, app)
    return errorBody(refusal, request, emulator.now())
  }
}
