import { aadsts } from '../aadsts.ts'
import { deviceLoginApplication } from '../device-login-application.ts'
import type { Application, Directory, Platform } from '../directory/directory.ts'
import {
  consumers,
  findApplication,
  findTenantAddress,
  isMultiTenant,
  type TenantAddress,
} from '../directory/find.ts'
import { hasRedirectUris, platformOf } from '../directory/redirect-uris.ts'
import type { Place } from '../place.ts'
import { need, type Parameters, parametersOf } from '../request.ts'
import { wantsTokens } from './response-type.ts'

/** How the answer reaches the redirect URI. */
type ResponseMode = 'query' | 'fragment' | 'form_post'

/** Who asks for authorization, and where the answer may go. */
export interface AuthorizeClient {
  /** The parameters as they came, for a form to hand on. */
  readonly search: URLSearchParams
  readonly parameters: Parameters
  readonly place: Place
  readonly address: TenantAddress
  readonly application: Application
  readonly redirectUri: string
  readonly platform: Platform
  readonly responseMode: ResponseMode
  /** As it came, even if it is empty. */
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
  const isHere = tenant === undefined || tenant === found?.home || (found && isMultiTenant(found.application))
  if (found === undefined || !isHere || tenant === consumers) {
    const name = address.kind === 'tenant' ? address.tenant.displayName : address.name
    throw aadsts(700016, { app: clientId, tenant: name })
  }
  const { application } = found
  if (address.kind === 'any' && !isMultiTenant(application)) {
    throw aadsts(50194, { app: application.appId, name: application.displayName, endpoint: address.name })
  }
  return application
}

/** The response mode asked for; for an unknown or a forbidden one that of the response type: its refusal goes by it. */
function responseModeOf(parameters: Parameters): ResponseMode {
  const mode = parameters.get('response_mode')
  if (mode === 'fragment' || mode === 'form_post') return mode
  return wantsTokens(parameters) ? 'fragment' : 'query'
}

/**
 * Finds out who asks, and that the answer may go where it is wanted: all that has to be right before anything,
 * even an error, is sent to a redirect URI (RFC 6749, 4.1.2.1). Refusals of this function are shown as a page.
 */
export function identifyClient(directory: Directory, place: Place, search: URLSearchParams): AuthorizeClient {
  const parameters = parametersOf(search)
  const address = needTenant(directory, place.tenant)
  const clientId = need(parameters, 'client_id')
  const application = deviceLoginApplication(place, clientId) ?? needApplication(directory, address, clientId)
  const redirectUri = parameters.get('redirect_uri')
  if (!hasRedirectUris(application)) throw aadsts(900971, { app: application.appId })
  if (redirectUri === undefined) throw aadsts(900971, { app: application.appId, uri: '' })
  const platform = platformOf(application, redirectUri)
  if (platform === undefined) throw aadsts(50011, { uri: redirectUri, app: application.appId })
  const responseMode = responseModeOf(parameters)
  const state = search.get('state') ?? undefined
  return { search, parameters, place, address, application, redirectUri, platform, responseMode, state }
}
