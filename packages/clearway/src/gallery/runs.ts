import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { diagnose, pictureExchanges, type ExchangePicture, type Input, type Report } from '@clearway/doctor'
import type { Variant } from '@clearway/gallery'
import { isSameStand, places, readHostName, type ExhibitHost, type Stand } from './addresses.ts'
import { wireToHar } from './wire-to-har.ts'
import type { Wire, WireEntry } from './wire.ts'

/** What a run showed. */
export interface RunView {
  readonly id: string
  readonly exhibit: string
  readonly variant: Variant
  readonly exchanges: readonly ExchangePicture[]
  readonly report: Report
}

interface Run extends Stand {
  readonly id: string
  readonly startedAt: number
  readonly from: number
  to?: number
}

/** A run that has begun, and where. */
export interface StartedRun {
  readonly id: string
  readonly stand: Stand
}

/** The runs of exhibits: from the press of a button to what the doctor says. */
export interface Runs {
  /** Finds a free place for it; `undefined` if it runs in all of them. */
  start(exhibit: string, variant: Variant): StartedRun | undefined
  /**
   * What went over the wire since the start; ends the run. `undefined` for an unknown run.
   *
   * @param error - What the page's code was thrown: a library may name a cause that was never on the wire.
   */
  end(id: string, error?: string): Promise<RunView | undefined>
  /** Takes back a run that could not be played. */
  forget(id: string): void
  /** Its capture as a HAR. */
  har(id: string): string | undefined
}

const mostRuns = 50

/** A page waits for sixty seconds: whoever has not ended a run by then has left it. */
const longestMs = 90_000

const mostText = 10_000

const inputOf = (text: string, name = 'capture.har'): Input => {
  const bytes = Buffer.from(text)
  return { name, size: bytes.length, open: () => Readable.from([bytes]) }
}

/** The hosts of exhibits that a request names: in its address, and as where it comes from. */
const hostsNamedBy = ({ request: { headers, url } }: WireEntry): readonly ExhibitHost[] =>
  `${url.href} ${String(headers['origin'])} ${String(headers['referer'])}`
    .replaceAll(/%[0-9a-f]{2}/gi, ' ')
    .split(/[^a-z0-9.-]+/)
    .flatMap((word) => readHostName(word) ?? [])

/**
 * Keeps the last fifty runs.
 *
 * @param now - The time in milliseconds: a run that nobody ends gives up its place after a minute and a half.
 */
export const createRuns = (wire: Wire, now: () => number): Runs => {
  const runs = new Map<string, Run>()
  const isPlaying = ({ startedAt, to }: Run): boolean => to === undefined && now() - startedAt < longestMs
  const isOf = (run: Run, entry: WireEntry): boolean => {
    const own = readHostName(entry.request.url.hostname)
    // What is no exhibit's is the sign-in page's: it names whom it is for, or belongs to whoever is playing.
    const hosts = own ? [own] : hostsNamedBy(entry)
    return hosts.length === 0 || hosts.some((host) => isSameStand(host, run))
  }
  // Servers call one another as well: what counts here is what the browser sends.
  const isShown = ({ request }: WireEntry): boolean =>
    request.headers['user-agent']?.startsWith('Mozilla/') === true &&
    !/^\/(favicon\.ico|\.stage\.js)$/.test(request.url.pathname)
  const entriesOf = (run: Run): readonly WireEntry[] =>
    wire
      .since(run.from)
      .filter(
        (entry) => (run.to === undefined || entry.number < run.to) && isOf(run, entry) && isShown(entry),
      )
  return {
    start: (exhibit, variant) => {
      const playing = [...runs.values()].filter(isPlaying)
      const stand = places
        .map((place) => ({ exhibit, variant, place }))
        .find((each) => !playing.some((run) => isSameStand(run, each)))
      if (!stand) return undefined
      const id = randomUUID()
      runs.set(id, { ...stand, id, startedAt: now(), from: wire.next() })
      for (const oldest of runs.keys()) {
        if (runs.size <= mostRuns) break
        runs.delete(oldest)
      }
      return { id, stand }
    },
    end: async (id, error) => {
      const run = runs.get(id)
      if (!run) return undefined
      run.to ??= wire.next()
      const har = wireToHar(entriesOf(run))
      const told = error === undefined ? [] : [inputOf(error.slice(0, mostText), 'page.txt')]
      const report = await diagnose([inputOf(har), ...told])
      const exchanges = await pictureExchanges([inputOf(har)])
      return { id, exhibit: run.exhibit, variant: run.variant, exchanges, report }
    },
    forget: (id) => void runs.delete(id),
    har: (id) => {
      const run = runs.get(id)
      return run && wireToHar(entriesOf(run))
    },
  }
}
