import { meaningFault, shownPattern, syntaxFault, type OriginFault } from './origin-faults.ts'
import { parseOrigin, type Origin } from './origin.ts'

/** Which origins an entry of a policy means. */
export type OriginPattern =
  /** One origin. */
  | { readonly kind: 'exact'; readonly origin: Origin }
  /**
   * `https://*.example.com`: every host one level below the parent, on the same scheme and port; not the
   * parent.
   */
  | { readonly kind: 'subdomains'; readonly parent: Origin }

/** What is wrong with the text of an origin pattern. */
export interface OriginMistake extends OriginFault {
  /** The text, cut and without user and password. */
  readonly value: string
}

const wildcard = /^([a-z][a-z0-9+.-]*:\/\/)\*\.([^*]+)$/i

/**
 * Parses an entry of a list of allowed origins.
 *
 * Permitted: `https://app.example.com`, `https://app.example.com:8443`, `https://*.example.com`,
 * `http://localhost:3000`, `http://app.example.com` (without credentials only).
 * Prohibited: `null`, `*`, `https://app.example.com/` (a path), `https://app.example.com:443` (the default
 * port), `https://App.example.com` (write lower case), `https://*.com`, `https://*.github.io` (anybody can
 * have a name there), `https://app-*.example.com`, `https://*.*.example.com`, `ftp://…`.
 *
 * @param text - The entry.
 * @param options - `credentials`: the policy lets calls carry cookies. Then plain http is refused, except on
 * this machine: whoever sits on the network could be such an origin, and would read what cookies open.
 */
export function parseOriginPattern(
  text: string,
  options: { readonly credentials: boolean },
):
  | { readonly ok: true; readonly pattern: OriginPattern }
  | { readonly ok: false; readonly mistake: OriginMistake } {
  const parts = wildcard.exec(text)
  // A wildcard's parent goes through the same checks as an exact origin.
  const written = parts === null ? text : `${parts[1]}${parts[2]}`
  const isWildcard = parts !== null
  const origin = parseOrigin(written)
  if (origin === undefined) return refused(text, syntaxFault(text, written, isWildcard))
  const fault = meaningFault(origin, { isWildcard, credentials: options.credentials })
  if (fault !== undefined) return refused(text, fault)
  return {
    ok: true,
    pattern: isWildcard ? { kind: 'subdomains', parent: origin } : { kind: 'exact', origin },
  }
}

/** Tells whether a pattern means an origin. */
export function matchesOrigin(pattern: OriginPattern, origin: Origin): boolean {
  if (pattern.kind === 'exact') return origin === pattern.origin
  const parent = pattern.parent
  const start = parent.indexOf('//') + 2
  // Where the first dot must be: one label before the parent, and no more.
  const dot = origin.length - (parent.length - start) - 1
  return (
    origin.startsWith(parent.slice(0, start)) &&
    origin.endsWith(parent.slice(start)) &&
    origin.indexOf('.', start) === dot
  )
}

function refused(text: string, fault: OriginFault): { readonly ok: false; readonly mistake: OriginMistake } {
  return { ok: false, mistake: { value: shownPattern(text), ...fault } }
}
