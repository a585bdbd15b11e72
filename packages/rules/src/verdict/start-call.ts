import { excerpt } from '../http/excerpt.ts'
import { isHeaderName } from '../http/field-syntax.ts'
import type { FieldList } from '../http/fields.ts'
import type { DifferenceName, Traits } from './differences/difference.ts'
import { blocked, type Block } from './endings.ts'
import type { Call, Exchange } from './exchange.ts'
import { isForbiddenMethod } from '../http/forbidden-to-pages.ts'
import { isSafelistedMethod, normaliseMethod } from './methods.ts'
import type { Profile } from './profile.ts'
import { joinRepeats, readPageHeaders, type PageHeader } from './request-headers.ts'
import { parseRequestUrl, type RequestUrl } from './request-url.ts'
import { differ, type RunningCall } from './running-call.ts'
import { settableHeaders, unsafeNamesOf } from './set-headers.ts'
import type { Verdict } from './verdict.ts'

/**
 * Puts a call on its way as the Request object and its Headers make it: normalised, without the headers that
 * no page can set.
 *
 * @see {@link https://fetch.spec.whatwg.org/#dom-request Fetch Standard, 5.4}
 */
export function startCall(exchange: Exchange, profile: Profile, traits: Traits): RunningCall {
  const { request } = exchange
  const mode = request.mode ?? 'cors'
  const url = parseRequestUrl(request.url) ?? noUrl
  const method = normaliseMethod(request.method ?? 'GET')
  const differences: DifferenceName[] = []
  const asked = { traits, differences }
  const isText = request.body === 'stream' && !differ(asked, 'STREAM-BODY')
  const body = isText ? 'bytes' : (request.body ?? 'none')
  const written = readPageHeaders(request.headers ?? noFields)
  const set = written === undefined ? noHeaders : settableHeaders(asked, written, mode)
  // XMLHttpRequest joins what it repeats itself.
  const headers = request.api === 'xhr' ? joinRepeats(set) : set
  const unsafeNames = unsafeNamesOf(asked, headers)
  return {
    exchange,
    profile,
    traits,
    mode,
    credentials: request.credentials ?? 'same-origin',
    redirect: request.redirect ?? 'follow',
    url,
    firstOrigin: url.origin,
    hop: 0,
    method,
    body,
    hasBadHeader: written === undefined,
    headers,
    stripped: written === undefined ? noNames : namesLeftOut(written, headers),
    unsafeNames,
    firstHeaders: headers,
    firstUnsafeNames: unsafeNames,
    hasUnsafeStart: unsafeNames.length > 0 || !isSafelistedMethod(method),
    tainting: 'basic',
    isTainted: false,
    hasChangedOrigin: false,
    hasCrossedSites: false,
    mustAsk: mustAsk(asked, body, request),
    hasAsked: false,
    cache: exchange.preflightCache ?? [],
    legs: [],
    differences,
  }
}

function mustAsk(
  asked: Pick<RunningCall, 'traits' | 'differences'>,
  body: RunningCall['body'],
  { uploadListeners = false }: Call,
): boolean {
  if (body === 'stream') return true
  return uploadListeners && (body !== 'none' || !differ(asked, 'UPLOAD-WITHOUT-BODY'))
}

/**
 * Blocks a call that no page can make: the browser throws before anything is sent.
 *
 * @see {@link https://fetch.spec.whatwg.org/#dom-request Fetch Standard, 5.4}
 */
export function refuseCall(call: RunningCall): Verdict | undefined {
  const block = call.url === noUrl ? malformed('its URL is none') : (refuseMethod(call) ?? refuseRest(call))
  return block && blocked(call, block)
}

function refuseMethod({ method, mode }: RunningCall): Block | undefined {
  if (!isHeaderName(method)) return malformed(`'${excerpt(method)}' is no method`)
  if (isForbiddenMethod(method)) {
    const reason = `The browser lets no page use the method ${excerpt(method)}.`
    return { step: 'MET-2', code: 'cors/method-not-allowed', reason }
  }
  if (mode !== 'no-cors' || isSafelistedMethod(method)) return undefined
  const reason = `The call has mode no-cors, which permits GET, HEAD and POST and not ${excerpt(method)}.`
  return { step: 'REQ', code: 'cors/forbidden-by-mode', reason }
}

function refuseRest({ exchange, mode, url, body, method, hasBadHeader }: RunningCall): Block | undefined {
  const { cache, api = 'fetch' } = exchange.request
  if (hasBadHeader) {
    return malformed('one of its headers has a name or a value that no header can have')
  }
  if (api === 'fetch' && url.hasUserinfo) return malformed('its URL has a user or password in it')
  if (api === 'fetch' && body !== 'none' && (method === 'GET' || method === 'HEAD')) {
    return malformed(`it has a body and the method ${method}`)
  }
  if (cache === 'only-if-cached' && mode !== 'same-origin') {
    return malformed('cache mode only-if-cached goes with mode same-origin only')
  }
  return undefined
}

function malformed(why: string): Block {
  return { step: 'REQ', code: 'request/malformed', reason: `The browser does not make this call: ${why}.` }
}

const noFields: FieldList = []
const noHeaders: readonly PageHeader[] = []
const noNames: readonly string[] = []

const noUrl: RequestUrl = {
  href: '',
  fragment: '',
  origin: 'null',
  scheme: '',
  host: '',
  path: '',
  isHttp: false,
  hasUserinfo: false,
}

function namesLeftOut(written: readonly PageHeader[], kept: readonly PageHeader[]): readonly string[] {
  if (written.length === 0) return noNames
  const names = new Set(written.map(({ name }) => name))
  for (const { name } of kept) names.delete(name)
  return [...names].sort()
}
