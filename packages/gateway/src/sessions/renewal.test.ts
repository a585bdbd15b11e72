import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Renewed } from '../sign-in/provider.ts'
import { createRenewal, type Renewal, type RenewalOutcome } from './renewal.ts'
import type { Session, SessionTokens } from './session.ts'
import { createSessions, type LiveSession, type Sessions } from './sessions.ts'
import { openStore, type Store } from './store.ts'

const tokens = (access: string): SessionTokens => ({
  access,
  issuedAt: 0,
  expiresAt: 1,
  refresh: 'r',
  id: 'i',
})

const granted = (access: string): Renewed => ({
  got: 'tokens',
  tokens: tokens(access),
  claims: { sub: 'ada' },
})

/** A provider whose answers the test gives. */
interface Provider {
  readonly ask: (session: Session) => Promise<Renewed>
  readonly asked: () => number
  /** Resolves at the next question that nobody has waited for yet. */
  readonly question: () => Promise<void>
  readonly answer: (answer: Renewed) => void
}

const createProvider = (): Provider => {
  const open: ((answer: Renewed) => void)[] = []
  const waiting: (() => void)[] = []
  let asked = 0
  let unseen = 0
  return {
    ask: () =>
      new Promise((resolve) => {
        asked += 1
        open.push(resolve)
        const next = waiting.shift()
        if (next) next()
        else unseen += 1
      }),
    asked: () => asked,
    question: () => {
      if (unseen === 0) return new Promise((resolve) => waiting.push(resolve))
      unseen -= 1
      return Promise.resolve()
    },
    answer: (answer) => open.shift()?.(answer),
  }
}

interface Process {
  readonly sessions: Sessions
  readonly store: Store
  readonly renewal: Renewal
  readonly outcomes: RenewalOutcome[]
}

