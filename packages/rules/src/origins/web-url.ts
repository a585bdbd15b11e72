/** What rules reads of a WHATWG URL. */
export interface WebUrl {
  readonly protocol: string
  readonly hostname: string
  readonly pathname: string
  readonly origin: string
}

// Every platform has it, but TypeScript knows it only with the types of the DOM or of Node: rules needs
// neither.
declare const URL: new (text: string) => WebUrl

/**
 * Parses an absolute URL as browsers do; `undefined` when it is none.
 *
 * @see {@link https://url.spec.whatwg.org/#concept-url-parser URL Standard}
 */
export function parseWebUrl(text: string): WebUrl | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
