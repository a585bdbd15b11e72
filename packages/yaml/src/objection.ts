import type { z } from 'zod'
import type { MistakeCode } from './mistake.ts'

/** What a value's own check says against it. */
export interface Objection {
  readonly message: string
  readonly fix: string
  readonly code?: MistakeCode
  /** True when the key is at fault, not its value. */
  readonly atKey?: boolean
}

/** Adds an objection to zod's issues in the form that `check-schema.ts` reads back. */
export const addObjection = (
  context: z.RefinementCtx,
  objection: Objection,
  path: (string | number)[] = [],
): void => context.addIssue({ code: 'custom', message: objection.message, params: { ...objection }, path })
