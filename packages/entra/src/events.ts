/** The parts of Entra that refuse things. */
export const endpointNames = [
  'authorize',
  'sign-in',
  'consent',
  'token',
  'device-code',
  'device-login',
  'metadata',
  'keys',
  'instance-discovery',
  'user-info',
  'end-session',
] as const

/** One of the parts of Entra that refuse things. */
export type EndpointName = (typeof endpointNames)[number]

/** The grants that tokens come of; `implicit` comes from the authorization endpoint. */
export type GrantName =
  | 'authorization_code'
  | 'refresh_token'
  | 'client_credentials'
  | 'on_behalf_of'
  | 'password'
  | 'device_code'
  | 'implicit'

/**
 * What the local Entra ID did: ids only, no token, code, secret or cookie. `tenant` is the tenant's id,
 * `user` the object id and `app` the application id of a registered application.
 */
export type EntraEvent =
  | { readonly type: 'signed-in'; readonly tenant: string; readonly user: string; readonly app: string }
  | { readonly type: 'signed-out'; readonly users: readonly string[] }
  | {
      /** An application was told of a sign-out by its `backChannelLogoutUri`, or was not. */
      readonly type: 'back-channel-logout'
      readonly app: string
      readonly outcome: 'accepted' | 'refused' | 'unreachable'
    }
  | {
      readonly type: 'code-issued'
      readonly tenant: string
      readonly user: string
      readonly app: string
      /** No page was shown: the browser was signed in already. */
      readonly silent: boolean
    }
  | {
      readonly type: 'tokens-issued'
      readonly grant: GrantName
      readonly tenant: string
      readonly app: string
      readonly user?: string
    }
  | {
      readonly type: 'refused'
      readonly endpoint: EndpointName
      /** The number after `AADSTS`. */
      readonly code: number
      /** At a user flow: the number stands after `AADB2C`. */
      readonly family?: 'AADB2C'
      readonly app?: string
    }
