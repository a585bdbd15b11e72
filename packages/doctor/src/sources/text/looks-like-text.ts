/** Above this share of bytes that no text has, the input is something else. */
const maxStrange = 0.1

/**
 * Tells whether the beginning of an input is text: no NUL, hardly a control character, mostly UTF-8. Does not
 * tell what kind of text.
 */
export function looksLikeText(beginning: Uint8Array): boolean {
  if (beginning.length === 0 || beginning.includes(0)) return false
  const text = new TextDecoder('utf-8').decode(beginning, { stream: true })
  let strange = 0
  let visible = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0xfffd || code === 0x7f || (code < 0x20 && !isLayout(code))) strange++
    else if (code > 0x20) visible++
  }
  return visible > 0 && strange <= text.length * maxStrange
}

/** Tab, line feed, form feed, carriage return, and the escape that begins a colour. */
function isLayout(code: number): boolean {
  return code === 0x09 || code === 0x0a || code === 0x0c || code === 0x0d || code === 0x1b
}
