import { describe, expect, it } from 'vitest'
import { createSessions, rememberClient } from './sessions.ts'

const account = (userId: string): { tenantId: string; userId: string } => ({ tenantId: 't', userId })
const pair = (cookie: string): string => cookie.split(';', 1)[0] ?? ''

describe('sessions', () => {
  it('find their cookie among others, which on localhost come from every application', () => {
    const sessions = createSessions(() => 0)
    const { cookie } = sessions.signIn(undefined, account('ada'))
    expect(sessions.accounts(`x=1; ${pair(cookie)} ;y=ESTSAUTH=2`)).toMatchObject([{ userId: 'ada' }])
    expect(sessions.accounts(`X${pair(cookie)}`)).toEqual([])
    expect(sessions.accounts('ESTSAUTH=')).toEqual([])
    expect(sessions.accounts(undefined)).toEqual([])
  })

  it('hold each account once, with a new session id at each sign-in', () => {
    const sessions = createSessions(() => 0)
    const first = sessions.signIn(undefined, account('ada'))
    const second = sessions.signIn(pair(first.cookie), account('bob'))
    const third = sessions.signIn(pair(second.cookie), account('ada'))
    expect(sessions.accounts(pair(third.cookie)).map(({ userId }) => userId)).toEqual(['bob', 'ada'])
    expect(third.account.sid).not.toBe(first.account.sid)
    expect(sessions.accounts(pair(first.cookie))).toEqual([])
  })

  it('last a day from when they were last used', () => {
    const hour = 60 * 60 * 1000
    let now = 0
    const sessions = createSessions(() => now)
    const cookie = pair(sessions.signIn(undefined, account('ada')).cookie)
    now += 20 * hour
    expect(sessions.accounts(cookie)).toHaveLength(1)
    now += 20 * hour
    expect(sessions.accounts(cookie)).toHaveLength(1)
    now += 25 * hour
    expect(sessions.accounts(cookie)).toEqual([])
  })

  it('hold sixteen accounts, the last ones', () => {
    const sessions = createSessions(() => 0)
    let cookie = ''
    for (let number = 0; number < 20; number++) {
      cookie = pair(sessions.signIn(cookie, account(`user ${number}`)).cookie)
    }
    const held = sessions.accounts(cookie).map(({ userId }) => userId)
    expect(held).toHaveLength(16)
    expect([held[0], held.at(-1)]).toEqual(['user 4', 'user 19'])
  })

  it('end for some accounts, or for all', () => {
    const sessions = createSessions(() => 0)
    const ada = sessions.signIn(undefined, account('ada'))
    const bob = sessions.signIn(pair(ada.cookie), account('bob'))
    const one = sessions.signOut(pair(bob.cookie), new Set([ada.account.sid]))
    expect(one.accounts).toEqual([ada.account])
    expect(sessions.accounts(pair(bob.cookie))).toEqual([])
    expect(sessions.accounts(pair(one.cookie))).toEqual([bob.account])
    const all = sessions.signOut(pair(one.cookie))
    expect(all.accounts).toEqual([bob.account])
    expect(all.cookie).toBe('ESTSAUTH=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0')
    expect(sessions.accounts(pair(one.cookie))).toEqual([])
  })

  it('remember each application once, with the issuer that it heard last', () => {
    const sessions = createSessions(() => 0)
    const { account: ada, cookie } = sessions.signIn(undefined, account('ada'))
    for (const [appId, issuer] of [
      ['page', 'one'],
      ['gateway', 'one'],
      ['page', 'two'],
    ] as const) {
      rememberClient(ada, { appId, issuer })
    }
    expect(sessions.accounts(pair(cookie))[0]?.clients).toEqual([
      { appId: 'page', issuer: 'two' },
      { appId: 'gateway', issuer: 'one' },
    ])
  })
})
