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

/** 200 with JSON, never cached. */
export const json = (value: unknown): Answer => ({
  status: 200,
  fields: ['Content-Type', 'application/json', ...noStore],
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

/** A redirect to another address, never cached; with 303 the browser goes there by GET (RFC 9110 15.4.4). */
export const redirect = (location: string, status: 302 | 303): Answer => ({
  status,
  fields: ['Location', location, ...noStore],
  body: '',
})

/** 204: fields alone. */
export const noContent = (fields: FieldList = []): Answer => ({ status: 204, fields, body: '' })
