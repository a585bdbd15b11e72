import { AadstsError } from '../aadsts.ts'
import { type Answer, json } from '../answer.ts'
import { needTenant } from '../authorize/identify-client.ts'
import type { Emulator } from '../emulator.ts'
import { issuerAt } from '../place.ts'
import { errorBody } from '../render-error.ts'
import type { EntraRequest } from '../request.ts'
import { publicCors, publicHeaders } from './metadata.ts'

/** The keys that tokens are signed with (RFC 7517), each with the issuer it is good for. */
export function keys(emulator: Emulator, request: EntraRequest): Answer {
  try {
    const address = needTenant(emulator.directory, request.place.tenant)
    const issuer = issuerAt(request.place, address.kind === 'tenant' ? address.tenant.id : '{tenantid}')
    return json(200, { keys: emulator.keys.published.map((key) => ({ ...key, issuer })) }, publicHeaders)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    emulator.emit({ type: 'refused', endpoint: 'keys', code: error.code })
    return errorBody(error, request, emulator.now(), publicCors)
  }
}
