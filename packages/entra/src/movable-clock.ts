/** A clock that can be moved. */
export interface MovableClock {
  /** Milliseconds. */
  readonly now: () => number
  /** Seconds that it is ahead of the clock it was made of; behind, if negative. */
  readonly offset: number
  /** Moves it on by so many seconds; back, if negative. */
  move(seconds: number): void
  /** Puts it right. */
  reset(): void
}

/** Makes a clock of another. */
export function createMovableClock(base: () => number): MovableClock {
  let offset = 0
  return {
    now: () => base() + offset * 1000,
    get offset() {
      return offset
    },
    move: (seconds) => void (offset += seconds),
    reset: () => void (offset = 0),
  }
}
