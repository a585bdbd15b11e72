import { cutText } from '../../cut-text.ts'
import { numberIn, objectIn, textIn, type Foreign } from '../json/foreign.ts'
import type { Constants } from './constants.ts'
import { cookieStatusIn } from './cookies-left-out.ts'
import { headIn, statusIn } from './message-head.ts'
import type { Hop, RecordedSource } from './recorded-source.ts'

/** Takes the events of a NetLog and puts together what belongs to one source. */
export interface Sources {
  /**
   * Takes one event. Those of sources whose beginning is not in the log are left out.
   *
   * @param offset - Where it stands, in bytes from the start of the log.
   */
  event(event: object, offset: number): void
  /** Gives out what has not ended. */
  end(): void
}

/** Sources that have not ended, and how much of them is kept at one time, in characters. */
const maxOpen = 5000
const maxKept = 32 * 1024 * 1024
/** Of one source; browsers follow 20 redirects. */
const maxSteps = 100
const maxCookies = 200
/** What a step weighs besides its texts. */
const stepSize = 200

interface OpenSource extends RecordedSource {
  /** How many of CORS_REQUEST and REQUEST_ALIVE have begun and not ended. */
  open: number
  kept: number
}

/**
 * Puts together what belongs to one source and gives it out when it has ended: a request with its preflights
 * in their places. Of what stays open the oldest is given out before there is too much of it.
 *
 * @param give - Takes the sources, in the order in which they end.
 */
