import { forcedAadsts } from '../aadsts.ts'
import { isSameName } from '../directory/same-name.ts'
import type { EndpointName } from '../events.ts'
import type { Fault, FaultEffect } from './fault.ts'

/** What is known of a request when it is asked whether it goes wrong. */
export interface FaultSubject {
  readonly endpoint: EndpointName
  readonly app?: string
  /** All the names of the user it is about. */
  readonly user?: readonly string[]
}

/** What may happen to an answer as a whole. */
export type AnswerFault = Exclude<FaultEffect, { error: number }>

/** The faults that are on. */
export interface Faults {
  /** Those that are left, in order. */
  list(): readonly Fault[]
  add(fault: Fault): void
  clear(): void
  /** Puts the directory's faults in the place of those that it had before. */
  replaceStanding(faults: readonly Fault[]): void
  /** What slows, hangs, cuts or hides the answer to a request. Counts the request. */
  takeForAnswer(subject: FaultSubject): AnswerFault | undefined
  /** Throws the `EntraError` that a request is to get, if any. Counts the request. */
  refuse(subject: FaultSubject): void
}

function isFor({ endpoint, app, user }: Fault, subject: FaultSubject): boolean {
  return (
    (endpoint === undefined || endpoint === subject.endpoint) &&
    (app === undefined || isSameName(app, subject.app)) &&
    (user === undefined || (subject.user?.some((name) => isSameName(user, name)) ?? false))
  )
}

/** A fault, how many requests it is still for, and whether it is the directory's. */
interface Entry {
  readonly fault: Fault
  readonly isStanding: boolean
}

const standing = (faults: readonly Fault[]): Entry[] => faults.map((fault) => ({ fault, isStanding: true }))

/**
 * Keeps faults in memory, the earliest first to strike.
 * @param initial the directory's
 */
export function createFaults(initial: readonly Fault[] = []): Faults {
  let entries = standing(initial)
  const take = (subject: FaultSubject, isWanted: (fault: Fault) => boolean): Fault | undefined => {
    const at = entries.findIndex(({ fault }) => isWanted(fault) && isFor(fault, subject))
    const entry = entries[at]
    if (entry?.fault.times !== undefined) {
      const fault = { ...entry.fault, times: entry.fault.times - 1 }
      entries = fault.times > 0 ? entries.with(at, { ...entry, fault }) : entries.toSpliced(at, 1)
    }
    return entry?.fault
  }
  return {
    list: () => entries.map(({ fault }) => fault),
    add: (fault) => void entries.push({ fault, isStanding: false }),
    clear: () => void (entries = []),
    replaceStanding: (faults) => {
      entries = [...standing(faults), ...entries.filter(({ isStanding }) => !isStanding)]
    },
    takeForAnswer(subject) {
      const fault = take(subject, (each) => !('error' in each))
      return fault === undefined || 'error' in fault ? undefined : fault
    },
    refuse(subject) {
      const fault = take(subject, (each) => 'error' in each)
      if (fault !== undefined && 'error' in fault) throw forcedAadsts(fault)
    },
  }
}
