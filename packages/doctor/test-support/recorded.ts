import type { BrowserMessage } from '@clearway/rules/messages'
import type { Case, Check, Expectations, Found } from '../src/checks/check.ts'
import { exchangeChecks } from '../src/checks/index.ts'
import { recordExchanges } from '../src/exchanges/record-exchanges.ts'
import type { ConsoleMessage, Entry, FoundToken, Lack, LogLine, Material } from '../src/material.ts'

/** The page that makes the calls of these tests, and an API on another host of its site. */
export const page = 'https://app.example.com'
export const api = 'https://api.example.com'

/** Where an application sends people to sign in. */
export const signIn =
  'https://login.microsoftonline.com/contoso.com/oauth2/v2.0/authorize?client_id=1111&response_type=code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcallback'

type Fields = Readonly<Record<string, string | readonly string[]>>

/** An entry, tersely: a GET by fetch from {@link page} unless it says otherwise. */
export interface Recorded extends Partial<
  Pick<Entry, 'type' | 'initiator' | 'page' | 'error' | 'corsError' | 'cookiesLeftOut' | 'answeredBy'>
> {
  readonly url: string
  readonly method?: string
  /** Seconds from the beginning of the capture. Default: one for each entry before. */
  readonly second?: number
  readonly asks?: Fields
  readonly sends?: string
  /** Absent: no answer is recorded. */
  readonly status?: number
  readonly answers?: Fields
  readonly body?: string
}

/** What else a case holds. */
export interface Around {
  readonly lacks?: readonly Lack[]
  readonly says?: readonly BrowserMessage[]
  /** Claims of the tokens that entries carry, by the entry's number. */
  readonly tokens?: Readonly<Record<number, Readonly<Record<string, unknown>>>>
  readonly logLines?: readonly LogLine['error'][]
  readonly expectations?: Expectations
}

/** When these captures begin, in milliseconds since 1970. */
export const began = Date.UTC(2026, 10, 1, 12)

/** Entries as one capture, with the exchanges that the doctor makes of them. */
export function capture(recorded: readonly Recorded[], around: Around = {}): Case {
  const entries = recorded.map(toEntry)
  const tokens = entries.flatMap((entry, at): FoundToken[] => {
    const claims = around.tokens?.[at]
    const token = claims && { header: { alg: 'RS256' }, claims }
    return token ? [{ at: entry.at, where: 'request header', token, entry }] : []
  })
  const material: Material = {
    entries,
    messages: (around.says ?? []).map((message, at): ConsoleMessage => ({
      at: { input: 'console.txt', line: at + 1 },
      message,
      text: 'a line',
    })),
    tokens,
    logLines: (around.logLines ?? []).map((error, at): LogLine => ({
      at: { input: 'api.log', line: at + 1 },
      error,
      text: 'a line',
    })),
    lacks: new Map([['a.har', new Set(around.lacks ?? [])]]),
    recordedBy: new Map([['a.har', 'chromium']]),
  }
  return {
    material,
    exchanges: recordExchanges(material),
    expectations: around.expectations ?? {},
    now: began / 1000,
  }
}

function toEntry(recorded: Recorded, at: number): Entry {
  const {
    url,
    method = 'GET',
    second = at,
    asks,
    sends,
    status,
    answers,
    body,
    type = 'fetch',
    ...rest
  } = recorded
  return {
    at: { input: 'a.har', entry: at },
    startedAt: began + second * 1000,
    type,
    ...rest,
    request: {
      method,
      url,
      headers: fields(asks ?? { origin: page }),
      ...(sends !== undefined && { body: sends }),
    },
    ...(status !== undefined && {
      response: {
        status,
        statusText: '',
        headers: fields(answers ?? {}),
        ...(body !== undefined && { body }),
      },
    }),
  }
}

function fields(record: Fields): readonly string[] {
  return Object.entries(record).flatMap(([name, value]) =>
    typeof value === 'string' ? [name, value] : value.flatMap((each) => [name, each]),
  )
}

/** A preflight from {@link page} for a method and, if given, headers. */
export function preflight(
  url: string,
  asked: { readonly method?: string; readonly headers?: string },
  answer: Partial<Recorded>,
): Recorded {
  return {
    url,
    method: 'OPTIONS',
    type: 'preflight',
    asks: {
      origin: page,
      'access-control-request-method': asked.method ?? 'GET',
      ...(asked.headers !== undefined && { 'access-control-request-headers': asked.headers }),
    },
    ...answer,
  }
}

/** What one check finds in a case, exchange by exchange. */
export function foundBy(check: Check<'exchange'>, all: Case): readonly Found[] {
  return all.exchanges.flatMap((exchange) => check.look(exchange, all) ?? [])
}

/** The codes that all exchange checks together find, heard as the doctor hears them: `code` or `code (severity)`. */
export function heardIn(all: Case): readonly string[] {
  return all.exchanges.flatMap((exchange) => {
    let explained = false
    return exchangeChecks.flatMap((check) => {
      if (explained && !check.adds) return []
      if (check.needs?.some((need) => exchange.lacks.has(need))) return []
      const found = check.look(exchange, all)
      if (!found) return []
      if (!check.adds) explained = true
      return [found.severity === undefined ? found.code : `${found.code} (${found.severity})`]
    })
  })
}

/** Headers that open an answer to {@link page}. */
export const open: Fields = { 'access-control-allow-origin': page }

/** Headers that open an answer to {@link page} with its cookies. */
export const openWithCookies: Fields = { ...open, 'access-control-allow-credentials': 'true' }

/** How Chrome notes an answer that it kept from the page. */
export const keptBack = 'net::ERR_FAILED'
