import { forcedAadsts } from '../aadsts.ts'
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
  /** What slows, hangs, cuts or hides the answer to a request. Counts the request. */
  takeForAnswer(subject: FaultSubject): AnswerFault | undefined
  /** Throws the `AadstsError` that a request is to get, if any. Counts the request. */
  refuse(subject: FaultSubject): void
}

const same = (one: string, other: string | undefined): boolean => one.toLowerCase() === other?.toLowerCase()

function isFor({ endpoint, app, user }: Fault, subject: FaultSubject): boolean {
  return (
    (endpoint === undefined || endpoint === subject.endpoint) &&
    (app === undefined || same(app, subject.app)) &&
    (user === undefined || (subject.user?.some((name) => same(user, name)) ?? false))
  )
}

/** Keeps faults in memory, the earliest first to strike. */
export function createFaults(initial: readonly Fault[] = []): Faults {
  let faults: Fault[] = [...initial]
  const take = (subject: FaultSubject, isWanted: (fault: Fault) => boolean): Fault | undefined => {
    const at = faults.findIndex((fault) => isWanted(fault) && isFor(fault, subject))
    const fault = faults[at]
    if (fault?.times !== undefined) {
      const left = { ...fault, times: fault.times - 1 }
      faults = left.times > 0 ? faults.with(at, left) : faults.toSpliced(at, 1)
    }
    return fault
  }
  return {
    list: () => faults,
    add: (fault) => void faults.push(fault),
    clear: () => void (faults = []),
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
