/**
 * What counts as one Ctrl-C. A terminal signals every process of its group, and npm passes the signal on once more:
 * the copy must not cut the first one's work short.
 */
const onePressMs = 1000

/** Resolves at the first SIGINT or SIGTERM. Another one, a second or more later, ends the process at once. */
export const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    let first: number | undefined
    const stop = (code: number) => (): void => {
      const now = performance.now()
      first ??= now
      if (now - first >= onePressMs) process.exit(code)
      resolve()
    }
    process.on('SIGINT', stop(130))
    process.on('SIGTERM', stop(143))
  })
