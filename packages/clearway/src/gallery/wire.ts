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

/** Keeps the last two thousand entries. */
export const createWire = (): Wire => {
  let entries: WireEntry[] = []
  let next = 0
  return {
    next: () => next,
    add: (entry) => {
      entries.push({ number: next, ...entry })
      next += 1
      if (entries.length > mostEntries) entries = entries.slice(-mostEntries / 2)
    },
    since: (number) => entries.filter((entry) => entry.number >= number),
  }
}
