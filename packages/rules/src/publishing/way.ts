import type { Fix } from '../problems/problem-info.ts'
import type { PublishingCase } from './publishing-case.ts'

export type WayId =
  | 'own-domain'
  | 'common-parent'
  | 'response-headers'
  | 'application-code'
  | 'token-lifetime'
  | 'complex-application'

/** A way to let a page call an API that is published apart from it, judged for the case at hand. */
export interface Way {
  readonly id: WayId
  /** What is done, as an imperative without a full stop. */
  readonly title: string
  /** `best` is for the one to begin with, `not` for what does not help in this case. */
  readonly fits: 'best' | 'well' | 'partly' | 'not'
  /** Why it fits so in this case. */
  readonly why: string
  /** What changes, in Clearway, in Entra or at the API, with text to copy; empty where it does not fit. */
  readonly changes: readonly Fix[]
  /** What can stay as it is. */
  readonly keeps: string
  /** What it does not solve, and what it costs. */
  readonly limits: string
}

/** Judges one way; one file each. */
export type JudgeWay = (each: PublishingCase) => Way
