/** A clock that a test shares with what it tests: the system's, ahead by what the test has moved it. */
export interface Clock {
  /** Milliseconds. */
  readonly now: () => number
  readonly advance: (ms: number) => void
}

/** Creates a clock that shows the system's time until it is moved. */
export function createClock(): Clock {
  let ahead = 0
  return {
    now: () => Date.now() + ahead,
    advance: (ms) => {
      ahead += ms
    },
  }
}