export function createSources(constants: Constants, give: (source: RecordedSource) => void): Sources {
  const sources = new Map<number, OpenSource>()
  /** The request that a preflight is for. */
  const parents = new Map<number, number>()
  let kept = 0

  const open = (id: number): OpenSource => {
    const known = sources.get(id)
    if (known) return known
    const source: OpenSource = { id, isPreflight: parents.has(id), steps: [], open: 0, kept: 0 }
    sources.set(id, source)
    if (sources.size > maxOpen) finishOldest()
    return source
  }
  const keep = (source: OpenSource, size: number): void => {
    source.kept += size
    kept += size
    for (const oldest of sources.values()) {
      if (kept <= maxKept) return
      finish(oldest)
    }
  }
  const finishOldest = (): void => {
    for (const oldest of sources.values()) return finish(oldest)
  }

  const finish = (source: OpenSource): void => {
    for (const step of source.steps) {
      if (step.kind !== 'preflight') continue
      // A preflight that failed ends after its request has.
      const preflight = step.source ? undefined : sources.get(step.id)
      if (preflight && preflight !== source && preflight.steps.every(({ kind }) => kind === 'hop'))
        finish(preflight)
      parents.delete(step.id)
    }
    if (!sources.delete(source.id)) return
    const parent = sources.get(parents.get(source.id) ?? -1)
    const place = parent?.steps.find((step) => step.kind === 'preflight' && step.id === source.id)
    if (parent && place?.kind === 'preflight') {
      place.source = source
      parent.kept += source.kept
      return
    }
    kept -= source.kept
    give(source)
  }
  const close = (source: OpenSource): void => {
    if (--source.open <= 0) finish(source)
  }

  const begin = (name: string, id: number, params: Foreign, offset: number, time: unknown): void => {
    if (name !== 'CORS_REQUEST' && name !== 'REQUEST_ALIVE' && name !== 'URL_REQUEST_START_JOB') return
    const source = open(id)
    if (name !== 'URL_REQUEST_START_JOB') source.open++
    const url = textIn(params['url'])
    const startedAt = constants.time(time)
    if (name === 'CORS_REQUEST') {
      const asked = objectIn(params['request_headers'])
      const method = /^(\S{1,64}) /.exec(textIn(asked['line']) ?? '')?.[1]
      const head = headIn(asked)
      source.asked = { offset, startedAt, url, method, head }
      keep(source, stepSize + head.size + (url?.length ?? 0))
    } else if (name === 'URL_REQUEST_START_JOB' && url !== undefined && source.steps.length < maxSteps) {
      const hop: Hop = {
        offset,
        startedAt,
        url,
        method: textIn(params['method']) ?? 'GET',
        initiator: textIn(params['initiator']),
        requestType: textIn(params['request_type']),
        cookies: [],
      }
      source.steps.push({ kind: 'hop', hop })
      keep(source, stepSize + url.length)
    }
  }

  const end = (name: string, source: OpenSource, params: Foreign): void => {
    const hop = lastHop(source)
    const code = numberIn(params['net_error'])
    if (
      (name === 'REQUEST_ALIVE' || name === 'URL_REQUEST_START_JOB') &&
      hop &&
      code !== undefined &&
      code < 0
    )
      hop.error = constants.errorName(code)
    if (name === 'REQUEST_ALIVE' || name === 'CORS_REQUEST') close(source)
  }

  const note = (name: string, source: OpenSource, params: Foreign): void => {
    const hop = lastHop(source)
    switch (name) {
      case 'CORS_PREFLIGHT_URL_REQUEST': {
        const id = numberIn(objectIn(params['source_dependency'])['id'])
        if (id === undefined || id === source.id || source.steps.length >= maxSteps) return
        source.steps.push({ kind: 'preflight', id })
        parents.set(id, source.id)
        return keep(source, stepSize)
      }
      case 'CORS_PREFLIGHT_ERROR': {
        if (source.steps.length >= maxSteps) return
        const error = `net::${cutText(textIn(params['error']) ?? 'ERR_FAILED', 100)}`
        const parameter = cutText(textIn(params['failed-parameter']) ?? '', 500)
        source.steps.push({
          kind: 'preflight-failed',
          error,
          corsError: numberIn(params['cors-error']),
          parameter,
        })
        return keep(source, stepSize + parameter.length)
      }
      case 'COOKIE_INCLUSION_STATUS': {
        const status = cookieStatusIn(params)
        if (!hop || !status || hop.cookies.length >= maxCookies) return
        hop.cookies.push(status)
        return keep(source, status.name.length + status.reasons.join().length)
      }
      case 'HTTP_TRANSACTION_SEND_REQUEST_HEADERS':
      case 'HTTP_TRANSACTION_HTTP2_SEND_REQUEST_HEADERS':
      case 'HTTP_TRANSACTION_QUIC_SEND_REQUEST_HEADERS':
        // Sent again after a lost connection or a demand to sign in, it is the last that was answered.
        if (!hop) return
        hop.sent = headIn(params)
        return keep(source, hop.sent.size)
      // An answer of the browser's own stands for a server's: an upgrade to https, for one.
      case 'URL_REQUEST_FAKE_RESPONSE_HEADERS_CREATED':
      case 'HTTP_TRANSACTION_READ_RESPONSE_HEADERS': {
        const status = statusIn(params)
        if (!hop || !status) return
        hop.answer = { ...status, head: headIn(params) }
        return keep(source, hop.answer.head.size)
      }
      case 'CANCELLED':
        if (hop) hop.cancelled = true
    }
  }

  return {
    event(event, offset) {
      const { type, phase, time, source, params } = objectIn(event)
      const name = constants.eventName(type)
      const id = numberIn(objectIn(source)['id'])
      if (name === undefined || id === undefined) return
      const told = objectIn(params)
      const part = constants.phase(phase)
      if (part === 'begin') return begin(name, id, told, offset, time)
      const known = sources.get(id)
      if (!known) return
      if (part === 'end') end(name, known, told)
      else note(name, known, told)
    },
    end() {
      for (const source of sources.values()) finish(source)
    },
  }
}

function lastHop({ steps }: RecordedSource): Hop | undefined {
  const step = steps.findLast(({ kind }) => kind === 'hop')
  return step?.kind === 'hop' ? step.hop : undefined
}
