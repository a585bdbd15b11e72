import type { ClaimsRequest } from '../authorize/claims-request.ts'
import type { Application } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import type { Place } from '../place.ts'
import type { ResourceGrant, Scopes } from '../scopes.ts'
import { type ClientProof, delegatedTokenClaims } from './access-token.ts'
import { idTokenClaims } from './id-token.ts'
import { defaultSeconds, lifetimeOf } from './lifetime.ts'
import { policySeconds } from './lifetime-policy.ts'
import { sign, signAccessToken } from './sign.ts'

/** Who gets tokens, for whom, and where they asked. */
export interface TokenSubject {
  readonly place: Place
  readonly client: Application
  readonly proof: ClientProof
  readonly account: Account
  readonly sid: string
  /** Seconds since 1970 at which the user signed in. Default: now. */
  readonly authTime?: number | undefined
  /** What the `claims` parameter asked for. */
  readonly claims?: ClaimsRequest | undefined
  /** Whether the tokens travel in a URL, which has no room for many groups. Default false. */
  readonly isImplicit?: boolean | undefined
}

const signInOf = (
  emulator: Emulator,
  { sid, authTime }: TokenSubject,
): { sid: string; authTime: number } => ({
  sid,
  authTime: authTime ?? Math.floor(emulator.now() / 1000),
})

/** Makes an access token with which a client acts for a user; it lives so many seconds. */
export async function issueAccessToken(
  emulator: Emulator,
  subject: TokenSubject,
  { asked, resource, scp }: ResourceGrant,
): Promise<{ readonly token: string; readonly seconds: number }> {
  const { account, client, place, proof } = subject
  const seconds = policySeconds(resource, account.tenant) ?? defaultSeconds(emulator, place)
  const payload = delegatedTokenClaims({
    ...signInOf(emulator, subject),
    place,
    client,
    account,
    proof,
    resource,
    asked,
    scp,
    lifetime: lifetimeOf(place, emulator.now(), seconds),
    claims: subject.claims,
    isImplicit: subject.isImplicit ?? false,
  })
  return { token: await signAccessToken(emulator.keys, resource, payload), seconds }
}

/** What an id token answers. */
export interface IdTokenRequest {
  readonly scopes: Scopes['openId']
  readonly nonce: string | undefined
  /** `c_hash` and `at_hash`, where a code or an access token comes along in a URL. */
  readonly hashes?: Readonly<Record<string, string>>
}

/** Makes an id token for the client; it lives so many seconds. */
export async function issueIdToken(
  emulator: Emulator,
  subject: TokenSubject,
  { scopes, nonce, hashes = {} }: IdTokenRequest,
): Promise<{ readonly token: string; readonly seconds: number }> {
  const { account, client, place } = subject
  const seconds = policySeconds(client, account.tenant) ?? emulator.idTokenSeconds
  const claims = idTokenClaims({
    ...signInOf(emulator, subject),
    place,
    client,
    account,
    scopes,
    nonce,
    hashes,
    lifetime: lifetimeOf(place, emulator.now(), seconds),
    isImplicit: subject.isImplicit ?? false,
  })
  return { token: await sign(emulator.keys, claims), seconds }
}