const start = async (): Promise<{
  readonly provider: Provider
  readonly one: Process
  /** Another process on the same store, and the same provider. */
  readonly another: () => Process
  readonly live: LiveSession
  readonly id: string
  readonly advance: (ms: number) => void
}> => {
  const folder = mkdtempSync(join(tmpdir(), 'clearway-renewal-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const masterKey = randomBytes(32)
  const provider = createProvider()
  let time = 0
  const now = (): number => time
  const another = (): Process => {
    const store = openStore(folder)
    onTestFinished(() => store.close())
    const sessions = createSessions({ store, masterKey, now, idle: 1_000_000 })
    const outcomes: RenewalOutcome[] = []
    const onOutcome = (outcome: RenewalOutcome): void => void outcomes.push(outcome)
    return {
      sessions,
      store,
      outcomes,
      renewal: createRenewal({ sessions, store, now, askProvider: provider.ask, onOutcome }),
    }
  }
  const one = another()
  const id = await one.sessions.create({
    application: 'notes',
    claims: { sub: 'ada', name: 'Ada' },
    tokens: tokens('old'),
    createdAt: 0,
    endsAt: 10_000_000,
  })
  return { provider, one, another, live: find(one.sessions, id), id, advance: (ms) => (time += ms) }
}

const find = (sessions: Sessions, id: string): LiveSession => {
  const found = sessions.find(id, 'notes', false)
  if (found.state !== 'live') throw new Error(`the session is ${found.state}`)
  return found.live
}

const accessOf = (outcome: RenewalOutcome): string =>
  outcome.renewed ? outcome.live.session.tokens.access : outcome.because

describe('renewing', () => {
  test('asks once for all who wait, and gives all of them the new tokens', async () => {
    const { provider, one, live } = await start()
    const waiting = Array.from({ length: 100 }, () => one.renewal.renew(live))
    await provider.question()
    provider.answer(granted('new'))
    expect(new Set((await Promise.all(waiting)).map(accessOf))).toEqual(new Set(['new']))
    expect(provider.asked()).toBe(1)
    expect(one.outcomes.map(accessOf)).toEqual(['new'])
  })

  test('asks once for all processes that see the expiry at once', async () => {
    const { provider, one, another, id } = await start()
    const processes = [one, another(), another()]
    const waiting = processes.flatMap(({ renewal, sessions }) =>
      Array.from({ length: 10 }, () => renewal.renew(find(sessions, id))),
    )
    await provider.question()
    provider.answer(granted('new'))
    expect(new Set((await Promise.all(waiting)).map(accessOf))).toEqual(new Set(['new']))
    expect(provider.asked()).toBe(1)
  })

  test('does not ask again for whoever read the session before it was renewed', async () => {
    const { provider, one, another, live } = await start()
    const first = one.renewal.renew(live)
    await provider.question()
    provider.answer(granted('new'))
    await first
    expect(accessOf(await one.renewal.renew(live))).toBe('new')
    expect(accessOf(await another().renewal.renew(live))).toBe('new')
    expect(provider.asked()).toBe(1)
  })

  test('asks again the next time', async () => {
    const { provider, one, live, id } = await start()
    const first = one.renewal.renew(live)
    await provider.question()
    provider.answer(granted('second'))
    await first
    const next = one.renewal.renew(find(one.sessions, id))
    await provider.question()
    provider.answer(granted('third'))
    expect(accessOf(await next)).toBe('third')
  })

  test('keeps what is known about the person when the provider says nothing new', async () => {
    const { provider, one, live, id } = await start()
    const renewal = one.renewal.renew(live)
    await provider.question()
    provider.answer({ got: 'tokens', tokens: tokens('new'), claims: undefined })
    await renewal
    expect(find(one.sessions, id).session.claims).toEqual({ sub: 'ada', name: 'Ada' })
  })

  test('goes to another process when the one that asked has died', async () => {
    const { provider, one, another, live, advance } = await start()
    const lost = one.renewal.renew(live)
    await provider.question()
    // What remains of a killed process: its lease, which nobody renews.
    await one.store.lease(live.key, 'nobody', 1e9, 1e9)
    await one.store.lease(live.key, 'a dead process', 1e9, 5_000)
    const { renewal } = another()
    const second = renewal.renew(live)
    advance(5_000)
    await provider.question()
    provider.answer({ got: 'nothing', detail: 'died' })
    provider.answer(granted('new'))
    expect(accessOf(await second)).toBe('new')
    await lost
    expect(provider.asked()).toBe(2)
  })
})

describe('signing out while the provider is asked', () => {
  test.each<[string, Renewed]>([
    ['new tokens', granted('new')],
    ['a refusal', { got: 'refusal', detail: 'no' }],
  ])('holds, when %s come', async (_what, answer) => {
    const { provider, one, live, id } = await start()
    const renewal = one.renewal.renew(live)
    await provider.question()
    await one.sessions.end(live.key)
    provider.answer(answer)
    expect(await renewal).toEqual({ renewed: false, because: 'ended' })
    expect(one.sessions.find(id, 'notes', true)).toEqual({ state: 'unknown' })
    expect([one.store.read(live.key), one.store.presence(live.key)]).toEqual([undefined, undefined])
  })

  test('holds for those who waited in another process', async () => {
    const { provider, one, another, live } = await start()
    const other = another()
    const waiting = [one.renewal.renew(live), other.renewal.renew(live)]
    await provider.question()
    await other.sessions.end(live.key)
    provider.answer(granted('new'))
    expect(await Promise.all(waiting)).toEqual([
      { renewed: false, because: 'ended' },
      { renewed: false, because: 'ended' },
    ])
    expect(provider.asked()).toBe(1)
  })
})

describe('a refusal', () => {
  test('ends the session, and everybody hears that it was one', async () => {
    const { provider, one, another, live, id } = await start()
    const other = another()
    const waiting = [one.renewal.renew(live), other.renewal.renew(live)]
    await provider.question()
    provider.answer({ got: 'refusal', detail: 'AADSTS50057' })
    for (const outcome of await Promise.all(waiting)) expect(accessOf(outcome)).toBe('refused')
    expect(other.sessions.find(id, 'notes', true)).toEqual({ state: 'ended', because: 'refused' })
    expect([...one.outcomes, ...other.outcomes]).toEqual([
      { renewed: false, because: 'refused', detail: 'AADSTS50057' },
    ])
  })

  test('that comes late, to a session which somebody else has renewed, ends nothing', async () => {
    const { provider, one, another, live, id } = await start()
    const late = one.renewal.renew(live)
    await provider.question()
    const other = another()
    await other.sessions.replace(live, { ...live.session, tokens: tokens('theirs') })
    provider.answer({ got: 'refusal', detail: 'the refresh token was used' })
    expect(accessOf(await late)).toBe('theirs')
    expect(find(one.sessions, id).session.tokens.access).toBe('theirs')
  })

  test('is heard by whoever comes later with what they had read before', async () => {
    const { provider, one, live } = await start()
    const first = one.renewal.renew(live)
    await provider.question()
    provider.answer({ got: 'refusal', detail: 'no' })
    await first
    expect(accessOf(await one.renewal.renew(live))).toBe('refused')
    expect(provider.asked()).toBe(1)
  })
})

describe('a provider that does not answer', () => {
  test('leaves the session as it is, and is left alone for five seconds', async () => {
    const { provider, one, live, id, advance } = await start()
    const first = one.renewal.renew(live)
    await provider.question()
    provider.answer({ got: 'nothing', detail: 'ECONNREFUSED' })
    expect(await first).toEqual({ renewed: false, because: 'not-possible', detail: 'ECONNREFUSED' })
    expect(find(one.sessions, id).session.tokens.access).toBe('old')

    advance(4_999)
    expect(accessOf(await one.renewal.renew(live))).toBe('not-possible')
    expect(provider.asked()).toBe(1)
    advance(1)
    const next = one.renewal.renew(live)
    await provider.question()
    provider.answer(granted('new'))
    expect(accessOf(await next)).toBe('new')
  })
})

describe('a gateway that stops', () => {
  test('waits until what the provider said is written', async () => {
    const { provider, one, live, id } = await start()
    const renewal = one.renewal.renew(live)
    await provider.question()
    let settled = false
    const done = one.renewal.settled().then(() => (settled = true))
    await Promise.resolve()
    expect(settled).toBe(false)
    provider.answer(granted('new'))
    await done
    expect(find(one.sessions, id).session.tokens.access).toBe('new')
    await renewal
  })

  test('waits for nothing when nothing is under way', async () => {
    const { one } = await start()
    await one.renewal.settled()
  })
})

test('a store that fails fails the renewal', async () => {
  const { one, live, provider } = await start()
  await one.store.close()
  await expect(one.renewal.renew(live)).rejects.toThrow()
  expect(provider.asked()).toBe(0)
})
