import { join } from 'node:path'
import { open, type Database, type RootDatabase } from 'lmdb'

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
 * anybody in. What is awaited is committed: it survives a killed process.
 */
export interface Store {
  read(key: string): StoredRecord | undefined
  create(key: string, bytes: Buffer, presence: Presence): Promise<void>
  /** Replaces a record if it still has the version that was read. */
  replace(key: string, bytes: Buffer, version: number): Promise<boolean>
  remove(key: string): Promise<void>
  presence(key: string): Presence | undefined
  touch(key: string, presence: Presence): Promise<boolean>
  /** Takes the lease if nobody holds it; returns whether it is now the holder's. */
  lease(key: string, holder: string, now: number, until: number): Promise<boolean>
  release(key: string, holder: string): Promise<void>
  /** Remembers a name until a time; false when it was already known. */
  useOnce(name: string, now: number, until: number): Promise<boolean>
  /** A small record of the gateway's own, made once whoever comes first. */
  keep(name: string, make: () => Promise<Buffer>): Promise<Buffer>
  /** Removes what has ended; at most `limit` records of each kind. */
  sweep(now: number, limit: number): Promise<number>
  close(): Promise<void>
}

interface Lease {
  readonly holder: string
  readonly until: number
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

  const removeSession = async (key: string): Promise<void> => {
    await Promise.all([records.remove(key), presences.remove(key), leases.remove(key)])
  }

  return {
    read: (key) => {
      const entry = records.getEntry(key)
      return entry && { bytes: entry.value, version: entry.version ?? 1 }
    },
    create: async (key, bytes, presence) => {
      await Promise.all([records.put(key, bytes, 1), presences.put(key, presence)])
    },
    replace: (key, bytes, version) => records.put(key, bytes, version + 1, version),
    remove: removeSession,
    presence: (key) => presences.get(key),
    touch: (key, presence) => presences.put(key, presence),
    lease: (key, holder, now, until) =>
      root.transaction(() => {
        const held = leases.get(key)
        if (held && held.until > now && held.holder !== holder) return false
        void leases.put(key, { holder, until })
        return true
      }),
    release: (key, holder) =>
      root.transaction(() => {
        if (leases.get(key)?.holder === holder) void leases.remove(key)
      }),
    useOnce: (name, now, until) =>
      root.transaction(() => {
        const known = used.get(name)
        if (known !== undefined && known > now) return false
        void used.put(name, until)
        return true
      }),
    keep: async (name, make) => {
      const kept = own.get(name)
      if (kept) return kept
      const made = await make()
      await own.ifNoExists(name, () => void own.put(name, made))
      return own.get(name) ?? made
    },
    sweep: async (now, limit) => {
      const ended = [...presences.getRange({ limit: limit * 4 })]
        .filter(({ value }) => value.endsAt <= now)
        .slice(0, limit)
      const forgotten = [...used.getRange({ limit: limit * 4 })]
        .filter(({ value }) => value <= now)
        .slice(0, limit)
      await Promise.all([
        ...ended.map(({ key }) => removeSession(key)),
        ...forgotten.map(({ key }) => used.remove(key)),
      ])
      return ended.length + forgotten.length
    },
    close: () => root.close(),
  }
}
