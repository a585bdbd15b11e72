import { randomBytes, randomUUID } from 'node:crypto'
import { createExpiringStore } from './expiring-store.ts'
import type { Remembered } from './remembered.ts'

/** An application that got something for a sign-in, so that it can be told of the sign-out. */
export interface SessionClient {
  readonly appId: string
  /** The issuer of what it got. */
  readonly issuer: string
}

/** One account that a browser is signed in with. */
export interface SignedInAccount {
  readonly tenantId: string
  readonly userId: string
  /** The session's id in tokens: it says which sign-in a token comes from, and opens nothing. */
  readonly sid: string
  /** Milliseconds. */
  readonly signedInAt: number
  /** Each application once; `rememberClient` adds to it. */
  readonly clients: SessionClient[]
}

/** Single sign-on: which accounts each browser is signed in with, by a cookie that holds a random id only. */
export interface Sessions {
  readonly remembered: Remembered
  /** The accounts of the browser that sent these cookies, first signed in first. */
  accounts(cookies: string | undefined): readonly SignedInAccount[]
  /** Adds an account, or signs it in anew; returns it with the `Set-Cookie` value of the session's new id. */
  signIn(
    cookies: string | undefined,
    account: { readonly tenantId: string; readonly userId: string },
  ): { readonly account: SignedInAccount; readonly cookie: string }
  /**
   * Signs out the accounts with these `sid`s, by default all. Returns them, with the `Set-Cookie` value of the
   * session's new id, or that takes the cookie away if nobody is left.
   */
  signOut(
    cookies: string | undefined,
    sids?: ReadonlySet<string>,
  ): { readonly accounts: readonly SignedInAccount[]; readonly cookie: string }
}

const cookieName = 'ESTSAUTH'
/** Without `SameSite=None` no hidden frame of an application on another site could renew silently. */
const attributes = 'Path=/; Secure; HttpOnly; SameSite=None'
const accountsPerSession = 16

function sessionId(cookies: string | undefined): string | undefined {
  const pairs = cookies?.split(';').map((pair) => pair.trim()) ?? []
  return pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1)
}

/** Remembers that an application got something for a sign-in. */
export function rememberClient({ clients }: Pick<SignedInAccount, 'clients'>, client: SessionClient): void {
  const at = clients.findIndex(({ appId }) => appId === client.appId)
  clients.splice(at < 0 ? clients.length : at, 1, client)
}

/**
 * Keeps sessions in memory: a day each from when they were last used, ten thousand at most.
 * @param now the clock, in milliseconds
 */
export function createSessions(now: () => number): Sessions {
  const store = createExpiringStore<readonly SignedInAccount[]>(24 * 60 * 60 * 1000, 10_000, now)
  const accounts = (cookies: string | undefined): readonly SignedInAccount[] => {
    const id = sessionId(cookies)
    const found = id === undefined ? undefined : store.get(id)
    if (id === undefined || found === undefined) return []
    store.set(id, found)
    return found
  }
  /** Keeps a session under a new id, so that whoever planted or saw the old one gains nothing. */
  const renew = (cookies: string | undefined, next: readonly SignedInAccount[]): string => {
    const previous = sessionId(cookies)
    if (previous !== undefined) store.delete(previous)
    if (next.length === 0) return `${cookieName}=; ${attributes}; Max-Age=0`
    const id = randomBytes(32).toString('base64url')
    store.set(id, next)
    return `${cookieName}=${id}; ${attributes}`
  }
  return {
    remembered: store,
    accounts,
    signIn(cookies, { tenantId, userId }) {
      const others = accounts(cookies).filter((each) => each.userId !== userId)
      const account = { tenantId, userId, sid: randomUUID(), signedInAt: now(), clients: [] }
      return { account, cookie: renew(cookies, [...others.slice(1 - accountsPerSession), account]) }
    },
    signOut(cookies, sids) {
      const isLeaving = ({ sid }: SignedInAccount): boolean => sids === undefined || sids.has(sid)
      const before = accounts(cookies)
      const cookie = renew(
        cookies,
        before.filter((account) => !isLeaving(account)),
      )
      return { accounts: before.filter(isLeaving), cookie }
    },
  }
}
