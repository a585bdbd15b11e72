import { fieldValues } from '@clearway/rules/http'
import type { Entry } from '../../material.ts'

/** One Set-Cookie, without its value. */
export interface SetCookie {
  readonly name: string
  /** A mark that is the same for the same value; not the value. Empty: the cookie is taken away. */
  readonly tag: string
  /** Attributes by their lower-case names; those without a value have an empty one. */
  readonly attributes: ReadonlyMap<string, string>
}

const maxCookies = 100

/**
 * Reads the Set-Cookie headers of an answer.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc6265.html#section-5.2 RFC 6265, 5.2}
 */
export function setCookiesOf({ response }: Entry): readonly SetCookie[] {
  if (!response) return []
  // Some recorders join several by line breaks.
  const lines = fieldValues(response.headers, 'set-cookie').flatMap((value) => value.split('\n', maxCookies))
  return lines.slice(0, maxCookies).flatMap((line) => {
    const [pair = '', ...rest] = line.split(';', 20)
    const [name, tag] = halves(pair)
    if (name === '') return []
    const attributes = new Map(rest.map(halves).map(([key, value]) => [key.toLowerCase(), value]))
    return [{ name, tag, attributes }]
  })
}

/** Names and marks of the cookies that a request carried. */
export function cookiesOf({ request }: Entry): ReadonlyMap<string, string> {
  const pairs = fieldValues(request.headers, 'cookie').flatMap((value) => value.split(';', maxCookies))
  return new Map(
    pairs
      .slice(0, maxCookies)
      .map(halves)
      .filter(([name]) => name !== ''),
  )
}

function halves(text: string): readonly [string, string] {
  const equals = text.indexOf('=')
  return equals < 0 ? [text.trim(), ''] : [text.slice(0, equals).trim(), text.slice(equals + 1).trim()]
}

/** Names under which load balancers keep which server a browser talks to. */
const affinity =
  /^(?:ARRAffinity(?:SameSite)?|AWSALB(?:CORS|TG|TGCORS)?|AWSELB(?:CORS)?|BIGipServer.*|ApplicationGatewayAffinity(?:CORS)?|SERVERID|INGRESSCOOKIE|route|GCLB|lb|ROUTEID|__lb.*)$/i

/** Tells whether a cookie is a load balancer's. */
export function isAffinityCookie(name: string): boolean {
  return name.length <= 200 && affinity.test(name)
}
