import type { FieldList } from '@clearway/rules/http'
import type { Refusal } from './refusals/refusal.ts'

/** An answer that the gateway makes itself, whole. */
export interface Answer {
  readonly refused?: never
  readonly status: number
  readonly fields: FieldList
  readonly body: string
}

/** What a step says: nothing (go on), an answer, a refusal, or that the answer has already been delivered. */
export type StepResult = undefined | Answer | Refusal | 'delivered'

const noStore = ['Cache-Control', 'no-store'] as const

/** JSON, never cached. */
export const json = (status: number, value: unknown, fields: FieldList = []): Answer => ({
  status,
  fields: ['Content-Type', 'application/json', ...noStore, ...fields],
  body: JSON.stringify(value),
})

/** A page of the gateway's own: never cached, never framed, no script. */
export const page = (status: number, html: string, fields: FieldList = []): Answer => ({
  status,
  fields: [
    'Content-Type',
    'text/html; charset=utf-8',
    ...noStore,
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    'X-Content-Type-Options',
    'nosniff',
    'Referrer-Policy',
    'no-referrer',
    ...fields,
  ],
  body: html,
})

/** A redirect to another address, never cached. */
export const redirect = (location: string, fields: FieldList = [], status: 302 | 303 = 302): Answer => ({
  status,
  fields: ['Location', location, ...noStore, ...fields],
  body: '',
})

/** Nothing to say. */
export const empty = (status: number, fields: FieldList = []): Answer => ({ status, fields, body: '' })
