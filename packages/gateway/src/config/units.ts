const milliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const bytes = { B: 1, kB: 1000, MB: 1_000_000, GB: 1_000_000_000 } as const

/**
 * Parses a duration as the configuration writes it: `500ms`, `30s`, `15m`, `8h`, `1d`.
 *
 * @returns Milliseconds, or undefined when the text is no such duration.
 */
export const parseDuration = (text: string): number | undefined => {
  const match = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text)
  return match ? Number(match[1]) * milliseconds[match[2] as keyof typeof milliseconds] : undefined
}

const unitWords: readonly (readonly [RegExp, keyof typeof milliseconds])[] = [
  [/^(?:ms|msecs?|milliseconds?)$/, 'ms'],
  [/^(?:s|secs?|seconds?)$/, 's'],
  [/^(?:m|mins?|minutes?)$/, 'm'],
  [/^(?:h|hrs?|hours?)$/, 'h'],
  [/^(?:d|days?)$/, 'd'],
]

const numberAndWord = /^\s*(\d{1,9})\s*([a-z]*)\s*$/

/** What is meant by a duration that is written as other programs take it: `8 hours`, `30min`, `30`. */
export const guessDuration = (text: string): string | undefined => {
  const [, number, word = ''] = numberAndWord.exec(text.toLowerCase()) ?? []
  if (number === undefined) return undefined
  if (word === '') return `${number}s, ${number}m or ${number}h`
  const unit = unitWords.find(([pattern]) => pattern.test(word))?.[1]
  return unit && `${number}${unit}`
}

/** What is meant by a size that is written as other programs take it: `100 mb`, `64KiB`, `100`. */
export const guessSize = (text: string): string | undefined => {
  const [, number, word = ''] = numberAndWord.exec(text.toLowerCase()) ?? []
  if (number === undefined) return undefined
  if (word === '') return `${number}B, ${number}kB or ${number}MB`
  const unit = Object.keys(bytes).find((each) => new RegExp(`^${each[0]}i?b?$`, 'i').test(word))
  return unit && `${number}${unit}`
}

/**
 * Parses a size as the configuration writes it: `512B`, `64kB`, `100MB`, `2GB` (powers of ten).
 *
 * @returns Bytes, or undefined when the text is no such size.
 */
export const parseSize = (text: string): number | undefined => {
  const match = /^(\d{1,9})(B|kB|MB|GB)$/.exec(text)
  return match ? Number(match[1]) * bytes[match[2] as keyof typeof bytes] : undefined
}
