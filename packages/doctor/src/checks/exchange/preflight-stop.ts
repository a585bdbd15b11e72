import { fieldValue } from '@clearway/rules/http'
import type { RecordedExchange } from '../../exchanges/recorded-exchange.ts'
import type { Entry } from '../../material.ts'
import { statusOf } from './entries.ts'

/** The preflight whose answer let a call end: its status is not 2xx. */
export interface PreflightStop {
  readonly entry: Entry
  readonly status: number
  /** Where the answer sends on to, as it stands there; undefined when it does not. */
  readonly location: string | undefined
}

/**
 * Finds the preflight that was answered with a status other than 2xx. Which of the browser's objections came
 * first does not count: Chromium names the missing header also where the status is the cause.
 */
export function findPreflightStop({ hops }: RecordedExchange): PreflightStop | undefined {
  for (const { preflight } of hops) {
    const status = statusOf(preflight)
    if (!preflight?.response || status === undefined || (status >= 200 && status < 300)) continue
    const isRedirect = status >= 300 && status < 400
    const location = isRedirect ? fieldValue(preflight.response.headers, 'location') : undefined
    return { entry: preflight, status, location }
  }
  return undefined
}

/** Where a redirect leads, as an absolute URL. */
export function targetOf({ entry, location }: PreflightStop): string | undefined {
  if (location === undefined || !URL.canParse(location, entry.request.url)) return undefined
  return new URL(location, entry.request.url).href
}
