import { aadsts } from '../aadsts.ts'
import type { Application, Directory, Platform } from '../directory/directory.ts'
import { findApplication, findTenantAddress, isMultiTenant, type TenantAddress } from '../directory/find.ts'
import { hasRedirectUris, platformOf } from '../directory/redirect-uris.ts'
import type { Place } from '../place.ts'
import { need, type Parameters } from '../request.ts'

/** How the answer reaches the redirect URI. */
type ResponseMode = 'query' | 'fragment' | 'form_post'

/** Who asks for authorization, and where the answer may go. */
export interface AuthorizeClient {
  readonly parameters: Parameters
  readonly place: Place
  readonly address: TenantAddress
  readonly application: Application
  readonly redirectUri: string
  readonly platform: Platform
  readonly responseMode: ResponseMode
  readonly state: string | undefined
}

/** Finds a tenant by the first segment of a path. Refuses with 90002. */
export function needTenant(directory: Directory, segment: string): TenantAddress {
  const address = findTenantAddress(directory, segment)
  if (address === undefined) throw aadsts(90002, { tenant: segment })
  return address
}

/**
 * Finds the application that a client id names at a tenant's address. Refuses with 700016 one that is not there,
 * and with 50194 one that is for its own tenant's users only, at `common` or `organizations`.
 */
export function needApplication(directory: Directory, address: TenantAddress, clientId: string): Application {
  const found = findApplication(directory, clientId)
  const tenant = address.kind === 'tenant' ? address.tenant : undefined
  if (found === undefined || (tenant && tenant !== found.home && !isMultiTenant(found.application))) {
    const name = address.kind === 'tenant' ? address.tenant.displayName : address.name
    throw aadsts(700016, { app: clientId, tenant: name })
  }
  const { application } = found
  if (address.kind === 'any' && !isMultiTenant(application)) {
    throw aadsts(50194, { app: application.appId, name: application.displayName, endpoint: address.name })
  }
  return application
}

/** The response mode asked for; for an unknown one that of the response type, by which its refusal goes. */
function responseModeOf(parameters: Parameters): ResponseMode {
  const mode = parameters.get('response_mode')
  if (mode === 'query' || mode === 'fragment' || mode === 'form_post') return mode
  return parameters.get('response_type')?.includes('token') === true ? 'fragment' : 'query'
}

/**
 * Finds out who asks, and that the answer may go where it is wanted: all that has to be right before anything,
 * even an error, is sent to a redirect URI (RFC 6749, 4.1.2.1). Refusals of this function are shown as a page.
 */
export function identifyClient(directory: Directory, place: Place, parameters: Parameters): AuthorizeClient {
  const address = needTenant(directory, place.tenant)
  const application = needApplication(directory, address, need(parameters, 'client_id'))
  const redirectUri = parameters.get('redirect_uri')
  if (redirectUri === undefined || !hasRedirectUris(application)) throw aadsts(900971)
  const platform = platformOf(application, redirectUri)
  if (platform === undefined) throw aadsts(50011, { uri: redirectUri, app: application.appId })
  const responseMode = responseModeOf(parameters)
  const state = parameters.get('state')
  return { parameters, place, address, application, redirectUri, platform, responseMode, state }
}
