import type { Gateway } from '../gateway.ts'
import type { LiveSession } from './sessions.ts'

/** What a page may know of the session: who, and the seconds that are left. No token. */
export interface SessionDescription {
  readonly signedIn: true
  readonly application: string
  readonly user: {
    readonly sub: string | undefined
    readonly name: string | undefined
    readonly username: string | undefined
    readonly email: string | undefined
  }
  /** Until the session ends if it is not used. */
  readonly idleSeconds: number
  /** Until the session ends whatever happens. */
  readonly lifetimeSeconds: number
  /** Until the access token at the gateway expires; renewed ahead of it. Negative when it has. */
  readonly tokenSeconds: number
  /** Whether the gateway can renew the token without the person. */
  readonly renewable: boolean
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Describes a session for the application's own pages. */
export const describeSession = (live: LiveSession, { now, plan }: Gateway): SessionDescription => {
  const { claims, endsAt, tokens, application } = live.session
  const seconds = (until: number): number => Math.floor((until - now()) / 1000)
  return {
    signedIn: true,
    application,
    user: {
      sub: text(claims['sub']),
      name: text(claims['name']),
      username: text(claims['preferred_username']),
      email: text(claims['email']),
    },
    idleSeconds: seconds(Math.min(live.seenAt + plan.sessions.idle, endsAt)),
    lifetimeSeconds: seconds(endsAt),
    tokenSeconds: seconds(tokens.expiresAt),
    renewable: tokens.refresh !== undefined,
  }
}
