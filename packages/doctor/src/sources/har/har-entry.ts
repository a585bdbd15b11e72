import { fieldValue } from '@clearway/rules/http'
import type { Entry, Place, RecordedRequest, RecordedResponse } from '../../material.ts'
import { cutText } from '../../cut-text.ts'
import { answerBody, requestBody } from './body-text.ts'
import { listIn, numberIn, objectIn, textIn, type Foreign } from '../json/foreign.ts'
import { headerFieldsIn, wereSent } from './header-fields.ts'

/**
 * Makes an entry of an element of `log.entries` (HAR 1.2, "entries"), as browsers and proxies really write it.
 *
 * Does not resolve `pageref`. What is of another type than the format says counts as absent, save numbers
 * that are written as texts.
 *
 * @returns The entry; undefined when the element has no request with a URL.
 */
export function toEntry(value: object, at: Place): Entry | undefined {
  const recorded = objectIn(value)
  const asked = objectIn(recorded['request'])
  const answered = objectIn(recorded['response'])
  const url = textIn(asked['url'])
  if (url === undefined) return undefined
  const response = responseIn(answered)
  const request = requestIn(asked, url, response !== undefined)
  const startedAt = timeIn(recorded['startedDateTime'])
  const type = typeIn(recorded, request)
  const initiator = initiatorIn(recorded['_initiator'])
  const error = errorIn(recorded, answered, response)
  const answeredBy = sourceIn(recorded, answered)
  return {
    at,
    ...(startedAt !== undefined && { startedAt }),
    ...(type !== undefined && { type }),
    ...(initiator !== undefined && { initiator }),
    request,
    ...(response && { response }),
    ...(error !== undefined && { error }),
    ...(answeredBy && { answeredBy }),
  }
}

function requestIn(asked: Foreign, url: string, isAnswered: boolean): RecordedRequest {
  const body = requestBody(asked['postData'])
  const isProvisional = !isAnswered && !wereSent(asked['headers'])
  return {
    method: textIn(asked['method']) ?? 'GET',
    url,
    headers: headerFieldsIn(asked['headers']),
    ...(isProvisional && { provisional: true }),
    ...(body !== undefined && { body }),
  }
}

/** The answer, if one came: recorders write 0, -1 (Playwright) or -999 (Fiddler) where none did. */
function responseIn(answered: Foreign): RecordedResponse | undefined {
  const status = numberIn(answered['status'])
  if (status === undefined || !Number.isInteger(status) || status < 100 || status > 999) return undefined
  const recorded = headerFieldsIn(answered['headers'])
  const target = textIn(answered['redirectURL'])
  const isRedirect = status >= 300 && status < 400 && target !== undefined
  const headers =
    isRedirect && fieldValue(recorded, 'location') === undefined
      ? [...recorded, 'Location', target]
      : recorded
  const body = answerBody(answered['content'], fieldValue(headers, 'content-type'))
  return {
    status,
    statusText: textIn(answered['statusText']) ?? '',
    headers,
    ...(body !== undefined && { body }),
  }
}

function timeIn(written: unknown): number | undefined {
  if (typeof written !== 'string' || written.length > 64) return undefined
  const time = Date.parse(written)
  return Number.isNaN(time) ? undefined : time
}

function typeIn(recorded: Foreign, { method, headers }: RecordedRequest): string | undefined {
  const type = textIn(recorded['_resourceType'])
  if (type !== undefined) return type.slice(0, 64).toLowerCase()
  // Firefox and proxies do not mark preflights; nothing but a browser's preflight names a method it asks for.
  const isPreflight =
    method === 'OPTIONS' && fieldValue(headers, 'access-control-request-method') !== undefined
  return isPreflight ? 'preflight' : undefined
}

/** The page or the script, from Chromium's `{ type, url, stack }` or a bare URL. */
function initiatorIn(initiator: unknown): string | undefined {
  if (typeof initiator === 'string') return webUrlIn(initiator)
  const { type, url, stack } = objectIn(initiator)
  // The initiator of a preflight is the call that it asks for, not a page.
  return type === 'preflight' ? undefined : (webUrlIn(url) ?? scriptIn(stack))
}

/** How many asynchronous steps back a script is looked for. */
const maxParents = 20

function scriptIn(stack: unknown): string | undefined {
  let here: unknown = stack
  for (let parents = 0; parents < maxParents && here !== undefined; parents++) {
    const { callFrames, parent } = objectIn(here)
    for (const frame of listIn(callFrames)) {
      const url = webUrlIn(objectIn(frame)['url'])
      if (url !== undefined) return url
    }
    here = parent
  }
  return undefined
}

/** The value, if it is a URL of the web. */
export function webUrlIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^https?:\/\/[^/]/i.test(value) ? value : undefined
}

const maxError = 500

function errorIn(
  recorded: Foreign,
  answered: Foreign,
  response: RecordedResponse | undefined,
): string | undefined {
  const error =
    textIn(answered['_error']) ??
    textIn(recorded['_error']) ??
    textIn(answered['_failureText']) ??
    textIn(recorded['_failureText']) ??
    // Proxies put a failure into the comment, but other notes as well.
    (response ? undefined : (textIn(answered['comment']) ?? textIn(recorded['comment'])))
  if (error === undefined || (response && isOfBodyOnly(error, response))) return undefined
  return cutText(error, maxError)
}

/**
 * Chromium writes that a call was given up also where the page got status and headers and left the body unread, if that is
 * empty: the 401 of most APIs. A redirect that was given up has no answer that the page could get.
 */
function isOfBodyOnly(error: string, { status }: RecordedResponse): boolean {
  return error === 'net::ERR_ABORTED' && (status < 300 || status > 399)
}

/** What answered in place of the server: Chromium's and Safari's (`_fetchType`) words for it. */
function sourceIn(recorded: Foreign, answered: Foreign): Entry['answeredBy'] {
  const fetched = textIn(answered['_fetchType']) ?? textIn(recorded['_fetchType'])
  if (answered['_fetchedViaServiceWorker'] === true || fetched === 'Service Worker') return 'service-worker'
  const isCached = textIn(recorded['_fromCache']) !== undefined || recorded['_fromCache'] === true
  return isCached || fetched === 'Memory Cache' || fetched === 'Disk Cache' ? 'cache' : undefined
}
