import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PreflightAnswer } from '@clearway/rules/cors'
import type { FieldList } from '@clearway/rules/http'
import type { Classification } from '@clearway/rules/request'
import type { StepResult } from './answer.ts'
import type { Head } from './head.ts'
import type { Gateway } from './gateway.ts'
import type { Caller } from './identity/caller.ts'
import type { Segment } from './plan.ts'
import type { Refusal } from './refusals/refusal.ts'

/** The other end, and the URL as it was used there; believed from proxies only where they are trusted. */
export interface Client {
  /** Who said so: the connection itself, or a trusted proxy at its other end. */
  readonly saidBy: 'connection' | 'trusted-proxy'
  readonly address: string
  readonly scheme: 'http' | 'https'
  /** As in a Host header, lower case, without the scheme's default port. */
  readonly host: string
}

/** A request on its way. Steps fill it in; every part starts with the value that lets nobody in. */
export interface Exchange {
  readonly id: string
  readonly gateway: Gateway
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** Milliseconds of the gateway's clock. */
  readonly startedAt: number
  readonly method: string
  client: Client
  kind: Classification
  /** Canonical; `/` until read. */
  path: string
  /** The path without path parameters, as rules are matched against it. */
  matchPath: string
  /** With its question mark, byte for byte; empty without. */
  query: string
  /** `nowhere` until matched: a segment that accepts nobody. */
  segment: Segment
  /** The request's fields as they may go to the internal app; none until they have been cleaned. */
  fields: FieldList
  caller: Caller
  /** Sends an answer's head on the way out; the body follows. Here, so that the last step in need not import the way. */
  readonly sendHead: (head: Head) => void
  /** Set-Cookie lines to add to the answer, whoever makes it. */
  readonly setCookies: string[]
  /** The policy's answer, once a preflight has been judged. */
  preflight: PreflightAnswer | undefined
  /** What was refused, for the record. */
  refused: Pick<Refusal, 'code' | 'forLog'> | undefined
  /** How an answer ended before its end, once its head had been sent. */
  brokeOff: string | undefined
}

/** One step of the way in. It passes the exchange on, answers it or refuses it. */
export type Step = (exchange: Exchange) => StepResult | Promise<StepResult>

/** One step of the way out. */
export type HeadStep = (exchange: Exchange, head: Head) => Head
