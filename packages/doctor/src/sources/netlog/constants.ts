import { excerpt } from '@clearway/rules/http'
import { numberIn, objectIn, textIn, type Foreign } from '../json/foreign.ts'

/** The names behind a NetLog's numbers, and who wrote it. Numbers differ from build to build. */
export interface Constants {
  /** `URL_REQUEST_START_JOB`; undefined for a number without a name. */
  eventName(type: unknown): string | undefined
  /** `none`: the event is a point in time. */
  phase(phase: unknown): 'begin' | 'end' | 'none'
  /** As people know it: `net::ERR_FAILED`. */
  errorName(code: number): string
  /**
   * Milliseconds since 1970; undefined where the log does not say when its clock began.
   *
   * @param ticks - An event's time.
   */
  time(ticks: unknown): number | undefined
  /** Name and version: `Chromium 156.0.8078.79`. */
  readonly client: string
  /** Chromium's major version; undefined where another product counts its own. */
  readonly version?: number
}

/** Reads a NetLog's `constants`. What is missing there is told of no event. */
export function readConstants(value: object): Constants {
  const constants = objectIn(value)
  const eventNames = namesByNumber(constants['logEventTypes'])
  const errorNames = namesByNumber(constants['netError'])
  const phases = objectIn(constants['logEventPhase'])
  const clockBegan = numberIn(constants['timeTickOffset'])
  const info = objectIn(constants['clientInfo'])
  const version = versionIn(info)
  return {
    eventName: (type) => eventNames.get(type),
    phase(phase) {
      if (phase === undefined) return 'none'
      if (phase === phases['PHASE_BEGIN']) return 'begin'
      return phase === phases['PHASE_END'] ? 'end' : 'none'
    },
    errorName: (code) => `net::${errorNames.get(code) ?? `ERR_${code}`}`,
    time(ticks) {
      const passed = numberIn(ticks)
      return passed === undefined || clockBegan === undefined ? undefined : clockBegan + passed
    },
    client: excerpt(
      [info['name'], info['version']].flatMap((each) => textIn(each) ?? []).join(' ') || 'NetLog',
      80,
    ),
    ...(version !== undefined && { version }),
  }
}

function namesByNumber(value: unknown): ReadonlyMap<unknown, string> {
  return new Map(Object.entries(objectIn(value)).map(([name, number]) => [number, name.slice(0, 100)]))
}

function versionIn(info: Foreign): number | undefined {
  const major = /^(\d{1,4})\./.exec(textIn(info['version']) ?? '')?.[1]
  if (major === undefined || !/chrom|edge/i.test((textIn(info['name']) ?? '').slice(0, 200))) return undefined
  return Number(major)
}
