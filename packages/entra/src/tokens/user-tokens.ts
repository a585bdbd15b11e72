import type { Application } from '../directory/directory.ts'
import type { Account } from '../directory/find.ts'
import type { Emulator } from '../emulator.ts'
import { issuerAt, type Place } from '../place.ts'
import type { ResourceGrant, Scopes } from '../scopes.ts'
import { type ClientProof, delegatedTokenClaims } from './access-token.ts'
import { idTokenClaims } from './id-token.ts'
import { lifetimeOf } from './lifetime.ts'
import { sign, signAccessToken } from './sign.ts'

/** Who gets tokens, for whom, and where they asked. */
export interface TokenSubject {
  readonly place: Place
  readonly client: Application
  readonly proof: ClientProof
  readonly account: Account
  readonly sid: string
}

/** Makes an access token with which a client acts for a user; it lives so many seconds. */
export async function issueAccessToken(
  emulator: Emulator,
  subject: TokenSubject,
  resource: ResourceGrant,
): Promise<{ readonly token: string; readonly seconds: number }> {
  const { account, client, place, proof, sid } = subject
  const seconds = emulator.accessTokenSeconds()
  const claims = delegatedTokenClaims({
    issuer: issuerAt(place, account.tenant.id),
    client,
    account,
    sid,
    proof,
    lifetime: lifetimeOf(emulator.now(), seconds),
    resource: resource.resource,
    scp: resource.scp,
  })
  return { token: await signAccessToken(emulator.keys, claims), seconds }
}

/** Makes an id token for the client. */
export function issueIdToken(
  emulator: Emulator,
  subject: TokenSubject,
  request: { readonly scopes: Scopes['openId']; readonly nonce: string | undefined },
): Promise<string> {
  const { account, client, place, sid } = subject
  const claims = idTokenClaims({
    issuer: issuerAt(place, account.tenant.id),
    client,
    account,
    sid,
    scopes: request.scopes,
    nonce: request.nonce,
    lifetime: lifetimeOf(emulator.now(), emulator.idTokenSeconds),
  })
  return sign(emulator.keys, claims)
}
