/** One thing that is wrong with a JSON text. */
export interface JsonFault {
  readonly kind: JsonFaultKind
  /** Bytes from the start of the text. */
  readonly offset: number
  /** The element that was lost by it. */
  readonly path?: string
  readonly index?: number
}

/**
 * `damaged`: no JSON from here; reading goes on at the next element that can be made out. `given-up`: none
 * could be made out after this place. `not-json`: an element whose brackets fit, and no more. `too-deep`,
 * `too-large`: the element is beyond the bounds. `repeated`: an array that was looked for occurs once more.
 * `not-utf8`: an element with bytes that are no UTF-8, read as U+FFFD; told once. `truncated`: the text ends
 * too early. `trailing`: the text goes on after its end.
 */
export type JsonFaultKind =
  | 'damaged'
  | 'given-up'
  | 'not-json'
  | 'too-deep'
  | 'too-large'
  | 'repeated'
  | 'not-utf8'
  | 'truncated'
  | 'trailing'
