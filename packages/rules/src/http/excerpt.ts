/** The mark of a cut stays: a text that is cut twice is still seen to be cut. */
const unprintable = /[^\x20-\x7e…]/g

/**
 * Text from outside, made fit for a message or a log line: cut, and everything but visible ASCII escaped.
 *
 * Does not recognise secrets: never give it a field that may carry one.
 *
 * @param text - Any text.
 * @param maxLength - How many characters of the text to keep.
 */
export function excerpt(text: string, maxLength: number = 100): string {
  const kept = text.slice(0, maxLength).replace(unprintable, escaped)
  return text.length > maxLength ? `${kept}…` : kept
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
