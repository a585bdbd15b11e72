import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as timers } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Session } from './session.ts'
import { createSessions, type LiveSession, type Sessions } from './sessions.ts'
import { openStore, type Store } from './store.ts'

const idle = 1_000

interface Fixture {
  readonly sessions: Sessions
  readonly store: Store
  /** Another process on the same store. */
  readonly elsewhere: () => Sessions
  readonly session: Session
  readonly at: (now: number) => void
}

const start = (): Fixture => {
  const folder = mkdtempSync(join(tmpdir(), 'clearway-sessions-'))
  const store = openStore(folder)
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const masterKey = randomBytes(32)
  let time = 0
  const create = (over: Store): Sessions => createSessions({ store: over, masterKey, now: () => time, idle })
  return {
    sessions: create(store),
    store,
    elsewhere: () => {
      const other = openStore(folder)
      onTestFinished(() => other.close())
      return create(other)
    },
    session: {
      application: 'notes',
      claims: { sub: 'ada' },
      tokens: { access: 'a', issuedAt: 0, expiresAt: 500, refresh: 'r', id: 'i' },
      createdAt: 0,
      endsAt: 10_000,
    },
    at: (now) => {
      time = now
    },
  }
}

/** Another process's writing is seen a moment later: in the next turn of the event loop, on a clock that went on. */
const momentLater = async ({ at }: Fixture, now: number): Promise<void> => {
  at(now)
  await timers(0)
}

const live = (sessions: Sessions, id: string): LiveSession => {
  const found = sessions.find(id, 'notes', false)
  if (found.state !== 'live') throw new Error(`the session is ${found.state}`)
  return found.live
}

describe('a session', () => {
  test('is found by its id, at its application', async () => {
    const { sessions, session } = start()
    const id = await sessions.create(session)
    expect(id).toMatch(/^[\w-]{43}$/)
    expect(live(sessions, id)).toMatchObject({ session, version: 1, seenAt: 0 })
    expect(sessions.find(id, 'other', true)).toEqual({ state: 'unknown' })
  })

  test.each([
    '',
    'A'.repeat(43),
    'A'.repeat(42),
    'A'.repeat(10_000),
    `${'A'.repeat(42)}/`,
    '\u0000'.repeat(43),
  ])('is unknown by %j', async (id) => {
    const { sessions, session } = start()
    await sessions.create(session)
    expect(sessions.find(id, 'notes', true)).toEqual({ state: 'unknown' })
  })

  test('is not found by the key under which the store has it', async () => {
    const { sessions, session } = start()
    const id = await sessions.create(session)
    expect(sessions.find(live(sessions, id).key, 'notes', true)).toEqual({ state: 'unknown' })
  })

  test('slides when it is used, and not when it is looked at', async () => {
    const { sessions, session, at } = start()
    const id = await sessions.create(session)
    at(900)
    expect(sessions.find(id, 'notes', true).state).toBe('live')
    at(1_800)
    expect(sessions.find(id, 'notes', false).state).toBe('live')
    at(1_899)
    expect(sessions.find(id, 'notes', false).state).toBe('live')
    at(1_900)
    expect(sessions.find(id, 'notes', true)).toEqual({ state: 'ended', because: 'idle' })
  })

  test('that was used elsewhere is live here', async () => {
    const fixture = start()
    const { sessions, session, at, elsewhere } = fixture
    const other = elsewhere()
    const id = await sessions.create(session)
    live(other, id)
    for (const time of [800, 1_600, 2_400]) {
      at(time)
      expect(sessions.find(id, 'notes', true).state).toBe('live')
    }
    await momentLater(fixture, 2_500)
    expect(other.find(id, 'notes', true).state).toBe('live')
  })

  test('that was ended elsewhere is unknown here', async () => {
    const fixture = start()
    const { sessions, session, elsewhere } = fixture
    const id = await sessions.create(session)
    const { key } = live(sessions, id)
    await elsewhere().end(key)
    await momentLater(fixture, 100)
    expect(sessions.find(id, 'notes', true)).toEqual({ state: 'unknown' })
  })

  test('is replaced by one of two that read the same', async () => {
    const { sessions, session, elsewhere } = start()
    const id = await sessions.create(session)
    const other = elsewhere()
    const [mine, theirs] = [live(sessions, id), live(other, id)]
    const renewed = { ...session, tokens: { ...session.tokens, access: 'b' } }
    expect(await other.replace(theirs, renewed)).toBe(true)
    expect(await sessions.replace(mine, session)).toBe(false)
    expect(sessions.refind(mine)).toMatchObject({ version: 2, session: renewed })
  })

  test('whose renewal was refused says so to everybody, and holds no token any more', async () => {
    const { sessions, session, elsewhere } = start()
    const id = await sessions.create(session)
    const [mine, late] = [live(sessions, id), live(sessions, id)]
    expect(await sessions.endUnrenewed(mine)).toBe(true)
    for (const each of [sessions, elsewhere()]) {
      expect(each.find(id, 'notes', true)).toEqual({ state: 'ended', because: 'refused' })
    }
    expect(sessions.refind(mine)?.session.tokens).toEqual({ access: '', issuedAt: 0, expiresAt: 500 })
    expect(await sessions.replace(late, session)).toBe(false)
  })

  test('that was ended is neither replaced nor refused', async () => {
    const { sessions, session } = start()
    const id = await sessions.create(session)
    const mine = live(sessions, id)
    await sessions.end(mine.key)
    expect([await sessions.replace(mine, session), await sessions.endUnrenewed(mine)]).toEqual([false, false])
    expect(sessions.refind(mine)).toBeUndefined()
    expect(sessions.find(id, 'notes', true)).toEqual({ state: 'unknown' })
  })

  test('that another key has sealed is unknown', async () => {
    const { sessions, session, store } = start()
    const id = await sessions.create(session)
    const other = createSessions({ store, masterKey: randomBytes(32), now: () => 0, idle })
    expect(other.find(id, 'notes', true)).toEqual({ state: 'unknown' })
  })

  test('of somebody else is not opened by putting its record in one’s own place', async () => {
    const fixture = start()
    const { sessions, session, store } = fixture
    const mine = live(sessions, await sessions.create(session))
    const id = await sessions.create({ ...session, claims: { sub: 'eve' } })
    const own = live(sessions, id)
    const record = store.read(mine.key)
    await store.replace(own.key, record?.bytes ?? Buffer.alloc(0), 1)
    await momentLater(fixture, 100)
    expect(sessions.find(id, 'notes', true)).toEqual({ state: 'unknown' })
  })

  test('is not ended by a store that cannot be written while it is used', async () => {
    const { session, store, at } = start()
    const stuck: Store = { ...store, touch: () => Promise.reject(new Error('the disk is full')) }
    let time = 0
    const sessions = createSessions({ store: stuck, masterKey: randomBytes(32), now: () => time, idle })
    const id = await sessions.create(session)
    for (time = 0; time < 5_000; time += 900) {
      at(time)
      expect(sessions.find(id, 'notes', true).state).toBe('live')
    }
  })
})

test('finding and creating fail when the store does', async () => {
  const { sessions, session, store } = start()
  const id = await sessions.create(session)
  await store.close()
  expect(() => sessions.find(id, 'notes', true)).toThrow()
  await expect(sessions.create(session)).rejects.toThrow()
})
