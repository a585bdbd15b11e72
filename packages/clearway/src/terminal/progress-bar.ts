/** Shows how far the reading of an input has come. */
export interface ProgressBar {
  readonly show: (input: string, bytes: number, size: number | undefined) => void
  /** Takes the bar off the screen. */
  readonly clear: () => void
}

/** What a bar is drawn on, and by which clock. */
export interface ProgressTarget {
  readonly write: (text: string) => void
  /** Milliseconds, from any start. */
  readonly now: () => number
  readonly unicode: boolean
}

/** A bar is worth it for what is long: this many bytes, or this many milliseconds. */
const longBytes = 20_000_000
const longMs = 500
const betweenMs = 100
const cells = 24

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`

/** A bar on one line, that is drawn at most ten times a second, and never for what is read at once. */
export const createProgressBar = ({ write, now, unicode }: ProgressTarget): ProgressBar => {
  const started = now()
  let drawn = -Infinity
  let visible = false
  const [full, empty] = unicode ? ['█', '░'] : ['#', '.']
  return {
    show: (input, bytes, size) => {
      const time = now()
      if ((size ?? bytes) < longBytes && time - started < longMs) return
      if (time - drawn < betweenMs) return
      drawn = time
      visible = true
      const done = size === undefined ? undefined : Math.min(1, bytes / Math.max(size, 1))
      const filled = Math.round((done ?? 0) * cells)
      const bar = done === undefined ? '' : `${full.repeat(filled)}${empty.repeat(cells - filled)} `
      const of = size === undefined ? '' : ` of ${megabytes(size)}`
      const name = input.replaceAll(/\p{C}/gu, '?').slice(-24)
      write(`\r\u001B[K${name} ${bar}${megabytes(bytes)}${of}`)
    },
    clear: () => {
      if (visible) write('\r\u001B[K')
      visible = false
    },
  }
}
