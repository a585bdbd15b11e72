import type { Answer } from '../answer.ts'
import { needTenant } from '../authorize/identify-client.ts'
import type { Emulator } from '../emulator.ts'
import { issuerAt } from '../place.ts'
import type { EntraRequest } from '../request.ts'
import { publicDocument } from './public-document.ts'

/** The keys that tokens are signed with (RFC 7517), each with the issuer it is good for; B2C's tell the key alone. */
export function keys(emulator: Emulator, request: EntraRequest): Answer {
  return publicDocument(emulator, request, 'keys', () => {
    const { place } = request
    const address = needTenant(emulator.directory, place.tenant)
    const { published } = emulator.keys
    if (place.policy !== undefined) {
      return { keys: published.map(({ kid, use, kty, e, n }) => ({ kid, use, kty, e, n })) }
    }
    const issuer = issuerAt(place, address.kind === 'tenant' ? address.tenant.id : '{tenantid}')
    const told = { cloud_instance_name: 'microsoftonline.com', issuer }
    return { keys: published.map((key) => Object.assign({}, key, told)) }
  })
}
