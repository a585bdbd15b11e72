import type { InputProblem } from '../../report.ts'
import { createTokenFinder } from '../bearer-token.ts'
import type { Sink } from '../source.ts'
import { readRequest, readResponse, toEntry, type ReadRequest, type ReadResponse } from './session-entry.ts'
import { readSessionMetadata, type SessionMetadata } from './session-metadata.ts'

/** A session's files: the client's message, the server's, the metadata. */
export type SessionPart = 'c' | 's' | 'm'

/** Puts sessions together of their files. */
export interface Sessions {
  add(number: number, part: SessionPart, bytes: Uint8Array, offset: number): Promise<void>
  /**
   * Hands over what is left.
   *
   * @param truncated - The archive broke off: a session whose answer was not read may well have one.
   */
  end(truncated: boolean): void
  /** How many sessions there were, whole or not. */
  count(): number
  /** The browser that made most of the requests, where Fiddler noted it down. */
  browser(): 'chromium' | 'firefox' | 'webkit' | undefined
}

/** What waits for a file of its session: so many sessions, and so many bytes of theirs, before the oldest goes. */
const maxPending = 5000
const maxPendingBytes = 16 * 1024 * 1024

interface Pending {
  readonly offset: number
  bytes: number
  request?: ReadRequest
  response?: ReadResponse
  metadata?: SessionMetadata
  readonly seen: Set<SessionPart>
}

/** Fiddler writes a session's files one after the other, others do not: they are joined by their number. */
export function createSessions(input: string, sink: Sink): Sessions {
  const pending = new Map<number, Pending>()
  let pendingBytes = 0
  const done = new Set<number>()
  let late = 0
  const findToken = createTokenFinder(sink)
  const browsers = new Map<'chromium' | 'firefox' | 'webkit', number>()
  let tunnels = 0
  let unreadable: { readonly number: number; readonly offset: number; count: number } | undefined
  let undecoded = 0

  const onMissing = (why: string): void => {
    if (why === 'zstd' || why === 'unknown-coding') undecoded++
  }

  const handOver = (number: number, session: Pending): void => {
    const { request, response, metadata, offset } = session
    pending.delete(number)
    pendingBytes -= session.bytes
    done.add(number)
    if (metadata?.blindTunnel === true) tunnels++
    const browser = browserOf(metadata?.process)
    if (browser) browsers.set(browser, (browsers.get(browser) ?? 0) + 1)
    // A tunnel is no exchange: what was decrypted inside it are sessions of their own.
    if (request?.method === 'CONNECT') return
    const entry = request && toEntry({ input, entry: number, offset }, request, response, metadata)
    if (!entry) {
      unreadable = {
        number: unreadable?.number ?? number,
        offset: unreadable?.offset ?? offset,
        count: (unreadable?.count ?? 0) + 1,
      }
      return
    }
    sink.entry(entry)
    findToken(entry)
  }

  return {
    async add(number, part, bytes, offset) {
      const session: Pending = pending.get(number) ?? { offset, bytes: 0, seen: new Set() }
      if (done.has(number) || session.seen.has(part)) return void late++
      session.seen.add(part)
      session.bytes += bytes.length
      pendingBytes += bytes.length
      pending.set(number, session)
      if (part === 'c') {
        const request = await readRequest(bytes, onMissing)
        if (request) session.request = request
      } else if (part === 's') {
        const response = await readResponse(bytes, onMissing)
        if (response) session.response = response
      } else {
        session.metadata = readSessionMetadata(Buffer.from(bytes).toString('utf8'))
      }
      if (session.seen.size === 3) handOver(number, session)
      for (const [oldest, waiting] of pending) {
        if (pending.size <= maxPending && pendingBytes <= maxPendingBytes) break
        handOver(oldest, waiting)
      }
    },
    end(truncated) {
      for (const [number, session] of pending) {
        if (!truncated || session.seen.has('s')) handOver(number, session)
      }
      for (const problem of problems()) sink.problem(problem)
    },
    count: () => pending.size + done.size,
    browser: () => [...browsers].sort(([, a], [, b]) => b - a)[0]?.[0],
  }

  function problems(): readonly InputProblem[] {
    return [
      ...(unreadable
        ? [
            {
              code: 'capture/unreadable',
              detail: `${unreadable.count} sessions have no request that can be read, the first is session ${unreadable.number}.`,
              offset: unreadable.offset,
            } as const,
          ]
        : []),
      ...(late > 0
        ? [
            {
              code: 'capture/unreadable',
              detail: `${late} files in the archive come a second time, or too far from the other files of their session. They were left out; save the sessions again from Fiddler.`,
            } as const,
          ]
        : []),
      ...(tunnels > 0
        ? [
            {
              code: 'capture/sanitised',
              detail: `${tunnels} HTTPS connections went through unread. Turn on “Decrypt HTTPS traffic” in Fiddler and record again.`,
            } as const,
          ]
        : []),
      ...(undecoded > 0
        ? [
            {
              code: 'capture/unreadable',
              detail: `${undecoded} bodies are packed in a way that this version of Node cannot unpack; the rest of these sessions was read.`,
            } as const,
          ]
        : []),
    ]
  }
}

function browserOf(process: string | undefined): 'chromium' | 'firefox' | 'webkit' | undefined {
  if (process === undefined) return undefined
  if (/^(?:chrome|msedge|chromium|brave|opera|vivaldi|msedgewebview2)\b/.test(process)) return 'chromium'
  return process.startsWith('firefox') ? 'firefox' : process.startsWith('safari') ? 'webkit' : undefined
}
