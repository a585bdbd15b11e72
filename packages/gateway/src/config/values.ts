import { z } from 'zod'
import { isHeaderName, isHeaderValue, parseCidr } from '@clearway/rules/http'
import { isLoopbackHost } from '@clearway/rules/origins'
import type { ConfigProblemCode } from './mistake.ts'
import { parseDuration, parseSize } from './units.ts'

/** What a value's own check says against it. */
export interface Objection {
  readonly message: string
  readonly fix: string
  readonly code?: ConfigProblemCode
}

/** Adds an objection to zod's issues in the form that `check-schema.ts` reads back. */
export const object = (
  context: z.RefinementCtx,
  objection: Objection,
  path: (string | number)[] = [],
): void => context.addIssue({ code: 'custom', message: objection.message, params: { ...objection }, path })

const text = (check: (value: string) => Objection | undefined): z.ZodString =>
  z.string().superRefine((value, context) => {
    const objection = check(value)
    if (objection) object(context, objection)
  })

/** `8h`, `15m`, `30s`, `500ms`, `1d`. */
export const duration: z.ZodString = text((value) =>
  parseDuration(value) === undefined
    ? {
        message: `"${value}" is not a duration`,
        fix: 'write a whole number and a unit: 500ms, 30s, 15m, 8h or 1d',
      }
    : undefined,
)

/** `512B`, `64kB`, `100MB`. */
export const size: z.ZodString = text((value) =>
  parseSize(value) === undefined
    ? {
        message: `"${value}" is not a size`,
        fix: 'write a whole number and a unit: 512B, 64kB, 100MB or 2GB',
      }
    : undefined,
)

const parseUrl = (value: string): URL | undefined => (URL.canParse(value) ? new URL(value) : undefined)

const isHttp = (url: URL): boolean => url.protocol === 'http:' || url.protocol === 'https:'

const webUrl = (value: string, example: string): URL | Objection => {
  const url = parseUrl(value)
  if (!url || !isHttp(url))
    return { message: `"${value}" is not an http or https URL`, fix: `write it whole, as in ${example}` }
  if (url.username || url.password)
    return { message: 'a URL here carries no user name or password', fix: 'remove the part before @' }
  if (url.search || url.hash)
    return { message: `"${value}" has a query or fragment`, fix: 'end it with the path' }
  return url
}

/** An external or internal URL: http(s), a path that ends with a slash, no query. */
const segmentUrl = (value: string, example: string): URL | Objection => {
  const url = webUrl(value, example)
  if (!(url instanceof URL)) return url
  if (!url.pathname.endsWith('/'))
    return { message: `the path of "${value}" does not end with a slash`, fix: `write ${value}/` }
  if (!/^[\w\-./~]*$/.test(url.pathname) || url.pathname.includes('//'))
    return {
      message: `the path "${url.pathname}" has characters that are ambiguous in a prefix`,
      fix: 'use letters, digits and - . _ ~ /',
    }
  return url
}

const objectionOf = (result: URL | Objection): Objection | undefined =>
  result instanceof URL ? undefined : result

/** The external URL of a segment. Plain http only on this machine's own names. */
export const externalUrl: z.ZodString = text((value) => {
  const url = segmentUrl(value, 'https://contacts.example.com/')
  if (!(url instanceof URL)) return url
  if (url.pathname.startsWith('/.clearway/'))
    return { message: 'paths under /.clearway/ are the gateway’s own', fix: 'publish under another path' }
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname))
    return {
      code: 'config/dangerous',
      message: `"${value}" is plain http: session cookies would cross the network readable`,
      fix: `write https://${url.host}${url.pathname} (the listener itself may be http behind a load balancer that ends TLS)`,
    }
  return undefined
})

/** An internal URL of a segment. */
export const internalUrl: z.ZodString = text((value) =>
  objectionOf(segmentUrl(value, 'http://10.0.0.5:8080/')),
)

/** A listener's address: scheme, host or address, port. */
export const listenUrl: z.ZodString = text((value) => {
  const url = webUrl(value, 'https://0.0.0.0:443')
  if (!(url instanceof URL)) return url
  return url.pathname === '/'
    ? undefined
    : { message: 'a listener has no path', fix: `write ${url.protocol}//${url.host}` }
})

/** The provider's authority. Plain http only on this machine's own names. */
export const authorityUrl: z.ZodString = text((value) => {
  const url = webUrl(value, 'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0')
  if (!(url instanceof URL)) return url
  return url.protocol === 'http:' && !isLoopbackHost(url.hostname)
    ? {
        code: 'config/dangerous',
        message: `the authority "${value}" is plain http: anyone on the way could sign people in`,
        fix: 'use the provider’s https address',
      }
    : undefined
})

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
)

/** An address or a range of addresses, of proxies to believe. */
export const addressRange: z.ZodString = text((value) => {
  const range = parseCidr(value)
  if (!range)
    return {
      message: `"${value}" is neither an address nor a CIDR range`,
      fix: 'write 10.0.0.7 or 10.0.0.0/24',
    }
  return value.endsWith('/0')
    ? {
        code: 'config/dangerous',
        message: `"${value}" believes everybody: anyone could claim any host, scheme and address`,
        fix: 'name the addresses of your load balancers',
      }
    : undefined
})

const managedNames =
  /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|host|content-length|clearway-.*|access-control-.*|cookie|set-cookie|authorization|origin|forwarded|x-forwarded-.*)$/i

const headerNameObjection = (name: string): Objection | undefined => {
  if (!isHeaderName(name))
    return { message: `"${name}" is not a header name`, fix: 'use letters, digits and dashes' }
  if (name.includes('_'))
    return {
      message: `"${name}" has an underscore: many servers cannot tell it from the dashed name`,
      fix: `write ${name.replaceAll('_', '-')}`,
    }
  return managedNames.test(name)
    ? {
        code: 'config/dangerous',
        message: `"${name}" is kept by the gateway itself`,
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

const checkNames = (value: Readonly<Record<string, string>>, context: z.RefinementCtx): void => {
  for (const name of Object.keys(value)) {
    const objection = headerNameObjection(name)
    if (objection) object(context, objection, [name])
  }
}

/** Header names to values. */
export const headerMap: z.ZodRecord<z.ZodString, z.ZodString> = z
  .record(z.string(), headerValue)
  .superRefine((value, context) => checkNames(value, context))

/** Header names to claim names. */
export const claimHeaderMap: z.ZodRecord<z.ZodString, z.ZodString> = z
  .record(z.string(), z.string().min(1))
  .superRefine((value, context) => checkNames(value, context))
