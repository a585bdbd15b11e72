/**
 * Cuts a text in its middle, so that its beginning and its end are seen: of a URL its origin and the end of its path.
 *
 * @param longest - In characters, the ellipsis included.
 */
export function cutMiddle(text: string, longest: number): string {
  if (text.length <= longest) return text
  const url = /^[a-z][a-z0-9+.-]{0,30}:\/\/[^/?#]{0,200}\/?/i.exec(text)?.[0].length ?? 0
  const tail = Math.max(1, Math.min(Math.floor(longest / 3), longest - url - 1))
  return `${text.slice(0, longest - tail - 1).replace(/[\uD800-\uDBFF]$/, '')}…${text.slice(-tail).replace(/^[\uDC00-\uDFFF]/, '')}`
}
