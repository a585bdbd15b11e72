import { randomBytes, randomUUID } from 'node:crypto'
import { createExpiringStore } from './expiring-store.ts'

/** One account that a browser is signed in with. */
interface SignedInAccount {
  readonly tenantId: string
  readonly userId: string
  /** The session's id in tokens: it says which sign-in a token comes from, and opens nothing. */
  readonly sid: string
}

/** Single sign-on: which accounts each browser is signed in with, by a cookie that holds a random id only. */
export interface Sessions {
  /** The accounts of the browser that sent these cookies, first signed in first. */
  accounts(cookies: string | undefined): readonly SignedInAccount[]
  /** Adds an account, or signs it in anew; returns it with the `Set-Cookie` value of the session's new id. */
  signIn(
    cookies: string | undefined,
    account: { readonly tenantId: string; readonly userId: string },
  ): { readonly account: SignedInAccount; readonly cookie: string }
  /** Ends the session; returns the `Set-Cookie` value that takes the cookie away. */
  signOut(cookies: string | undefined): string
}

const cookieName = 'ESTSAUTH'
/** Without `SameSite=None` no hidden frame of an application on another site could renew silently. */
const attributes = 'Path=/; Secure; HttpOnly; SameSite=None'
const accountsPerSession = 16

function sessionId(cookies: string | undefined): string | undefined {
  const pairs = cookies?.split(';').map((pair) => pair.trim()) ?? []
  return pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1)
}

/**
 * Keeps sessions in memory: a day each from the last sign-in, ten thousand at most.
 * @param now the clock, in milliseconds
 */
export function createSessions(now: () => number): Sessions {
  const store = createExpiringStore<readonly SignedInAccount[]>(24 * 60 * 60 * 1000, 10_000, now)
  const accounts = (cookies: string | undefined): readonly SignedInAccount[] => {
    const id = sessionId(cookies)
    return (id === undefined ? undefined : store.get(id)) ?? []
  }
  return {
    accounts,
    signIn(cookies, { tenantId, userId }) {
      const previous = sessionId(cookies)
      const others = accounts(cookies).filter((each) => each.userId !== userId)
      const account = { tenantId, userId, sid: randomUUID() }
      // A new id at every sign-in: whoever planted the old one gains nothing.
      if (previous !== undefined) store.delete(previous)
      const id = randomBytes(32).toString('base64url')
      store.set(id, [...others.slice(1 - accountsPerSession), account])
      return { account, cookie: `${cookieName}=${id}; ${attributes}` }
    },
    signOut(cookies) {
      const id = sessionId(cookies)
      if (id !== undefined) store.delete(id)
      return `${cookieName}=; ${attributes}; Max-Age=0`
    },
  }
}
