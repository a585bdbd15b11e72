import type { SiteAnswer, SiteRequest } from '@clearway/gallery'

/** A request with its answer, as the gallery's entrance saw them. */
export interface WireEntry {
  /** Counts up from 0. */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly endedAt: number
  readonly request: SiteRequest
  /** What went back; a cut connection has no status. */
  readonly answer: SiteAnswer
}

/** What went over the wire lately. */
export interface Wire {
  /** The number that the next entry gets. */
  readonly next: () => number
  add(entry: Omit<WireEntry, 'number'>): void
  /** The entries from a number on, as far as they are still kept. */
  since(number: number): readonly WireEntry[]
}

const mostEntries = 2_000
const mostBytes = 64 * 1024 * 1024

const bytesOf = ({ answer, request }: WireEntry): number => request.body.length + (answer.body?.length ?? 0)

/** Keeps the last two thousand entries, and of these no more than have 64 MiB of bodies. */
export const createWire = (): Wire => {
  const entries: WireEntry[] = []
  let bytes = 0
  let next = 0
  return {
    next: () => next,
    add: (entry) => {
      const added = { number: next, ...entry }
      entries.push(added)
      next += 1
      bytes += bytesOf(added)
      while (entries.length > mostEntries || bytes > mostBytes) {
        const oldest = entries.shift()
        if (!oldest) break
        bytes -= bytesOf(oldest)
      }
    },
    since: (number) => entries.filter((entry) => entry.number >= number),
  }
}
