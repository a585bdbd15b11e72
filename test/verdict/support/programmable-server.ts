import { fieldValue, type FieldList } from '@clearway/rules/http'
import type { Answer, Hop } from '@clearway/rules/verdict'
import { openEntrance, type Request } from './entrance.ts'

/** A request of a case as it reached the server. */
export interface WireRequest {
  /** Which call of the case, counted from 0. */
  readonly call: number
  readonly hop: number
  readonly kind: 'preflight' | 'call'
  /** Absolute, by its Host header and the connection's scheme. */
  readonly url: string
  readonly method: string
  readonly headers: FieldList
}

/** One server for all hosts, ports and schemes of a test: a browser is told to bring everything here. */
export interface ProgrammableServer {
  /** Speaks HTTP, TLS and, for `CONNECT`, proxy. */
  readonly port: number
  /**
   * Answers requests for `/{id}/…` from now on.
   *
   * @param calls - For each call of the case in turn, the answers of its hops. A page moves on from one to the
   *   next by fetching `/next/{id}`.
   * @param beforeCall - Awaited before the page learns that it may move on to a call.
   */
  program(id: string, calls: readonly (readonly Hop[])[], beforeCall?: (call: number) => Promise<void>): void
  /** Takes what a case sent, in order of arrival, and forgets the case. */
  take(id: string): readonly WireRequest[]
  close(): Promise<void>
}

interface Programmed {
  readonly calls: readonly (readonly Hop[])[]
  readonly wire: WireRequest[]
  readonly beforeCall: ((call: number) => Promise<void>) | undefined
  call: number
  /** Requests of the call, preflights aside, that have been answered. */
  hop: number
}

/** Starts the server. It also serves `/page` (`?sandbox` makes it one with an opaque origin) and `/set-cookie?{value}`. */
export async function startProgrammableServer(): Promise<ProgrammableServer> {
  const programmed = new Map<string, Programmed>()

  const answerTo = async (request: Request): Promise<Answer> => {
    // Chromium lets hosts through that are none.
    if (!URL.canParse(request.url)) return { status: 400, headers: [] }
    const url = new URL(request.url)
    const [, first = '', second = ''] = url.pathname.split('/')
    const found = programmed.get(first)
    if (found) return answerOf(found, request)
    if (first === 'page') return page(url.search === '?sandbox')
    if (first === 'set-cookie') return setCookie(url, fieldValue(request.headers, 'origin'))
    const moving = first === 'next' ? programmed.get(second) : undefined
    if (moving) {
      moving.call += 1
      moving.hop = 0
      await moving.beforeCall?.(moving.call)
    }
    return { status: moving ? 200 : 404, headers: ['Access-Control-Allow-Origin', '*'] }
  }

  const { port, close } = await openEntrance(answerTo)
  return {
    port,
    program: (id, calls, beforeCall) =>
      void programmed.set(id, { calls, beforeCall, wire: [], call: 0, hop: 0 }),
    take: (id) => {
      const wire = programmed.get(id)?.wire ?? []
      programmed.delete(id)
      return wire
    },
    close,
  }
}

function answerOf(found: Programmed, { method, url, headers }: Request): Answer {
  const isPreflight =
    method === 'OPTIONS' && fieldValue(headers, 'access-control-request-method') !== undefined
  const { call, hop } = found
  found.wire.push({ call, hop, kind: isPreflight ? 'preflight' : 'call', url, method, headers })
  if (!isPreflight) found.hop += 1
  const answers = found.calls[call]?.[hop]
  return (isPreflight ? answers?.preflight : answers?.answer) ?? { status: 404, headers: [] }
}

function page(sandboxed: boolean): Answer {
  const sandbox = sandboxed ? ['Content-Security-Policy', 'sandbox allow-scripts'] : []
  return { status: 200, headers: ['Content-Type', 'text/html', ...sandbox] }
}

function setCookie(url: URL, origin = '*'): Answer {
  const allow = ['Access-Control-Allow-Origin', origin, 'Access-Control-Allow-Credentials', 'true']
  return { status: 200, headers: [...allow, 'Set-Cookie', decodeURIComponent(url.search.slice(1))] }
}
