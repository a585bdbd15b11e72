import { z } from 'zod'
import type { FieldList } from '@clearway/rules/http'
import type { Exchange } from '@clearway/rules/verdict'

const longText = 20_000
const mostFields = 200
const mostHops = 100

const text = z.string().max(longText)
const seconds = z.number()

const isAbsolute = (url: string): boolean => URL.canParse(url)

/** `["Accept", "text/html"]` as on the wire, or `{"Accept": "text/html"}`; several values of one name as a list. */
const fields = z
  .union([
    z
      .array(text)
      .max(2 * mostFields)
      .refine(
        (list) => list.length % 2 === 0,
        'a list of headers is name, value, name, value …; one is missing',
      ),
    z.record(text, z.union([text, z.array(text).max(mostFields)])),
  ])
  .transform((headers): FieldList =>
    Array.isArray(headers)
      ? headers
      : Object.entries(headers).flatMap(([name, values]) =>
          [values].flat().flatMap((value) => [name, value]),
        ),
  )

const answer = z
  .strictObject({
    status: z.int().min(100).max(599),
    headers: fields.default([]),
  })
  .readonly()

const hop = z.strictObject({ preflight: answer.exactOptional(), answer: answer.exactOptional() }).readonly()

const call = z
  .strictObject({
    url: text.refine(isAbsolute, 'write the URL whole, as in https://api.example.com/contacts'),
    method: text.exactOptional(),
    headers: fields.exactOptional(),
    mode: z.enum(['cors', 'no-cors', 'same-origin', 'navigate', 'websocket']).exactOptional(),
    credentials: z.enum(['omit', 'same-origin', 'include']).exactOptional(),
    redirect: z.enum(['follow', 'error', 'manual']).exactOptional(),
    cache: z
      .enum(['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'])
      .exactOptional(),
    body: z.enum(['none', 'bytes', 'stream']).exactOptional(),
    uploadListeners: z.boolean().exactOptional(),
    api: z.enum(['fetch', 'xhr']).exactOptional(),
  })
  .readonly()

const cookie = z
  .strictObject({
    name: text,
    host: text,
    subdomains: z.boolean().exactOptional(),
    path: text.exactOptional(),
    secure: z.boolean().exactOptional(),
    sameSite: z.enum(['strict', 'lax', 'none']).exactOptional(),
    partition: text.exactOptional(),
  })
  .readonly()

const cachedPreflight = z
  .strictObject({
    origin: text,
    url: text,
    credentials: z.boolean(),
    until: seconds,
    allows: z.union([
      z.strictObject({ method: text }).readonly(),
      z.strictObject({ header: text }).readonly(),
    ]),
  })
  .readonly()

const isOrigin = (origin: string): boolean =>
  origin === 'null' || (URL.canParse(origin) && new URL(origin).origin === origin)

const exchange = z
  .strictObject({
    origin: text.refine(isOrigin, 'write the origin as browsers send it: https://app.example.com, or null'),
    request: call,
    hops: z.array(hop).max(mostHops).readonly(),
    preflightCache: z.array(cachedPreflight).max(1000).readonly().exactOptional(),
    now: seconds.exactOptional(),
    cookies: z.array(cookie).max(1000).readonly().exactOptional(),
    thirdPartyCookies: z.enum(['allowed', 'blocked']).exactOptional(),
  })
  .readonly()

/** An exchange as people write it; headers may be objects. */
export const exchangeSchema: z.ZodType<Exchange> = exchange

const objects = {
  request: call,
  hops: hop,
  preflight: answer,
  answer,
  cookies: cookie,
  preflightCache: cachedPreflight,
}

/** The names that may stand in the object at a path; none where it is no object of an exchange. */
export function namesAt(path: readonly PropertyKey[]): readonly string[] {
  const last = path.findLast((part) => typeof part === 'string')
  if (last === undefined) return Object.keys(exchange.unwrap().shape)
  return Object.hasOwn(objects, last) ? Object.keys(objects[last as keyof typeof objects].unwrap().shape) : []
}
