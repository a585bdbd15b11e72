import { describe, expect, it } from 'vitest'
import { createSessions } from './sessions.ts'

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
})
