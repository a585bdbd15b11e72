import { type Running } from '../../running.ts'

/** A user flow that signs people in. */
export const flow = 'contoso.onmicrosoft.com/B2C_1_susi'
/** One that edits profiles. */
export const otherFlow = 'contoso.onmicrosoft.com/B2C_1_edit'

/** A refusal at a user flow and how to provoke it. Pages carry no OAuth error. */
export type UserFlowCase = [
  what: string,
  code: string,
  via: 'page' | 'redirect' | 'json',
  error: string,
  (running: Running) => Promise<Response>,
]

/** Parameters by name. */
export type Fields = Record<string, string>
