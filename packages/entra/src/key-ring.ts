import { createKey, type EntraKeys, withStandby } from './keys.ts'

/**
 * What may happen to the keys. `rotate`: a new key signs, the old one stays published. `retire`: only the key that signs
 * stays published. `signWithUnpublished`: a new key signs that nobody publishes. `signWithWrong`: tokens name a published
 * key, and another one signs. `restore`: the keys of the start.
 */
export type KeyAction = 'rotate' | 'retire' | 'signWithUnpublished' | 'signWithWrong' | 'restore'

/** All that may happen to the keys. */
export const keyActions: readonly KeyAction[] = [
  'rotate',
  'retire',
  'signWithUnpublished',
  'signWithWrong',
  'restore',
]

/** The keys as they are now. */
export interface KeyRing {
  readonly current: EntraKeys
  /** Changes the keys; the next token is signed with what comes of it. Refresh tokens stay good. */
  change(action: KeyAction): Promise<void>
  /** Makes a key that is published and signs nothing; it belongs to the keys of the start. */
  addStandby(): Promise<void>
}

/** The most keys that are published at once: the oldest give way. Entra has about as many. */
const mostPublished = 8

async function changed(keys: EntraKeys, action: Exclude<KeyAction, 'restore'>): Promise<EntraKeys> {
  const { published, signing } = keys
  switch (action) {
    case 'rotate': {
      const { jwk, signing: next } = await createKey()
      return { ...keys, published: [...published.slice(1 - mostPublished), jwk], signing: next }
    }
    case 'retire':
      return { ...keys, published: published.filter(({ kid }) => kid === signing.kid) }
    case 'signWithUnpublished':
      return { ...keys, signing: (await createKey()).signing }
    case 'signWithWrong': {
      const kid = published.at(-1)?.kid ?? signing.kid
      return { ...keys, signing: { kid, privateKey: (await createKey()).signing.privateKey } }
    }
  }
}

/** Keeps keys that change one after the other, however many changes are asked for at once. */
export function createKeyRing(initial: EntraKeys): KeyRing {
  let first = initial
  let current = initial
  let last: Promise<unknown> = Promise.resolve()
  const after = async (previous: Promise<unknown>, act: () => Promise<void>): Promise<void> => {
    await previous
    await act()
  }
  const enqueue = (act: () => Promise<void>): Promise<void> => {
    const acting = after(last, act)
    last = acting.catch(() => undefined)
    return acting
  }
  return {
    get current() {
      return current
    },
    change: (action) =>
      enqueue(async () => {
        current = action === 'restore' ? first : await changed(current, action)
      }),
    addStandby: () =>
      enqueue(async () => {
        const standby = await createKey()
        first = withStandby(first, standby)
        current = withStandby(current, standby)
      }),
  }
}
