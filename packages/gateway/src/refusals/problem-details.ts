import { problemInfo } from '@clearway/rules/problems'
import type { Refusal } from './refusal.ts'

/** What only an exchange can add to a refusal's problem details. */
export interface ProblemDetailsOfExchange {
  /** The problem's page on this very gateway. */
  readonly type: string
  /** The request id. */
  readonly instance: string
  /** Where a top-level navigation can sign in, on 401. */
  readonly signIn?: string
}

/** A refusal as problem details, JSON (RFC 9457); without an exchange there is no page and no request id. */
export const problemDetails = (
  { code, detail, status }: Refusal,
  { type, ...more }: ProblemDetailsOfExchange | { readonly type: 'about:blank' } = { type: 'about:blank' },
): string => JSON.stringify({ type, title: problemInfo(code).title, status, detail, code, ...more })
