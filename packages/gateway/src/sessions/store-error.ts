import type { Store } from './store.ts'

/** Sessions cannot be read or written: a disk that is full, a file that is broken. `cause` says what the store said. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code = 'ERR_STORE'
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'unknown error', { cause })
  }
}

const reading = <T>(read: () => T): T => {
  try {
    return read()
  } catch (cause) {
    throw new StoreError(cause)
  }
}

const writing = async <T>(write: () => Promise<T>): Promise<T> => {
  try {
    return await write()
  } catch (cause) {
    throw new StoreError(cause)
  }
}

/** The same store, whose failures are {@link StoreError}s: told apart from errors of the gateway itself. */
export const namingFailures = (store: Store): Store => ({
  read: (key) => reading(() => store.read(key)),
  presence: (key) => reading(() => store.presence(key)),
  create: (key, bytes, presence) => writing(() => store.create(key, bytes, presence)),
  replace: (key, bytes, version) => writing(() => store.replace(key, bytes, version)),
  remove: (key) => writing(() => store.remove(key)),
  touch: (key, presence) => writing(() => store.touch(key, presence)),
  lease: (key, holder, now, until) => writing(() => store.lease(key, holder, now, until)),
  release: (key, holder) => writing(() => store.release(key, holder)),
  useOnce: (name, now, until) => writing(() => store.useOnce(name, now, until)),
  keep: (name, make) => writing(() => store.keep(name, make)),
  sweep: (now, limit) => writing(() => store.sweep(now, limit)),
  close: () => store.close(),
})
