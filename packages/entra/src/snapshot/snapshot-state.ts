import { exportJWK, importJWK, type JWK, type CryptoKey } from 'jose'
import type { EntraKeys } from '../keys.ts'
import type { Remembered } from '../remembered.ts'

/** What a snapshot holds, as JSON. It has the private keys in it. */
export interface SnapshotState {
  readonly keys: {
    readonly published: readonly JWK[]
    readonly signing: { readonly kid: string; readonly privateKey: JWK }
    readonly sealing: string
  }
  readonly remembered: Readonly<Record<string, readonly unknown[]>>
}

/** Takes down everything that is to outlive a restart. */
export async function takeState(
  { published, sealing, signing }: EntraKeys,
  remembered: Readonly<Record<string, Remembered>>,
): Promise<SnapshotState> {
  const privateKey = await exportJWK(signing.privateKey)
  return {
    keys: {
      published,
      signing: { kid: signing.kid, privateKey },
      sealing: Buffer.from(sealing).toString('base64url'),
    },
    remembered: Object.fromEntries(Object.entries(remembered).map(([name, each]) => [name, each.entries()])),
  }
}

/** The keys of a snapshot. */
export async function keysOf({ keys }: SnapshotState): Promise<EntraKeys> {
  const { kid, privateKey } = keys.signing
  return {
    published: keys.published,
    signing: {
      kid,
      privateKey: (await importJWK(privateKey, 'RS256', { extractable: true })) as CryptoKey,
    },
    sealing: new Uint8Array(Buffer.from(keys.sealing, 'base64url')),
  }
}

/** Gives back what a snapshot remembers, to whoever still remembers such things. */
export function restoreState(state: SnapshotState, remembered: Readonly<Record<string, Remembered>>): void {
  for (const [name, each] of Object.entries(remembered)) each.restore(state.remembered[name] ?? [])
}
