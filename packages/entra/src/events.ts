import type { AadstsCode } from './aadsts.ts'

/** The parts of Entra that refuse things. */
export type EndpointName = 'authorize' | 'sign-in' | 'token' | 'metadata' | 'keys' | 'end-session'

/**
 * What the local Entra ID did: ids only, no token, code, secret or cookie. `tenant` is the tenant's id,
 * `user` the object id and `app` the application id of a registered application.
 */
export type EntraEvent =
  | { readonly type: 'signed-in'; readonly tenant: string; readonly user: string; readonly app: string }
  | { readonly type: 'signed-out'; readonly users: readonly string[] }
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
      readonly grant: 'authorization_code' | 'refresh_token' | 'client_credentials'
      readonly tenant: string
      readonly app: string
      readonly user?: string
    }
  | {
      readonly type: 'refused'
      readonly endpoint: EndpointName
      /** The number after `AADSTS`. */
      readonly code: AadstsCode
      readonly app?: string
    }
