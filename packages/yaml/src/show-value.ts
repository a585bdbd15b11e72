const longest = 80
const userInfo = /\/\/[^/\s@]+@/g
const unprintable = /\p{C}/gu

const escaped = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`

/** A text fit for a message: cut, without a URL's user and password, and what a terminal would act on escaped. */
export const showText = (text: string): string => {
  const safe = text.replace(userInfo, '//…@')
  const kept = safe.length > longest ? `${safe.slice(0, longest - 1)}…` : safe
  return kept.replace(unprintable, escaped)
}

/** A value fit for a message. Lists and mappings are named, not shown: a secret may be in them. */
export const showValue = (value: unknown): string => {
  if (typeof value === 'string') return `"${showText(value)}"`
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' && value !== null ? 'a mapping' : String(value)
}
