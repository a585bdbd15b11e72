import type { Faults } from '../faults/faults.ts'
import type { Fault } from '../faults/fault.ts'
import { checkFault, type FaultMistake } from '../faults/check-fault.ts'
import type { KeyAction, KeyRing } from '../key-ring.ts'
import type { MovableClock } from '../movable-clock.ts'
import { listMistakes } from '../list-mistakes.ts'
import type { Remembered } from '../remembered.ts'

/** What a running Entra is like: counts and ids, no secrets. */
export interface EntraState {
  /** Its clock, ISO 8601. */
  readonly now: string
  /** Seconds that its clock was moved by. */
  readonly clockOffset: number
  readonly keys: { readonly signing: string; readonly published: readonly string[] }
  readonly faults: readonly Fault[]
  /** How much it remembers of each kind: `sessions`, `codes`, `consents`. */
  readonly remembered: Readonly<Record<string, number>>
}

/** Makes a running Entra go wrong, and puts it right again. The admin listener does the same over HTTP. */
export interface EntraControl {
  state(): EntraState
  /** Adds a fault. Throws `ERR_ENTRA_FAULT`, with all `mistakes`, for what is none, and for more than 1000. */
  addFault(fault: Fault): void
  /** Takes all faults away, the directory's too. */
  clearFaults(): void
  changeKeys(action: KeyAction): Promise<void>
  /** Moves the clock on by so many seconds; back, if negative. Throws `ERR_ENTRA_CLOCK` beyond a hundred years. */
  moveClock(seconds: number): void
  /** Puts everything back to the start: faults, keys, clock; forgets sessions, codes, consents and the rest. */
  reset(): Promise<void>
}

/** What is controlled. */
export interface Controlled {
  readonly faults: Faults
  readonly ring: KeyRing
  readonly clock: MovableClock
  readonly remembered: Readonly<Record<string, Remembered>>
  /** What is forgotten as well, and not told of. */
  readonly forgotten: readonly Pick<Remembered, 'clear'>[]
  /** The directory's faults as they are now. */
  readonly standingFaults: () => readonly Fault[]
  /** Told of every change. */
  readonly onChange: () => void
}

const mostFaults = 1000
const mostSeconds = 100 * 365 * 24 * 60 * 60

/** A wrong order: it has a code, and a sentence that says what is wrong. */
const controlError = (code: string, message: string, mistakes: readonly FaultMistake[] = []): Error =>
  Object.assign(new Error(message), { code, mistakes })

/** Makes the control of a running Entra. */
export function createControl({ faults, ring, clock, remembered, ...on }: Controlled): EntraControl {
  return {
    state: () => ({
      now: new Date(clock.now()).toISOString(),
      clockOffset: clock.offset,
      keys: {
        signing: ring.current.signing.kid,
        published: ring.current.published.map(({ kid = '' }) => kid),
      },
      faults: faults.list(),
      remembered: Object.fromEntries(Object.entries(remembered).map(([name, { size }]) => [name, size])),
    }),
    addFault(fault) {
      const mistakes = checkFault(fault)
      if (mistakes.length > 0) {
        throw controlError('ERR_ENTRA_FAULT', `The fault has mistakes:\n${listMistakes(mistakes)}`, mistakes)
      }
      if (faults.list().length >= mostFaults) {
        throw controlError('ERR_ENTRA_FAULT', `There are ${mostFaults} faults already; clear them first.`)
      }
      faults.add({ ...fault })
    },
    clearFaults: () => faults.clear(),
    async changeKeys(action) {
      await ring.change(action)
      on.onChange()
    },
    moveClock(seconds) {
      if (!Number.isFinite(seconds) || Math.abs(clock.offset + seconds) > mostSeconds) {
        throw controlError('ERR_ENTRA_CLOCK', 'The clock moves by seconds, by a hundred years at most.')
      }
      clock.move(seconds)
    },
    async reset() {
      faults.clear()
      faults.replaceStanding(on.standingFaults())
      clock.reset()
      for (const each of [...Object.values(remembered), ...on.forgotten]) each.clear()
      await ring.change('restore')
      on.onChange()
    },
  }
}
