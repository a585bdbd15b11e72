import { LRUCache } from 'lru-cache'
import { createRandomId, digestOf, isRandomId } from './random-id.ts'
import { createSealer } from './seal.ts'
import { endedBecause, type Ended, type Session } from './session.ts'
import type { Store } from './store.ts'

/** A session as the store holds it, with what it takes to write it anew. */
interface StoredSession {
  readonly key: string
  readonly version: number
  readonly session: Session
}

/** A session that is live. */
export interface LiveSession extends StoredSession {
  /** When it was last used before now; milliseconds. */
  readonly seenAt: number
}

/** What a cookie's id leads to. */
export type Found =
  | { readonly state: 'live'; readonly live: LiveSession }
  | { readonly state: 'ended'; readonly because: Ended }
  | { readonly state: 'unknown' }

export interface SessionsOptions {
  readonly store: Store
  readonly masterKey: Uint8Array
  readonly now: () => number
  /** Longest pause, milliseconds. */
  readonly idle: number
}

/** Sessions by id: made, found, renewed, ended. Every method throws when the store does. */
export interface Sessions {
  /** @returns The id for the cookie. It is kept nowhere else. */
  create(session: Session): Promise<string>
  /** @param slide - Whether being found counts as being used. */
  find(id: string, application: string, slide: boolean): Found
  /** Reads again what may have been written since, by this or another process; undefined once it is gone. */
  refind(live: LiveSession): LiveSession | undefined
  /** Writes a session anew, if nobody else has written or removed it since it was read. */
  replace(live: LiveSession, session: Session): Promise<boolean>
  /** Ends a session that the provider does not renew, as {@link Sessions.replace} does; who comes later is told why. */
  endUnrenewed(live: LiveSession): Promise<boolean>
  end(key: string): Promise<void>
}

interface Opened {
  readonly stored: StoredSession
  /** When the store last said that this is its version; milliseconds. */
  readAt: number
}

/**
 * A record that was read so lately is not read again for each request of a burst. What this process writes counts at
 * once; what another one writes (a sign-out there) is seen this much later at most.
 */
const freshMs = 50

const cacheEntries = 10_000
const longestSlide = 60_000

/** Creates sessions over a store. Opened records are kept in memory for as long as the stored version is theirs. */
export const createSessions = ({ store, masterKey, now, idle }: SessionsOptions): Sessions => {
  const sealer = createSealer(masterKey, 'session record')
  const opened = new LRUCache<string, Opened>({ max: cacheEntries })
  const seen = new LRUCache<string, { seenAt: number; written: number }>({ max: cacheEntries })
  const slideEvery = Math.min(idle / 20, longestSlide)

  const load = (key: string): StoredSession | undefined => {
    const record = store.read(key)
    if (!record) return undefined
    const cached = opened.get(key)
    if (cached && cached.stored.version === record.version) {
      cached.readAt = now()
      return cached.stored
    }
    const plain = sealer.open(record.bytes, key)
    if (plain === undefined) return undefined
    const stored = { key, version: record.version, session: JSON.parse(plain) as Session }
    opened.set(key, { stored, readAt: now() })
    return stored
  }

  /** As {@link load}, but for a record read a moment ago without asking the store. */
  const lately = (key: string): StoredSession | undefined => {
    const cached = opened.get(key)
    return cached && Math.abs(now() - cached.readAt) < freshMs ? cached.stored : load(key)
  }

  const lastSeen = (key: string, session: Session): number => {
    const mine = seen.get(key)
    if (mine && now() - mine.seenAt < idle) return mine.seenAt
    const seenAt = Math.max(mine?.seenAt ?? 0, store.presence(key)?.seenAt ?? session.createdAt)
    seen.set(key, { seenAt, written: seenAt })
    return seenAt
  }

  const touch = (key: string, session: Session): void => {
    const at = now()
    const mine = seen.get(key)
    if (mine) mine.seenAt = at
    if (mine && at - mine.written < slideEvery) return
    seen.set(key, { seenAt: at, written: at })
    // A store that cannot be written signs nobody out: this process knows of the use, and tries again.
    store.touch(key, { seenAt: at, endsAt: session.endsAt }).catch(() => {})
  }

  const replace = async (live: LiveSession, session: Session): Promise<boolean> => {
    const written = await store.replace(
      live.key,
      sealer.seal(JSON.stringify(session), live.key),
      live.version,
    )
    opened.delete(live.key)
    return written
  }

  return {
    create: async (session) => {
      const id = createRandomId()
      const key = digestOf(id)
      await store.create(key, sealer.seal(JSON.stringify(session), key), {
        seenAt: now(),
        endsAt: session.endsAt,
      })
      return id
    },
    find: (id, application, slide) => {
      if (!isRandomId(id)) return { state: 'unknown' }
      const key = digestOf(id)
      const found = lately(key)
      if (!found || found.session.application !== application) return { state: 'unknown' }
      const seenAt = lastSeen(key, found.session)
      const because = endedBecause(found.session, seenAt, now(), idle)
      if (because) return { state: 'ended', because }
      if (slide) touch(key, found.session)
      return { state: 'live', live: { ...found, seenAt } }
    },
    refind: (live) => {
      const found = load(live.key)
      return found && { ...found, seenAt: live.seenAt }
    },
    replace,
    endUnrenewed: (live) => {
      const { issuedAt, expiresAt } = live.session.tokens
      const tokens = { access: '', issuedAt, expiresAt, refresh: undefined, id: undefined }
      return replace(live, { ...live.session, tokens, refused: true })
    },
    end: async (key) => {
      await store.remove(key)
      opened.delete(key)
      seen.delete(key)
    },
  }
}
