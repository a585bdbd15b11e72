import type { Application, Directory } from '../directory/directory.ts'
import { findApplication } from '../directory/find.ts'
import type { SignedInAccount } from '../sessions.ts'

/** A sign-in that ended, at one application that knows it. */
export interface EndedSession {
  readonly application: Application
  readonly sid: string
  readonly issuer: string
}

/** The most applications that are told of one sign-out. */
const most = 64

/** Which applications to tell of accounts that were signed out: those still in the directory, 64 at most. */
export function endedSessions(directory: Directory, accounts: readonly SignedInAccount[]): EndedSession[] {
  const all = accounts.flatMap(({ clients, sid }) =>
    clients.flatMap(({ appId, issuer }) => {
      const application = findApplication(directory, appId)?.application
      return application === undefined ? [] : [{ application, sid, issuer }]
    }),
  )
  return all.slice(0, most)
}
