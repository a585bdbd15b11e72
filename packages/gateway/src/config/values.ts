import { addObjection, showText, showValue, type Objection } from '@clearway/yaml'
import { z } from 'zod'
import { isHeaderName, isHeaderValue, parseCidr } from '@clearway/rules/http'
import { isLoopbackHost, parseOriginPattern } from '@clearway/rules/origins'
import { isCertificate } from './tls-pair.ts'
import { guessDuration, guessSize, parseDuration, parseSize } from './units.ts'

/** A text with a check of its own. `kind` says what it is, for those who write a number or a list there. */
const text = (check: (value: string) => Objection | undefined, kind?: string): z.ZodString =>
  z.string(kind).superRefine((value, context) => {
    const objection = check(value)
    if (objection) addObjection(context, objection)
  })

interface Unit {
  readonly kind: string
  readonly parse: (text: string) => number | undefined
  readonly guess: (text: string) => string | undefined
  readonly examples: string
  /** Of the units that people mean most. */
  readonly usual: readonly string[]
}

const durations: Unit = {
  kind: 'a duration',
  parse: parseDuration,
  guess: guessDuration,
  examples: '500ms, 30s, 15m, 8h or 1d',
  usual: ['30s', '15m', '8h'],
}

const sizes: Unit = {
  kind: 'a size',
  parse: parseSize,
  guess: guessSize,
  examples: '512B, 64kB, 100MB or 2GB',
  usual: ['64kB', '100MB'],
}

const within = ({ kind, examples, usual, parse, guess }: Unit, least: string, most: string): z.ZodString =>
  text((value) => {
    const amount = parse(value)
    if (amount === undefined) {
      const meant = guess(value)
      const fix = meant === undefined ? `a whole number and a unit: ${examples}` : meant
      return { message: `${showValue(value)} is not ${kind}`, fix: `write ${fix}` }
    }
    if (amount < (parse(least) ?? 0))
      return { message: `${value} is too little`, fix: `write at least ${least}` }
    return amount > (parse(most) ?? 0)
      ? { message: `${value} is too much`, fix: `write at most ${most}` }
      : undefined
  }, `${kind}: ${examples}`).meta({ examples: [...usual] })

/** How long something stays, none at all included: `15m`. At most a year. */
export const duration: z.ZodString = within(durations, '0ms', '366d')

/** How long something lives: `8h`. At least a second, at most a year. */
export const lifetime: z.ZodString = within(durations, '1s', '366d')

/** How long something is waited for: `30s`. Never for nothing, which would mean for ever to the client below. */
export const timeout: z.ZodString = within(durations, '1ms', '1d')

/** How long a browser may remember a preflight; browsers cut it themselves. */
export const preflightAge: z.ZodString = within(durations, '0s', '1d')

/** The size of a body: `100MB`. */
export const bodySize: z.ZodString = within(sizes, '0B', '1000GB')

/** The size of all headers together. Less than the least keeps ordinary requests out. */
export const headersSize: z.ZodString = within(sizes, '1kB', '1MB')

const parseUrl = (value: string): URL | undefined => (URL.canParse(value) ? new URL(value) : undefined)

const isHttp = (url: URL): boolean => url.protocol === 'http:' || url.protocol === 'https:'

/** A URL without its scheme, or with another one, is one with the example's; a port alone is the example's. */
const guessUrl = (value: string, example: string): string | undefined => {
  const [, port] = /^:?(\d{1,5})$/.exec(value) ?? []
  if (port !== undefined) return example.replace(/\d+$/, port)
  const [, rest] = /^(?:[a-z]+:\/\/)?([\w.-]+(?::\d{1,5})?(?:\/[\w./~-]*)?)$/i.exec(value) ?? []
  if (rest === undefined) return undefined
  const scheme = rest.endsWith(':443') ? 'https' : example.replace(/:.*/, '')
  return `${scheme}://${rest}${example.endsWith('/') && !rest.endsWith('/') ? '/' : ''}`
}

const webUrl = (value: string, example: string): URL | Objection => {
  const url = parseUrl(value)
  if (!url || !isHttp(url))
    return {
      message: `${showValue(value)} is not an http or https URL`,
      fix: `write ${showText(guessUrl(value, example) ?? `it whole, as in ${example}`)}`,
    }
  const whole = showText(`${url.protocol}//${url.host}${url.pathname}`)
  if (url.username || url.password)
    return { message: 'a URL here carries no user name or password', fix: `write ${whole}` }
  if (url.search || url.hash) return { message: 'this URL has a query or a fragment', fix: `write ${whole}` }
  return url
}

/** An external or internal URL: http(s), a path that ends with a slash, no query. */
const segmentUrl = (value: string, example: string): URL | Objection => {
  const url = webUrl(value, example)
  if (!(url instanceof URL)) return url
  if (!url.pathname.endsWith('/'))
    return {
      message: `the path of ${showValue(value)} does not end with a slash`,
      fix: `write ${showText(value)}/`,
    }
  if (!/^[\w\-./~]*$/.test(url.pathname) || url.pathname.includes('//'))
    return {
      message: `the path ${showValue(url.pathname)} has characters that are ambiguous in a prefix`,
      fix: 'use letters, digits and - . _ ~ /',
    }
  return url
}

