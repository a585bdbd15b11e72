import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose'
import type { TokenClaims } from '@clearway/rules/token'
import type { Segment } from '../plan.ts'
import type { Sealer } from '../sessions/seal.ts'
import { StoreKeyError } from '../sessions/store-key-error.ts'
import type { Store } from '../sessions/store.ts'
import type { KnownCaller } from './caller.ts'

/** Signs who calls for the internal apps, and publishes the key that proves it. */
export interface AssertionSigner {
  /**
   * The `Clearway-Assertion` for a caller at a segment: a JWT, ES256, `iss` the external origin, `aud` the internal
   * origin, valid for two minutes. Signed once a minute for each caller, not once for each request.
   */
  sign(caller: KnownCaller, segment: Segment, audience: string): string | Promise<string>
  /** The JSON Web Key Set with the public key. */
  readonly keys: { readonly keys: readonly JWK[] }
}

const lifetimeMs = 120_000
const reuseMs = 60_000

/** Claims that say who calls; the rest of a token is nobody's business behind the gateway. */
const told = [
  'sub',
  'oid',
  'tid',
  'name',
  'preferred_username',
  'email',
  'groups',
  'roles',
  'scp',
  'azp',
  'appid',
]

const tell = (claims: TokenClaims): Record<string, unknown> =>
  Object.fromEntries(told.flatMap((name) => (claims[name] === undefined ? [] : [[name, claims[name]]])))

interface SigningKey {
  readonly key: CryptoKey
  readonly published: JWK
}

/** The key's record in the store, and the context that it is sealed for. */
const recordName = 'assertion-key'

/** The signing key: made at first start, kept sealed in the store, so that a restart changes nothing. */
const loadKey = async (store: Store, sealer: Sealer): Promise<SigningKey> => {
  const sealed = await store.keep(recordName, async () => {
    const pair = await generateKeyPair('ES256', { extractable: true })
    return sealer.seal(JSON.stringify(await exportJWK(pair.privateKey)), recordName)
  })
  const plain = sealer.open(sealed, recordName)
  if (plain === undefined)
    throw new StoreKeyError(
      'the sessions in the store were written with another key: restore sessions.key or the key file, or remove the folder, which signs everybody out',
    )
  const { d, ...open } = JSON.parse(plain) as JWK
  const kid = open.x?.slice(0, 16) ?? 'key'
  const key = await importJWK({ ...open, d: d ?? '' }, 'ES256')
  if (key instanceof Uint8Array) throw new TypeError('the assertion key is not an EC key')
  return { key, published: { ...open, kid, alg: 'ES256', use: 'sig' } }
}

interface Signed {
  /** The promise first, so that parallel calls share it; the text as soon as it is there. */
  text: string | Promise<string>
  readonly at: number
}

/**
 * Creates the signer. Claims objects are the cache's key: sessions and verified tokens keep theirs.
 *
 * @throws {@link StoreKeyError} `ERR_STORE_KEY` when the store was made with another key.
 */
export const createAssertionSigner = async (
  store: Store,
  sealer: Sealer,
  now: () => number,
): Promise<AssertionSigner> => {
  const { key, published } = await loadKey(store, sealer)
  const signed = new WeakMap<object, Map<string, Signed>>()

  const make = (caller: KnownCaller, segment: Segment, audience: string): Promise<string> => {
    const seconds = Math.floor(now() / 1000)
    return new SignJWT({ ...tell(caller.claims), by: caller.by, application: segment.application.name })
      .setProtectedHeader({ alg: 'ES256', kid: published.kid ?? '', typ: 'JWT' })
      .setIssuer(segment.external.origin)
      .setAudience(audience)
      .setIssuedAt(seconds)
      .setNotBefore(seconds)
      .setExpirationTime(seconds + lifetimeMs / 1000)
      .sign(key)
  }

  return {
    keys: { keys: [published] },
    sign: (caller, segment, audience) => {
      const name = `${segment.external.origin} ${audience}`
      const known = signed.get(caller.claims)
      const recent = known?.get(name)
      if (recent && now() - recent.at < reuseMs) return recent.text
      const text = make(caller, segment, audience)
      const made: Signed = { text, at: now() }
      signed.set(caller.claims, (known ?? new Map<string, Signed>()).set(name, made))
      return text.then((signedText) => {
        made.text = signedText
        return signedText
      })
    },
  }
}
