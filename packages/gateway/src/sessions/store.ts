import { join } from 'node:path'
import { open, TransactionFlags, type Database, type RootDatabase } from 'lmdb'

/** A record with its version; a write names the version it replaces. */
export interface StoredRecord {
  readonly bytes: Buffer
  readonly version: number
}

/** When a session was last used and when it ends for good; kept apart so that being used rewrites no record. */
export interface Presence {
  readonly seenAt: number
  readonly endsAt: number
}

/**
 * Where sessions live: one LMDB folder, shared by every process of this machine.
 *
 * Keys are digests of session ids and values are sealed, so that neither the files nor a backup of them lets
 * anybody in. What is awaited is committed: it survives a killed process. When the store cannot be read or written,
 * reading throws and writing rejects.
 */
export interface Store {
  read(key: string): StoredRecord | undefined
  create(key: string, bytes: Buffer, presence: Presence): Promise<void>
  /** Replaces a record if it still has the version that was read. */
  replace(key: string, bytes: Buffer, version: number): Promise<boolean>
  remove(key: string): Promise<void>
  presence(key: string): Presence | undefined
  /** Notes that a session was used; nothing when it has been removed. */
  touch(key: string, presence: Presence): Promise<void>
  /** Takes the lease if nobody holds it; returns whether it is now the holder's. */
  lease(key: string, holder: string, now: number, until: number): Promise<boolean>
  release(key: string, holder: string): Promise<void>
  /** Remembers a name until a time; false when it was already known. */
  useOnce(name: string, now: number, until: number): Promise<boolean>
  /** A small record of the gateway's own, made once whoever comes first. */
  keep(name: string, make: () => Promise<Buffer>): Promise<Buffer>
  /** Looks at `limit` records of each kind, on from where the last sweep stopped, and removes those that have ended. */
  sweep(now: number, limit: number): Promise<number>
  close(): Promise<void>
}

interface Lease {
  readonly holder: string
  readonly until: number
}

const { ABORTABLE, SYNCHRONOUS_COMMIT, NO_SYNC_FLUSH } = TransactionFlags
/** Committed and written through to the disk when it returns. */
const durable = (ABORTABLE | SYNCHRONOUS_COMMIT) as TransactionFlags
/** Committed when it returns, and written through to the disk soon after: what a power cut may take with it. */
const committed = (durable | NO_SYNC_FLUSH) as TransactionFlags

/** Every key from a place on, in turn, some at a time; starts over at the end. */
const createRound = <Value>(database: Database<Value, string>) => {
  let start: string | undefined
  return (limit: number): readonly { readonly key: string; readonly value: Value }[] => {
    const entries = [...database.getRange({ ...(start !== undefined && { start }), limit })]
    start = entries.length < limit ? undefined : entries.at(-1)?.key
    return entries
  }
}

/** Opens the store in a folder, which must exist. */
export const openStore = (folder: string): Store => {
  const root: RootDatabase = open({ path: join(folder, 'sessions'), maxDbs: 8 })
  const records: Database<Buffer, string> = root.openDB({
    name: 'records',
    encoding: 'binary',
    useVersions: true,
  })
  const presences: Database<Presence, string> = root.openDB({ name: 'presences', encoding: 'msgpack' })
  const leases: Database<Lease, string> = root.openDB({ name: 'leases', encoding: 'msgpack' })
  const used: Database<number, string> = root.openDB({ name: 'used', encoding: 'msgpack' })
  const own: Database<Buffer, string> = root.openDB({ name: 'own', encoding: 'binary' })
  const nextPresences = createRound(presences)
  const nextUsed = createRound(used)

  /**
   * Synchronous, because lmdb's queue of asynchronous writes cannot fail: with a full disk its transactions never
   * settle, and rejections that nobody can catch end the process.
   */
  const write = <T>(change: () => T, flags: TransactionFlags): Promise<T> =>
    new Promise((resolve) => resolve(root.transactionSync(change, flags)))

  const removeSession = (key: string): void => {
    records.removeSync(key)
    presences.removeSync(key)
    leases.removeSync(key)
  }

  return {
    read: (key) => {
      const entry = records.getEntry(key)
      return entry && { bytes: entry.value, version: entry.version ?? 1 }
    },
    create: (key, bytes, presence) =>
      write(() => {
        records.putSync(key, bytes, 1)
        presences.putSync(key, presence)
      }, durable),
    replace: (key, bytes, version) =>
      write(() => {
        if (records.getEntry(key)?.version !== version) return false
        records.putSync(key, bytes, version + 1)
        return true
      }, durable),
    remove: (key) => write(() => removeSession(key), durable),
    presence: (key) => presences.get(key),
    touch: (key, presence) =>
      write(() => {
        if (records.doesExist(key)) presences.putSync(key, presence)
      }, committed),
    lease: (key, holder, now, until) =>
      write(() => {
        const held = leases.get(key)
        if (held && held.until > now && held.holder !== holder) return false
        leases.putSync(key, { holder, until })
        return true
      }, committed),
    release: (key, holder) =>
      write(() => {
        if (leases.get(key)?.holder === holder) leases.removeSync(key)
      }, committed),
    useOnce: (name, now, until) =>
      write(() => {
        const known = used.get(name)
        if (known !== undefined && known > now) return false
        used.putSync(name, until)
        return true
      }, committed),
    keep: async (name, make) => {
      const kept = own.get(name)
      if (kept) return kept
      const made = await make()
      return write(() => {
        const first = own.get(name)
        if (first) return first
        own.putSync(name, made)
        return made
      }, durable)
    },
    sweep: async (now, limit) => {
      const ended = nextPresences(limit).filter(({ value }) => value.endsAt <= now)
      const forgotten = nextUsed(limit).filter(({ value }) => value <= now)
      if (ended.length + forgotten.length === 0) return 0
      await write(() => {
        for (const { key } of ended) removeSession(key)
        for (const { key } of forgotten) used.removeSync(key)
      }, committed)
      return ended.length + forgotten.length
    },
    close: () => root.close(),
  }
}
