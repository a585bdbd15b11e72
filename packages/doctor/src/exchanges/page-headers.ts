import { fieldValue, type FieldList } from '@clearway/rules/http'
import type { Entry } from '../material.ts'

/** What browsers add by themselves, or never let a page set. */
const ofTheBrowser: ReadonlySet<string> = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'connection',
  'content-length',
  'cookie',
  'date',
  'dnt',
  'expect',
  'host',
  'if-modified-since',
  'if-none-match',
  'keep-alive',
  'origin',
  'pragma',
  'priority',
  'purpose',
  'referer',
  'save-data',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'upgrade-insecure-requests',
  'user-agent',
  'via',
  'x-client-data',
])

/** No page sets more. */
const maxHeaders = 40

/** A value that makes any safelisted header need its preflight. */
const unsafeValue = '"'

/** Headers that need a preflight for their values only; the browser's own values do not. */
const safeByValue: ReadonlySet<string> = new Set(['accept', 'accept-language', 'content-language', 'range'])

/**
 * The headers that the page's code set, as far as they matter to CORS: what the preflight announced, else
 * what is on the wire and no browser adds by itself. Values that the capture does not show are made up so
 * that they need the preflight that the browser did make.
 */
export function pageHeadersOf(call: Entry | undefined, preflight: Entry | undefined): FieldList {
  if (!preflight) return onTheWire(call?.request.headers ?? [])
  const announced = fieldValue(preflight.request.headers, 'access-control-request-headers') ?? ''
  return announced
    .split(',', maxHeaders)
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
    .flatMap((name) => {
      const value = call && !safeByValue.has(name) ? fieldValue(call.request.headers, name) : undefined
      return [name, value ?? unsafeValue]
    })
}

function onTheWire(headers: FieldList): FieldList {
  const fields: string[] = []
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at]!.toLowerCase()
    if (ofTheBrowser.has(name) || /^(?:sec-|proxy-|:)/.test(name)) continue
    fields.push(name, headers[at + 1]!)
    if (fields.length === 2 * maxHeaders) break
  }
  return fields
}
