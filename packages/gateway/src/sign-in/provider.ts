import type { TokenClaims } from '@clearway/rules/token'
import * as client from 'openid-client'
import type { IdentityPlan } from '../plan.ts'
import type { Session, SessionTokens } from '../sessions/session.ts'
import { createDiscovery, discover } from './discovery.ts'
import { isFault, providerFault, type ProviderFault } from './provider-fault.ts'

/** What a renewal brought. */
export type Renewed =
  | { readonly got: 'tokens'; readonly tokens: SessionTokens; readonly claims: TokenClaims | undefined }
  | { readonly got: 'refusal'; readonly detail: string }
  | { readonly got: 'nothing'; readonly detail: string }

/** What a code was redeemed for. */
export interface Redeemed {
  readonly claims: TokenClaims
  readonly tokens: SessionTokens
}

/** What the gateway must know of the provider's metadata. */
export interface ProviderMetadata {
  readonly issuer: string
  readonly jwksUri: string
}

/** The parts of an authorization request that one sign-in chooses. */
export interface SignInRequest {
  readonly redirectUri: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly prompt?: string | undefined
}

/** The provider, as its client sees it. Methods that ask it return a fault instead of throwing. */
export interface Provider {
  metadata(): Promise<ProviderMetadata | ProviderFault>
  /** Reads the metadata anew and keeps nothing of them: to find out whether people could sign in. */
  tryMetadata(): Promise<ProviderFault | undefined>
  signInUrl(request: SignInRequest): Promise<URL | ProviderFault>
  /** @param callback - The callback URL with the provider's parameters in its query, whichever way they came. */
  redeem(
    callback: URL,
    expected: { nonce: string; state: string; verifier: string },
  ): Promise<Redeemed | ProviderFault>
  renew(session: Session): Promise<Renewed>
  signOutUrl(idToken: string | undefined, returnTo: string): Promise<URL | undefined>
}

/** Claims about the token itself; a session keeps those about the person. */
const protocolClaims = new Set([
  'aud',
  'exp',
  'iat',
  'nbf',
  'nonce',
  'at_hash',
  'c_hash',
  's_hash',
  'aio',
  'rh',
  'uti',
  'ver',
  'auth_time',
])

/**
 * OAuth errors that say this person's sign-in is over. Others (`invalid_client`, `invalid_scope`) are the
 * operator's to mend: an expired client secret must not sign everybody out.
 */
const endsTheSignIn = new Set([
  'invalid_grant',
  'interaction_required',
  'login_required',
  'consent_required',
  'access_denied',
])

const personClaims = (claims: object): TokenClaims =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => !protocolClaims.has(name)))

type TokenAnswer = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers

/** Creates the client of one provider. Asks it nothing yet. */
export const createProvider = (
  plan: IdentityPlan,
  fetchFromProvider: typeof fetch,
  now: () => number,
): Provider => {
  const configuration = createDiscovery(plan, fetchFromProvider, now)

  const asking = async <T>(
    ask: (configuration: client.Configuration) => Promise<T> | T,
    secrets: readonly string[] = [],
  ): Promise<T | ProviderFault> => {
    try {
      return await ask(await configuration())
    } catch (error) {
      return providerFault(error, [...secrets, plan.clientSecret ?? ''])
    }
  }

  const tokensOf = (answer: TokenAnswer, before: SessionTokens | undefined): SessionTokens => {
    const issuedAt = now()
    return {
      access: answer.access_token,
      issuedAt,
      expiresAt: issuedAt + (answer.expiresIn() ?? 3600) * 1000,
      refresh: answer.refresh_token ?? before?.refresh,
      id: answer.id_token ?? before?.id,
    }
  }

  return {
    metadata: () =>
      asking((configured) => {
        const { issuer, jwks_uri: jwksUri } = configured.serverMetadata()
        return jwksUri === undefined
          ? { fault: 'invalid' as const, detail: 'the provider’s metadata name no jwks_uri' }
          : { issuer, jwksUri }
      }),

    tryMetadata: async () => {
      try {
        await discover(plan, fetchFromProvider, 0)
        return undefined
      } catch (error) {
        return providerFault(error, [plan.clientSecret ?? ''])
      }
    },

    signInUrl: ({ redirectUri, state, nonce, verifier, prompt }) =>
      asking(async (configured) =>
        client.buildAuthorizationUrl(configured, {
          redirect_uri: redirectUri,
          response_mode: plan.responseMode,
          scope: plan.scope,
          state,
          nonce,
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          ...(prompt !== undefined && { prompt }),
        }),
      ),

    redeem: (callback, expected) =>
      asking(
        async (configured) => {
          const answer = await client.authorizationCodeGrant(configured, callback, {
            expectedNonce: expected.nonce,
            expectedState: expected.state,
            pkceCodeVerifier: expected.verifier,
            idTokenExpected: true,
          })
          return { claims: personClaims(answer.claims() ?? {}), tokens: tokensOf(answer, undefined) }
        },
        [callback.searchParams.get('code') ?? '', expected.verifier],
      ),

    renew: async (session) => {
      const { refresh } = session.tokens
      if (refresh === undefined) return { got: 'nothing', detail: 'the provider gave no refresh token' }
      const answer = await asking(
        (configured) => client.refreshTokenGrant(configured, refresh, { scope: plan.scope }),
        [refresh],
      )
      if (isFault(answer)) {
        const over = answer.fault === 'refused' && endsTheSignIn.has(answer.error)
        return { got: over ? 'refusal' : 'nothing', detail: answer.detail }
      }
      const fresh = answer.claims()
      if (fresh && fresh.sub !== session.claims['sub']) {
        return { got: 'refusal', detail: 'the provider answered the renewal with another person' }
      }
      return { got: 'tokens', tokens: tokensOf(answer, session.tokens), claims: fresh && personClaims(fresh) }
    },

    signOutUrl: async (idToken, returnTo) => {
      const url = await asking((configured) =>
        configured.serverMetadata().end_session_endpoint === undefined
          ? undefined
          : client.buildEndSessionUrl(configured, {
              post_logout_redirect_uri: returnTo,
              ...(idToken !== undefined && { id_token_hint: idToken }),
            }),
      )
      return url instanceof URL ? url : undefined
    },
  }
}