/** The external URL of a segment. Plain http only on this machine's own names. */
export const externalUrl: z.ZodString = text((value) => {
  const url = segmentUrl(value, 'https://contacts.example.com/')
  if (!(url instanceof URL)) return url
  if (url.pathname.startsWith('/.clearway/'))
    return { message: 'paths under /.clearway/ are the gateway’s own', fix: 'publish under another path' }
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
    return {
      code: 'config/dangerous',
      message: `${showValue(value)} is plain http: session cookies would cross the network readable`,
      fix: `write https://${url.host}${url.pathname} (the listener itself may be http behind a load balancer that ends TLS)`,
    }
  // What the policy `within` is made of: an origin as browsers send it.
  const origin = parseOriginPattern(url.origin, { credentials: true })
  if (!origin.ok || origin.pattern.kind !== 'exact')
    return {
      message: `no browser opens the host and port of ${showValue(value)}`,
      fix: url.host.includes('*')
        ? 'write a segment for each host, as in https://contacts.example.com/'
        : 'write a host name without a dot at its end, or an address; and a port from 1 where it is not the usual one',
    }
  return undefined
}).meta({ examples: ['https://contacts.example.com/'] })

/** An internal URL of a segment. */
export const internalUrl: z.ZodString = text((value) => {
  const url = segmentUrl(value, 'http://10.0.0.5:8080/')
  if (!(url instanceof URL)) return url
  return url.port === '0'
    ? { message: 'nothing listens on port 0', fix: 'write the port of the internal app' }
    : undefined
}).meta({ examples: ['http://10.0.0.5:8080/'] })

/** A listener's address: scheme, host or address, port. */
export const listenUrl: z.ZodString = text((value) => {
  const url = webUrl(value, 'http://127.0.0.1:8080')
  if (!(url instanceof URL)) return url
  return url.pathname === '/'
    ? undefined
    : { message: 'a listener has no path', fix: `write ${url.protocol}//${url.host}` }
}).meta({ examples: ['http://127.0.0.1:8080'] })

/** The provider's authority. Plain http only on this machine's own names. */
export const authorityUrl: z.ZodString = text((value) => {
  const url = webUrl(value, 'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0')
  if (!(url instanceof URL)) return url
  return url.protocol === 'http:' && !isLoopbackHost(url.hostname)
    ? {
        code: 'config/dangerous',
        message: `the authority ${showValue(value)} is plain http: anyone on the way could sign people in`,
        fix: `write ${showText(value.replace(/^http:/i, 'https:'))}`,
      }
    : undefined
}).meta({ examples: ['https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0'] })

/** Certificates of authorities, PEM. */
export const authorityCertificates: z.ZodString = text((value) =>
  isCertificate(value)
    ? undefined
    : {
        message: 'this is no certificate in PEM form',
        fix: 'name the file that begins with BEGIN CERTIFICATE: ${file:ca.crt}',
      },
)

/** `./data` or another folder. `redis://` is a later release's. */
export const storePath: z.ZodString = text((value) =>
  /^rediss?:/.test(value)
    ? {
        message: 'a store on Redis is not part of this release',
        fix: 'write a folder, for example ./data: all processes of this machine share it',
      }
    : value === ''
      ? { message: 'the store needs a folder', fix: 'write ./data' }
      : undefined,
).meta({ examples: ['./data'] })

/** An address or a range of addresses, of proxies to believe. */
export const addressRange: z.ZodString = text((value) => {
  const range = parseCidr(value)
  if (!range)
    return {
      message: `${showValue(value)} is neither an address nor a CIDR range`,
      fix: 'write 10.0.0.7 or 10.0.0.0/24',
    }
  return value.endsWith('/0')
    ? {
        code: 'config/dangerous',
        message: `${showValue(value)} believes everybody: anyone could claim any host, scheme and address`,
        fix: 'name the addresses of your load balancers, as in 10.0.0.7 or 10.0.0.0/24',
      }
    : undefined
}).meta({ examples: ['10.0.0.7', '10.0.0.0/24'] })

const managedNames =
  /^(?:connection|expect|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|host|content-length|clearway-.*|access-control-.*|cookie|set-cookie|authorization|origin|forwarded|x-forwarded-.*)$/i

const headerNameObjection = (name: string): Objection | undefined => {
  if (!isHeaderName(name))
    return { message: `${showValue(name)} is not a header name`, fix: 'use letters, digits and dashes' }
  if (name.includes('_'))
    return {
      message: `${showValue(name)} has an underscore: many servers cannot tell it from the dashed name`,
      fix: `write ${showText(name.replaceAll('_', '-'))}`,
    }
  return managedNames.test(name)
    ? {
        code: 'config/dangerous',
        message: `${showValue(name)} is kept by the gateway itself`,
        fix: 'remove the rule; CORS headers come from cors:, identity from identityHeaders:',
      }
    : undefined
}

/** A header that a rule may touch. */
export const headerName: z.ZodString = text(headerNameObjection)

const headerValue: z.ZodString = text((value) =>
  isHeaderValue(value)
    ? undefined
    : { message: 'a header value holds no line break or control character', fix: 'put it on one line' },
)

const checkNames = (value: unknown, context: z.RefinementCtx): void => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return
  for (const name of Object.keys(value)) {
    const objection = headerNameObjection(name)
    if (objection) addObjection(context, { ...objection, atKey: true }, [name])
  }
}

/** Header names to values. */
export const headerMap: z.ZodRecord<z.ZodString, z.ZodString> = z
  .record(z.string(), headerValue)
  .superRefine(checkNames, { when: () => true })
  .meta({ examples: [{ 'X-Frame-Options': 'DENY' }] })

/** Header names to claim names. */
export const claimHeaderMap: z.ZodRecord<z.ZodString, z.ZodString> = z
  .record(z.string(), z.string().min(1))
  .superRefine(checkNames, { when: () => true })
